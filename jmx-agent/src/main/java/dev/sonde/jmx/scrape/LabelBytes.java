package dev.sonde.jmx.scrape;

import dev.sonde.core.metrics.MetricFamily;
import java.nio.charset.StandardCharsets;

/** Label sets in the form of {@link dev.sonde.core.metrics.Series#labels}: {@code {a="b",c="d"} }. */
final class LabelBytes {
    private LabelBytes() {}

    static int compare(byte[] a, byte[] b) {
        if (a == b) {
            return 0;
        }
        int n = Math.min(a.length, b.length);
        for (int i = 0; i < n; i++) {
            if (a[i] != b[i]) {
                return (a[i] & 0xff) - (b[i] & 0xff);
            }
        }
        return a.length - b.length;
    }

    /** The set with one more label, at its place among the others. */
    static byte[] insert(byte[] labels, String name, String value) {
        byte[] alone = MetricFamily.untyped("any", "", name).series(value).labels();
        String label = new String(alone, 1, alone.length - 3, StandardCharsets.UTF_8);
        String set = new String(labels, StandardCharsets.UTF_8);
        if (set.length() == 1) {
            return alone;
        }
        int at = 1;
        while (set.charAt(at - 1) != '}' && nameAt(set, at).compareTo(name) < 0) {
            at = endOfValue(set, at) + 1;
        }
        boolean last = set.charAt(at - 1) == '}';
        String with = last
                ? set.substring(0, at - 1) + "," + label + "} "
                : set.substring(0, at) + label + "," + set.substring(at);
        return with.getBytes(StandardCharsets.UTF_8);
    }

    private static String nameAt(String set, int at) {
        return set.substring(at, set.indexOf('=', at));
    }

    /** The index of the comma or brace behind the value of the label at {@code at}. */
    private static int endOfValue(String set, int at) {
        int i = set.indexOf('"', at) + 1;
        while (set.charAt(i) != '"') {
            i += set.charAt(i) == '\\' ? 2 : 1;
        }
        return i + 1;
    }
}
