package dev.sonde.core.docs;

import dev.sonde.core.metrics.Series;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Families of metrics with what a page shows of them, as a Markdown table. */
public final class FamilyTable {
    /** Longer tables are folded: who reads on to the next collector need not pass them. */
    private static final int LONG = 30;

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"(?:[^\"\\\\]|\\\\.)*\"");

    private record Family(String type, String help, Set<String> labels) {}

    private final Map<String, Family> families = new TreeMap<>();

    public void add(Collection<Series> series) {
        for (Series one : series) {
            declare(
                    one.family().name(),
                    one.family().type().text(),
                    one.family().help());
            labels(one.family().name(), one.toString());
        }
    }

    /** The families of a page in text format 0.0.4. */
    public void addPage(String page) {
        String help = "";
        for (String line : page.split("\n")) {
            String[] words = line.split(" ", 4);
            if (line.startsWith("# HELP ")) {
                help = words[3];
            } else if (line.startsWith("# TYPE ")) {
                declare(words[2], words[3], help);
            } else {
                labels(line.split("[{ ]")[0], line);
            }
        }
    }

    private void declare(String name, String type, String help) {
        families.putIfAbsent(name, new Family(type, help, new LinkedHashSet<>()));
    }

    private void labels(String name, String series) {
        Matcher label = LABEL.matcher(series);
        while (label.find()) {
            families.get(name).labels.add(label.group(1));
        }
    }

    public boolean isEmpty() {
        return families.isEmpty();
    }

    public Set<String> names() {
        return families.keySet();
    }

    public String markdown() {
        StringBuilder table = new StringBuilder();
        boolean folded = families.size() > LONG;
        if (folded) {
            table.append("<details><summary>")
                    .append(families.size())
                    .append(" metrics that our tests know</summary>\n\n");
        }
        table.append("| metric | type | labels | |\n|---|---|---|---|\n");
        families.forEach((name, family) -> table.append("| `")
                .append(name)
                .append("` | ")
                .append(family.type)
                .append(" | ")
                .append(String.join(", ", family.labels))
                .append(" | ")
                .append(cell(family.help))
                .append(" |\n"));
        return table.append(folded ? "\n</details>\n" : "").toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
    }
}
