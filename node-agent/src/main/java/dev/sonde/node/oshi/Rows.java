package dev.sonde.node.oshi;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The series of devices, kept from scrape to scrape by what the device is called. One thread at a time. */
final class Rows {
    private static final int LIMIT = 10_000;

    /** Stands between the parts of a key, none of which has it. */
    private static final String SEPARATOR = "\0";

    private final LabelCache<Series[]> rows;

    /** @param families all of the same labels, which a key gives the values of */
    Rows(MetricFamily... families) {
        rows = new LabelCache<>(LIMIT, key -> {
            String[] labels = key.split(SEPARATOR, -1);
            Series[] series = new Series[families.length];
            for (int i = 0; i < series.length; i++) {
                series[i] = families[i].series(labels);
            }
            return series;
        });
    }

    void begin() {
        rows.begin();
    }

    /** In the order of the families; null when there are too many devices. */
    Series @Nullable [] get(String... labels) {
        byte[] key = String.join(SEPARATOR, labels).getBytes(StandardCharsets.UTF_8);
        return rows.get(key, 0, key.length);
    }
}
