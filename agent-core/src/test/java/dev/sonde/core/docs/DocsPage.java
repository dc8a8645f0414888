package dev.sonde.core.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of documentation, parts of which a test writes: those between {@code <!-- generated: name -->} and {@code <!--
 * end -->}. The rest is written by hand. The part that bears the name of a collector ends the section of the collector,
 * whose heading is {@code ### name}.
 */
public final class DocsPage {
    private static final String END = "<!-- end -->\n";
    private static final String HEADING = "### ";
    private static final Pattern GENERATED = Pattern.compile("<!-- generated: (\\S+) -->\n(.*?)" + END, Pattern.DOTALL);
    private static final Pattern SECTION =
            Pattern.compile("^### ([\\w.-]+)\n(.*?)<!-- generated: \\1 -->$", Pattern.DOTALL | Pattern.MULTILINE);

    private final Path file;
    private String text;

    public DocsPage(Path file) throws IOException {
        this.file = file;
        this.text = Files.readString(file);
    }

    private static String begin(String part) {
        return "<!-- generated: " + part + " -->\n";
    }

    public Set<String> parts() {
        Set<String> parts = new LinkedHashSet<>();
        for (Matcher part = GENERATED.matcher(text); part.find(); ) {
            parts.add(part.group(1));
        }
        return parts;
    }

    /** What is generated, empty where there is no such part. */
    public String generated(String part) {
        int from = text.indexOf(begin(part));
        int start = from + begin(part).length();
        return from < 0 ? "" : text.substring(start, text.indexOf(END, start));
    }

    /** What people have written of a collector; empty where they have not. */
    public String prose(String collector) {
        for (Matcher section = SECTION.matcher(text); section.find(); ) {
            if (section.group(1).equals(collector)) {
                return section.group(2).trim();
            }
        }
        return "";
    }

    /** All that people have written. */
    public String byHand() {
        return GENERATED.matcher(text).replaceAll("");
    }

    /** Replaces a part, or begins the section of a collector that has none, in its place among the others. */
    public void generate(String part, String content) {
        int from = text.indexOf(begin(part));
        if (from < 0) {
            from = placeOf(part);
            String section = HEADING + part + "\n\n" + begin(part);
            text = text.substring(0, from) + section + END + "\n" + text.substring(from);
            from += section.length();
        } else {
            from += begin(part).length();
        }
        text = text.substring(0, from) + content + text.substring(text.indexOf(END, from));
    }

    private int placeOf(String collector) {
        Matcher section = SECTION.matcher(text);
        while (section.find()) {
            if (section.group(1).compareTo(collector) > 0) {
                return section.start();
            }
        }
        throw new IllegalStateException("no section behind " + collector);
    }

    public void write() throws IOException {
        Files.writeString(file, text);
    }
}
