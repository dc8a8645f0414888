package dev.sonde.node.collector;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.RawText;
import java.util.Arrays;

/** One setting of the kernel and the series that it feeds. One thread at a time. */
final class Sysctl {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_sysctl_info", "A word of a setting of the kernel; always 1.", "name", "value", "index");

    private final String name;
    private final String[] keys;
    private final boolean numeric;
    private final KernelFile file;
    private final RawText text = new RawText();
    private boolean taken;
    private Series[] series = {};
    private double[] values = {};
    private String failure = "";

    /** @param include {@code name} or {@code name:key,key}, a key for each number */
    Sysctl(NodePaths paths, String include, boolean numeric) {
        int colon = include.indexOf(':');
        name = colon < 0 ? include : include.substring(0, colon);
        keys = colon < 0 ? new String[0] : include.substring(colon + 1).split(",", -1);
        this.numeric = numeric;
        file = new KernelFile(paths.proc("sys/" + name.replace('.', '/')), 256);
    }

    /** Why there was nothing to give, or nothing. */
    String failure() {
        return failure;
    }

    /** @return whether {@link #failure} has changed */
    boolean update(MetricSink sink) {
        String before = failure;
        if (!file.read()) {
            failure = file.failure();
            taken = false;
            return !failure.equals(before);
        }
        if (text.set(file.bytes(), 0, file.length()) || !taken) {
            taken = true;
            take(text.toString().trim());
        }
        for (int i = 0; failure.isEmpty() && i < series.length; i++) {
            sink.sample(series[i], values[i]);
        }
        return !failure.equals(before);
    }

    private void take(String content) {
        String[] words = content.isEmpty() ? new String[0] : content.split("\\s+");
        if (words.length == 0) {
            failure = file.path() + ": empty";
        } else if (keys.length > 0 && keys.length != words.length) {
            failure = file.path() + ": " + words.length + " values, but " + keys.length + " names for them";
        } else if (keys.length > 0 && !numeric) {
            failure = file.path() + ": words cannot be named";
        } else {
            failure = "";
            values = values(words);
            Series[] fresh = series(words);
            if (!Arrays.equals(fresh, series)) {
                series = fresh;
            }
        }
    }

    private double[] values(String[] words) {
        double[] numbers = new double[words.length];
        for (int i = 0; i < words.length; i++) {
            try {
                numbers[i] = numeric ? Long.decode(words[i]) : 1;
            } catch (NumberFormatException e) {
                failure = file.path() + ": \"" + words[i] + "\" is no number";
            }
        }
        return numbers;
    }

    private Series[] series(String[] words) {
        String metric = "node_sysctl_" + sanitized(name);
        String help = "Setting " + name + " of the kernel.";
        Series[] made = new Series[words.length];
        MetricFamily indexed = MetricFamily.untyped(metric, help, "index");
        for (int i = 0; i < made.length; i++) {
            if (!numeric) {
                made[i] = INFO.series(name, words[i], Integer.toString(i));
            } else if (keys.length > 0) {
                made[i] = MetricFamily.untyped(metric + '_' + sanitized(keys[i]), help)
                        .series();
            } else if (made.length == 1) {
                made[i] = MetricFamily.untyped(metric, help).series();
            } else {
                made[i] = indexed.series(Integer.toString(i));
            }
        }
        return made;
    }

    private static String sanitized(String text) {
        StringBuilder name = new StringBuilder(text);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if ((c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9')) {
                name.setCharAt(i, '_');
            }
        }
        return name.toString();
    }
}
