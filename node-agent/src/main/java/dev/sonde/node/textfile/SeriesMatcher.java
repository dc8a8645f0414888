package dev.sonde.node.textfile;

import dev.sonde.core.exposition.TextBytes;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds the series of the last reading again in the next, which usually brings them in the same order with some gone and
 * some new. One thread at a time.
 */
final class SeriesMatcher {
    /** How many series gone in one place are still stepped over. */
    private static final int LOOK_AHEAD = 64;

    /** After that many new series in a row the file is taken for another one, and the old series are let go. */
    private static final int GIVE_UP = 4096;

    private @Nullable Series[] old;
    private int at;
    private int misses;

    /** @param old is emptied on the way, so that what is not found again can be collected */
    SeriesMatcher(@Nullable Series[] old) {
        this.old = old;
    }

    @Nullable Series find(MetricFamily family, String suffix, TextBytes labels) {
        int limit = Math.min(old.length, at + (misses > LOOK_AHEAD ? 1 : LOOK_AHEAD));
        for (int i = at; i < limit; i++) {
            Series candidate = old[i];
            if (candidate != null
                    && candidate.family() == family
                    && candidate.name().length == family.name().length() + suffix.length()
                    && labels.is(candidate.labels())) {
                Arrays.fill(old, at, i + 1, null);
                at = i + 1;
                misses = 0;
                return candidate;
            }
        }
        if (++misses > GIVE_UP) {
            old = new Series[0];
            at = 0;
        }
        return null;
    }
}
