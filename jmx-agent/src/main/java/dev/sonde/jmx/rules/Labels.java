package dev.sonde.jmx.rules;

import java.util.ArrayList;
import java.util.List;

/** Puts a label set together: names that Prometheus allows, each once, the first one counting. */
final class Labels {
    private final List<String> names;
    private final List<String> values;

    Labels(List<String> names, List<String> values) {
        this.names = new ArrayList<>(names);
        this.values = new ArrayList<>(values);
    }

    void addIfGiven(String name, String value) {
        if (!value.isEmpty()) {
            add(name, value);
        }
    }

    /** @param name of letters, digits, underscores and colons, which are no part of a label's name */
    void add(String name, String value) {
        String valid = name.replace(':', '_');
        if (!valid.isEmpty() && !names.contains(valid)) {
            names.add(valid);
            values.add(value);
        }
    }

    List<String> names() {
        return names;
    }

    List<String> values() {
        return values;
    }
}
