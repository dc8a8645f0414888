package dev.sonde.node.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What one dashboard or group of rules asks of a target.
 *
 * @param queries in PromQL, with variables
 */
record Dashboard(String name, List<Query> queries) {
    /**
     * @param text the expression; {@code $s} stands for the matchers of a target, {@code $w} for a window
     * @param moving whether two answers for one host may differ in their label sets
     */
    record Query(String text, boolean moving) {
        String of(String job) {
            return text.replace("$s", "job=\"" + job + "\"").replace("$w", "15s");
        }
    }

    /** Those of {@code dashboards.txt}. */
    static List<Dashboard> all() throws IOException {
        List<Dashboard> all = new ArrayList<>();
        try (var in = Dashboard.class.getResourceAsStream("dashboards.txt")) {
            if (in == null) {
                throw new IOException("dashboards.txt is not on the class path");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("[")) {
                    all.add(new Dashboard(line.substring(1, line.length() - 1), new ArrayList<>()));
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    boolean moving = line.startsWith("~ ");
                    all.get(all.size() - 1).queries().add(new Query(moving ? line.substring(2) : line, moving));
                }
            }
        }
        return all;
    }
}
