package dev.sonde.core.exposition;

import dev.sonde.core.metrics.MetricType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A family that a page names, filled while the page is parsed. A family's label names are those of all its samples: text
 * format lets samples differ, other readers want the label that one of them lacks to be empty.
 */
public final class TextFamily {
    private final String name;
    private @Nullable MetricType type;
    private @Nullable String help;
    private final List<byte[]> labelNames = new ArrayList<>(4);

    TextFamily(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The declared type, UNTYPED once there is a sample without one, null before. */
    public @Nullable MetricType type() {
        return type;
    }

    void type(MetricType declared) {
        type = declared;
    }

    /** The text of HELP with escapes undone, null when there is none or an empty one. */
    public @Nullable String help() {
        return help;
    }

    void help(String text) {
        help = text;
    }

    /** Names of all labels that a sample of the family had so far, as UTF-8, sorted. Not to be changed. */
    public List<byte[]> labelNames() {
        return labelNames;
    }

    /** Takes the names of a sample's labels in. */
    void named(TextLabels labels) {
        int at = 0;
        for (int i = 0; i < labels.size(); i++) {
            while (at < labelNames.size() && labels.compareName(i, labelNames.get(at)) > 0) {
                at++;
            }
            if (at == labelNames.size() || labels.compareName(i, labelNames.get(at)) != 0) {
                labelNames.add(at, labels.name(i));
            }
            at++;
        }
    }

    @Override
    public String toString() {
        return type + " " + name;
    }
}
