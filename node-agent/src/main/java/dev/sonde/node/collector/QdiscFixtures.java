package dev.sonde.node.collector;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigFile;
import dev.sonde.core.config.ConfigNode;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Recorded answers in {@code results.json}: a list of objects named as the peer names them, in any case. */
final class QdiscFixtures {
    private static final String[] NUMBERS = {"bytes", "packets", "drops", "requeues", "overlimits", "qlen", "backlog"};

    private QdiscFixtures() {}

    static void emit(MetricSink sink, String directory, LabelCache<QdiscSeries> series) throws IOException {
        try {
            for (ConfigNode item : ConfigFile.read(directory + "/results.json").items()) {
                if (!text(item, "parent", "0").equals("0")) {
                    continue;
                }
                String device = text(item, "ifacename", "");
                long[] numbers = new long[NUMBERS.length];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = Long.parseUnsignedLong(text(item, NUMBERS[i], "0"));
                }
                byte[] key = (device + '\0' + text(item, "kind", "")).getBytes(StandardCharsets.UTF_8);
                QdiscSeries shown = series.get(key, 0, key.length);
                if (shown != null) {
                    shown.emit(sink, numbers);
                }
            }
        } catch (ConfigException | NumberFormatException e) {
            throw new IOException(directory + ": " + e.getMessage(), e);
        }
    }

    private static String text(ConfigNode item, String name, String absent) {
        for (String key : item.keys()) {
            ConfigNode value = item.get(key);
            if (value != null && key.toLowerCase(Locale.ROOT).equals(name)) {
                return value.string();
            }
        }
        return absent;
    }
}
