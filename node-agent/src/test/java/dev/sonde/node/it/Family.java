package dev.sonde.node.it;

import java.util.ArrayList;
import java.util.List;

/** One metric family of a page; the type is {@code untyped} where the page states none. */
record Family(String name, String type, String help, List<Sample> samples) {

    static Family named(String name) {
        return new Family(name, "", "", new ArrayList<>());
    }

    /** What a server stores as its type. */
    String effectiveType() {
        return type.isEmpty() ? "untyped" : type;
    }

    /** Whether a sample of this name belongs here, given the suffixes that the type allows. */
    boolean owns(String sampleName, boolean openMetrics) {
        if (sampleName.equals(name)) {
            return !(openMetrics && (type.equals("counter") || type.equals("histogram") || type.equals("info")));
        }
        if (!sampleName.startsWith(name)) {
            return false;
        }
        String suffix = sampleName.substring(name.length());
        return switch (type) {
            case "summary" ->
                suffix.equals("_sum") || suffix.equals("_count") || openMetrics && suffix.equals("_created");
            case "histogram" ->
                suffix.equals("_sum")
                        || suffix.equals("_count")
                        || suffix.equals("_bucket")
                        || openMetrics && suffix.equals("_created");
            case "counter" -> openMetrics && (suffix.equals("_total") || suffix.equals("_created"));
            case "info" -> openMetrics && suffix.equals("_info");
            default -> false;
        };
    }
}
