package dev.sonde.node.it;

import java.util.SortedMap;
import java.util.StringJoiner;

/**
 * One sample line.
 *
 * @param labels by name, values unescaped
 * @param text the value as written, to compare number forms
 * @param timestamp as written, empty without one
 */
record Sample(String name, SortedMap<String, String> labels, double value, String text, String timestamp) {

    /** Name and labels in one canonical string, the identity of the series. */
    String series() {
        if (labels.isEmpty()) {
            return name;
        }
        StringJoiner joined = new StringJoiner(",", name + "{", "}");
        labels.forEach((label, value) -> joined.add(label + "=\"" + escape(value) + "\""));
        return joined.toString();
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
