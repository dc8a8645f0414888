package dev.sonde.db.it;

import dev.sonde.core.exposition.ParsedPage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What dashboards and alert rules ask of a page, and which of it a page has. */
final class Dashboards {
    private static final Pattern SELECTOR = Pattern.compile("(\\w+)(?:\\{(\\w+)(=~|!~|=)\"([^\"]*)\"})?");

    private Dashboards() {}

    /** By the name of the dashboard. */
    private static Map<String, List<String>> all() throws IOException {
        Map<String, List<String>> all = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        try (var in = Dashboards.class.getResourceAsStream("dashboards.txt")) {
            if (in == null) {
                throw new IOException("dashboards.txt is not on the class path");
            }
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (line.startsWith("[")) {
                    current = all.computeIfAbsent(line.substring(1, line.length() - 1), name -> new ArrayList<>());
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    current.addAll(List.of(line.split(" ")));
                }
            }
        }
        return all;
    }

    /** What the peer's page shows and ours does not; prints how many of its selectors each dashboard finds. */
    static List<String> lost(String prefix, String server, ParsedPage ours, ParsedPage peers) throws IOException {
        List<String> lost = new ArrayList<>();
        for (Map.Entry<String, List<String>> dashboard : all().entrySet()) {
            List<String> selectors = dashboard.getValue();
            if (!selectors.get(0).startsWith(prefix)) {
                continue;
            }
            int found = 0;
            int theirs = 0;
            for (String selector : selectors) {
                int here = count(selector, ours);
                int there = count(selector, peers);
                found += here > 0 ? 1 : 0;
                theirs += there > 0 ? 1 : 0;
                if (here < there) {
                    lost.add(dashboard.getKey() + ": " + selector + " finds " + there + ", with us " + here);
                }
            }
            System.out.printf(
                    "%-40s %-16s peer %2d of %2d, ours %2d%n",
                    dashboard.getKey(), server, theirs, selectors.size(), found);
        }
        return lost;
    }

    private static int count(String selector, ParsedPage page) {
        Matcher parts = SELECTOR.matcher(selector);
        if (!parts.matches()) {
            throw new IllegalArgumentException(selector);
        }
        int count = 0;
        for (ParsedPage.Family family : page.families().values()) {
            for (ParsedPage.Sample sample : family.samples()) {
                count += sample.name().equals(parts.group(1)) && fits(sample, parts) ? 1 : 0;
            }
        }
        return count;
    }

    private static boolean fits(ParsedPage.Sample sample, Matcher parts) {
        if (parts.group(2) == null) {
            return true;
        }
        String value = sample.labels().getOrDefault(parts.group(2), "");
        return switch (parts.group(3)) {
            case "=" -> value.equals(parts.group(4));
            case "=~" -> value.matches(parts.group(4));
            default -> !value.matches(parts.group(4));
        };
    }
}
