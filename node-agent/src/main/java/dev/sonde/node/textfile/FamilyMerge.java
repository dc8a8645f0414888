package dev.sonde.node.textfile;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes one family of what several files say about it. The first text of HELP wins, and so do the first type and the
 * first series; a part that disagrees is left out and the file blamed for it. Run anew when a file has changed.
 */
final class FamilyMerge {
    /** A family over all files. */
    private static final class Merged {
        final String name;
        final MetricType type;
        final List<TextFile> files = new ArrayList<>(1);

        @Nullable String help;

        Merged(String name, MetricType type) {
            this.name = name;
            this.type = type;
        }
    }

    private final Set<String> reserved;
    private final Map<String, Merged> families = new LinkedHashMap<>();
    private Map<String, MetricFamily> descriptors = new HashMap<>();
    private boolean helpDiffers;

    /** @param reserved families of our own, which no file may have */
    FamilyMerge(Set<String> reserved) {
        this.reserved = reserved;
    }

    /** Whether a file's HELP was another than that of a file before it. */
    boolean helpDiffers() {
        return helpDiffers;
    }

    void run(Collection<TextFile> files) {
        families.clear();
        helpDiffers = false;
        for (TextFile file : files) {
            file.conflict = null;
            file.columns().omitNone();
            for (FileFamily family : file.families().values()) {
                admit(file, family);
            }
        }
        Map<String, MetricFamily> before = descriptors;
        descriptors = new HashMap<>();
        for (Merged merged : families.values()) {
            descriptors.put(merged.name, descriptor(merged, before.get(merged.name)));
        }
        for (Merged merged : families.values()) {
            MetricFamily agreed = descriptors.get(merged.name);
            for (TextFile file : merged.files) {
                FileFamily part = file.families().get(merged.name);
                if (part != null && part.descriptor() != agreed) {
                    file.columns().repoint(part.descriptor(), agreed);
                    part.descriptor(agreed);
                }
            }
            if (merged.files.size() > 1 && isDistribution(merged.type)) {
                omitRepeated(merged);
            }
        }
        families.clear();
    }

    private void admit(TextFile file, FileFamily family) {
        String why = null;
        Merged merged = families.get(family.name());
        if (merged == null) {
            why = clash(family);
            if (why == null) {
                merged = new Merged(family.name(), family.type());
                families.put(merged.name, merged);
            }
        } else if (family.help() != null
                && merged.help != null
                && !family.help().equals(merged.help)) {
            why = "has another HELP than in " + merged.files.get(0).name();
            helpDiffers = true;
        } else if (family.type() != merged.type) {
            why = "is a " + family.type().text() + " here, a " + merged.type.text() + " in "
                    + merged.files.get(0).name();
        }
        if (why != null || merged == null) {
            file.conflict(family.name() + ' ' + why);
            file.columns().omit(family.descriptor());
            return;
        }
        merged.files.add(file);
        if (merged.help == null) {
            merged.help = family.help();
        }
    }

    /** A summary or histogram and another family may not have sample names in common. */
    private @Nullable String clash(FileFamily family) {
        String name = family.name();
        if (reserved.contains(name)) {
            return "is a family of this agent";
        }
        for (String suffix : List.of("_count", "_sum", "_bucket")) {
            Merged whole =
                    name.endsWith(suffix) ? families.get(name.substring(0, name.length() - suffix.length())) : null;
            if (whole != null && hasPart(whole.type, suffix)) {
                return "is also a part of the " + whole.type.text() + ' ' + whole.name;
            }
            if (hasPart(family.type(), suffix) && families.containsKey(name + suffix)) {
                return "has a part that is also the family " + name + suffix;
            }
        }
        return null;
    }

    private static boolean hasPart(MetricType type, String suffix) {
        return type == MetricType.HISTOGRAM || type == MetricType.SUMMARY && !suffix.equals("_bucket");
    }

    private static boolean isDistribution(MetricType type) {
        return type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
    }

    private static MetricFamily descriptor(Merged merged, @Nullable MetricFamily before) {
        String help = merged.help;
        if (help == null) {
            StringBuilder text = new StringBuilder("Metric read from ");
            for (TextFile file : merged.files) {
                text.append(file == merged.files.get(0) ? "" : ", ").append(file.name());
            }
            help = text.toString();
        }
        boolean same =
                before != null && before.type() == merged.type && before.help().equals(help);
        return same ? before : MetricFamily.of(merged.type, merged.name, help);
    }

    /** A summary or histogram that two files give is taken whole from the first; the page would mix their parts. */
    private static void omitRepeated(Merged merged) {
        Set<String> seen = new HashSet<>();
        for (TextFile file : merged.files) {
            FileFamily part = file.families().get(merged.name);
            if (part == null) {
                continue;
            }
            for (Map.Entry<String, int[]> entry : part.parts.entrySet()) {
                if (!seen.add(entry.getKey())) {
                    int[] range = entry.getValue();
                    file.columns().omit(range[0], range[1]);
                    file.conflict(entry.getKey() + " is also in a file before");
                }
            }
        }
    }
}
