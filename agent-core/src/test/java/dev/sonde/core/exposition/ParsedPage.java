package dev.sonde.core.exposition;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A page read back by other code than wrote it, strictly: what the formats forbid is an AssertionError. */
public final class ParsedPage {
    /** One sample line. */
    public record Sample(String name, Map<String, String> labels, String value) {
        /** {@code name{a="b"}} without any escapes. */
        public String series() {
            return name + labels;
        }
    }

    /** A family with its samples in the page's order. */
    public record Family(String name, String type, String help, List<Sample> samples) {}

    private final Map<String, Family> families = new LinkedHashMap<>();
    private String line = "";
    private int at;

    private ParsedPage() {}

    public static ParsedPage text(byte[] body) {
        return new ParsedPage().read(decoded(body), false);
    }

    public static ParsedPage openMetrics(byte[] body) {
        String page = decoded(body);
        if (!page.endsWith("# EOF\n")) {
            throw new AssertionError("no # EOF at the end");
        }
        return new ParsedPage().read(page.substring(0, page.length() - 6), true);
    }

    public Map<String, Family> families() {
        return families;
    }

    /** Value of the only sample with this name and these labels, written {@code name{a=b}}; null when there is none. */
    public String value(String series) {
        String found = null;
        for (Family family : families.values()) {
            for (Sample sample : family.samples) {
                if (sample.series().equals(series)) {
                    require(found == null, "twice: " + series);
                    found = sample.value;
                }
            }
        }
        return found;
    }

    private static String decoded(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
    }

    private ParsedPage read(String page, boolean openMetrics) {
        Family family = null;
        int from = 0;
        while (from < page.length()) {
            int end = page.indexOf('\n', from);
            require(end >= 0, "last line without line feed");
            line = page.substring(from, end);
            from = end + 1;
            if (line.startsWith("# HELP ")) {
                int blank = line.indexOf(' ', 7);
                String name = line.substring(7, blank);
                String help = unescaped(line.substring(blank + 1), openMetrics);
                int next = page.indexOf('\n', from);
                String type = page.substring(from, next);
                String start = "# TYPE " + name + " ";
                require(type.startsWith(start), "no TYPE after HELP");
                from = next + 1;
                family = new Family(name, type.substring(start.length()), help, new ArrayList<>());
                require(families.put(name, family) == null, "family in two places");
            } else {
                require(family != null, "sample without a family");
                Sample sample = sample();
                require(owns(family, sample.name, openMetrics), "sample of another family");
                for (Sample other : family.samples) {
                    require(!other.series().equals(sample.series()), "series twice");
                }
                family.samples.add(sample);
            }
        }
        families.values().forEach(f -> require(!f.samples.isEmpty(), "family without samples: " + f));
        return this;
    }

    private static boolean owns(Family family, String sample, boolean openMetrics) {
        String suffix = sample.startsWith(family.name) ? sample.substring(family.name.length()) : "?";
        return switch (family.type) {
            case "counter" -> openMetrics ? suffix.equals("_total") : suffix.isEmpty();
            case "summary" -> suffix.isEmpty() || suffix.equals("_sum") || suffix.equals("_count");
            case "histogram" -> suffix.equals("_bucket") || suffix.equals("_sum") || suffix.equals("_count");
            case "gauge" -> suffix.isEmpty();
            case "untyped" -> suffix.isEmpty() && !openMetrics;
            case "unknown" -> suffix.isEmpty() && openMetrics;
            default -> throw new AssertionError("type " + family.type);
        };
    }

    private Sample sample() {
        at = 0;
        String name = word();
        Map<String, String> labels = new TreeMap<>();
        String previous = "";
        if (line.charAt(at) == '{') {
            do {
                at++;
                String label = word();
                require(label.compareTo(previous) > 0, "labels out of order");
                previous = label;
                require(line.startsWith("=\"", at), "=\" expected");
                int from = at += 2;
                while (line.charAt(at) != '"') {
                    at += line.charAt(at) == '\\' ? 2 : 1;
                }
                labels.put(label, unescaped(line.substring(from, at), true));
                at++;
            } while (line.charAt(at) == ',');
            require(line.charAt(at++) == '}', "} expected");
        }
        require(line.charAt(at++) == ' ', "blank expected");
        String value = line.substring(at);
        require(value.matches("NaN|[+-]Inf|-?\\d+(\\.\\d+)?(e[+-]\\d\\d+)?"), "number expected");
        return new Sample(name, labels, value);
    }

    private String word() {
        int from = at;
        while (at < line.length() && (Character.isLetterOrDigit(line.charAt(at)) || line.charAt(at) == '_')) {
            at++;
        }
        require(at > from && !Character.isDigit(line.charAt(from)), "name expected");
        return line.substring(from, at);
    }

    private String unescaped(String text, boolean quotes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                c = text.charAt(++i);
                require(c == 'n' || c == '\\' || c == '"' && quotes, "bad escape");
                c = c == 'n' ? '\n' : c;
            } else {
                require(c != '"' || !quotes, "quote not escaped");
            }
            out.append(c);
        }
        return out.toString();
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + ": " + line);
        }
    }
}
