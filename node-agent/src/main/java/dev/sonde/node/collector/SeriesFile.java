package dev.sonde.node.collector;

import dev.sonde.core.metrics.Series;
import java.util.List;

/** An attribute of sysfs and the one series that it feeds. Immutable. */
final class SeriesFile {
    final String path;
    final Series series;

    SeriesFile(String path, Series series) {
        this.path = path;
        this.series = series;
    }

    /** What was found anew, or what was known before if that is the same: a page knows its series by identity. */
    static List<SeriesFile> known(List<SeriesFile> before, List<SeriesFile> found) {
        if (before.size() != found.size()) {
            return found;
        }
        for (int i = 0; i < found.size(); i++) {
            SeriesFile one = found.get(i);
            SeriesFile other = before.get(i);
            if (!one.path.equals(other.path) || !one.series.equals(other.series)) {
                return found;
            }
        }
        return before;
    }
}
