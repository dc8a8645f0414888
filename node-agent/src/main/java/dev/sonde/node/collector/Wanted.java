package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.Series;
import org.jspecify.annotations.Nullable;

/** What is kept for a key of a file that a filter decides on: its series, or none when it is not wanted. */
final class Wanted {
    static final Wanted NOT = new Wanted(null);

    final @Nullable Series series;

    private Wanted(@Nullable Series series) {
        this.series = series;
    }

    static Wanted as(Series series) {
        return new Wanted(series);
    }

    /** No kernel has more keys in one file. */
    static LabelCache<Wanted> cache(LabelCache.Builder<Wanted> builder) {
        return new LabelCache<>(4096, builder);
    }
}
