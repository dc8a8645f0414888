package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.io.File;
import java.util.Arrays;
import org.slf4j.LoggerFactory;

/** Clock sources of the kernel, those it could use and the one it uses, from sysfs. One thread at a time. */
final class Clocksources {
    private static final int MOST = 64;
    private static final String PREFIX = "clocksource";

    private static final MetricFamily AVAILABLE = MetricFamily.gauge(
            "node_time_clocksource_available_info",
            "A clock source that the kernel could use; always 1.",
            "device",
            "clocksource");
    private static final MetricFamily CURRENT = MetricFamily.gauge(
            "node_time_clocksource_current_info",
            "The clock source that the kernel uses; always 1.",
            "device",
            "clocksource");

    /** A file with names of clock sources. */
    private static final class Names implements LabelCache.Builder<Series> {
        final KernelFile file;
        final LabelCache<Series> series = new LabelCache<>(MOST, this);
        boolean failed;
        private final MetricFamily family;
        private final String device;

        Names(MetricFamily family, String device, String path) {
            this.family = family;
            this.device = device;
            file = new KernelFile(path, 256);
        }

        @Override
        public Series build(String key) {
            return family.series(device, key);
        }
    }

    private final String directory;
    private final ByteCursor cursor = new ByteCursor();
    private final StateLog log = new StateLog(LoggerFactory.getLogger(Clocksources.class));
    private Names[] files = {};

    Clocksources(NodePaths paths) {
        directory = paths.sys("devices/system/clocksource");
    }

    /** A file that cannot be read costs its own series: the time is worth more than the name of its source. */
    void update(MetricSink sink) {
        if (files.length == 0) {
            files = look();
        }
        for (Names names : files) {
            if (!names.file.read()) {
                names.failed = true;
                log.failed(names.file.path(), "cannot read a clock source: " + names.file.failure(), null);
                continue;
            }
            if (names.failed) {
                names.failed = false;
                log.recovered(names.file.path(), "clock source is readable again: " + names.file.path());
            }
            names.series.begin();
            cursor.reset(names.file);
            while (cursor.word()) {
                Series series = names.series.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
                if (series != null) {
                    sink.sample(series, 1);
                }
            }
        }
    }

    /** There is one device at present, {@code clocksource0}, and nothing that takes it away. */
    private Names[] look() {
        String[] found = new File(directory).list();
        String[] devices = found == null ? new String[0] : found;
        Arrays.sort(devices);
        Names[] made = new Names[2 * devices.length];
        int n = 0;
        for (String device : devices) {
            if (device.startsWith(PREFIX)) {
                String index = Integer.toString(n / 2);
                String path = directory + '/' + device;
                made[n++] = new Names(AVAILABLE, index, path + "/available_clocksource");
                made[n++] = new Names(CURRENT, index, path + "/current_clocksource");
            }
        }
        return Arrays.copyOf(made, n);
    }
}
