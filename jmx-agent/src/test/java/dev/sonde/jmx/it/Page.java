package dev.sonde.jmx.it;

import java.util.Set;
import java.util.TreeSet;

/** What a page says, in a form in which two pages can be compared. */
final class Page {
    private Page() {}

    /** TYPE lines and samples, less those of the agents and the JVM themselves; numbers in one spelling. */
    static Set<String> facts(String page) {
        Set<String> facts = new TreeSet<>();
        for (String line : page.split("\n")) {
            String name = line.startsWith("# TYPE ") ? line.substring(7) : line;
            boolean own = name.startsWith("jmx_") || name.startsWith("jvm_") || name.startsWith("process_");
            if (line.startsWith("# HELP ") || line.isEmpty() || own) {
                continue;
            }
            facts.add(line.startsWith("#") ? line : sample(line));
        }
        return facts;
    }

    private static String sample(String line) {
        int blank = line.lastIndexOf(' ');
        String number = line.substring(blank + 1).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
        return line.substring(0, blank).replace(",}", "}") + " " + Double.parseDouble(number);
    }
}
