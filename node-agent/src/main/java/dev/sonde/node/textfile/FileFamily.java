package dev.sonde.node.textfile;

import dev.sonde.core.exposition.TextFamily;
import dev.sonde.core.exposition.TextLabels;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A family as one file has it. */
final class FileFamily {
    private final TextFamily text;

    /** Labels that this family's series have so far, sorted. */
    private List<byte[]> labelNames;

    private @Nullable MetricFamily descriptor;
    private boolean uneven;
    private boolean sampled;

    /** Summaries and histograms by their labels, in the order of the file; empty once the file has been read. */
    final Map<String, Distribution> distributions = new LinkedHashMap<>();

    /** Where the series of a summary or histogram begin and end in the file's columns, by their labels. */
    final Map<String, int[]> parts = new LinkedHashMap<>();

    /** @param before the family of that name when the file was read last: what it had is what is expected */
    FileFamily(TextFamily text, @Nullable FileFamily before) {
        this.text = text;
        labelNames = before == null ? new ArrayList<>() : before.labelNames;
        descriptor = before == null ? null : before.descriptor;
    }

    String name() {
        return text.name();
    }

    MetricType type() {
        MetricType type = text.type();
        return type == null ? MetricType.UNTYPED : type;
    }

    @Nullable String help() {
        return text.help();
    }

    boolean isDistribution() {
        return type() == MetricType.SUMMARY || type() == MetricType.HISTOGRAM;
    }

    boolean isSampled() {
        return sampled;
    }

    /** What the series belong to: provisional at first, then what all files agree on. */
    MetricFamily descriptor() {
        MetricFamily made = descriptor;
        if (made == null || made.type() != type()) {
            String help = help();
            made = MetricFamily.of(type(), name(), help == null ? "" : help);
            descriptor = made;
        }
        return made;
    }

    void descriptor(MetricFamily agreed) {
        descriptor = agreed;
    }

    /** The label names to write a sample with: all that were expected, and its own. */
    List<byte[]> labelNames(TextLabels labels) {
        if (!labels.within(labelNames)) {
            labelNames = union(labelNames, text.labelNames());
            uneven |= sampled;
        }
        sampled = true;
        return labelNames;
    }

    private static List<byte[]> union(List<byte[]> a, List<byte[]> b) {
        List<byte[]> all = new ArrayList<>(a);
        for (byte[] name : b) {
            int at = 0;
            while (at < all.size() && Arrays.compare(all.get(at), name) < 0) {
                at++;
            }
            if (at == all.size() || !Arrays.equals(all.get(at), name)) {
                all.add(at, name);
            }
        }
        return all;
    }

    /** Settles the label names; true when series written before have others. */
    boolean settleLabelNames() {
        boolean rewrite = uneven || labelNames.size() != text.labelNames().size();
        if (rewrite) {
            labelNames = text.labelNames();
        }
        return rewrite;
    }

    List<byte[]> labelNames() {
        return labelNames;
    }
}
