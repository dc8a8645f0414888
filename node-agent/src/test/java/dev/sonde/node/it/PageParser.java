package dev.sonde.node.it;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Reads a whole page of the text format 0.0.4 or of OpenMetrics 1.0.0 and refuses whatever the
 * formats forbid: a family in two places, TYPE after a sample, a series twice, bad UTF-8, a missing
 * end. HELP and TYPE keep their raw text.
 */
final class PageParser {
    private static final Set<String> TEXT_TYPES = Set.of("counter", "gauge", "histogram", "summary", "untyped");
    private static final Set<String> OPEN_METRICS_TYPES =
            Set.of("counter", "gauge", "histogram", "gaugehistogram", "summary", "info", "stateset", "unknown");

    private final boolean openMetrics;
    private final Map<String, Family> families = new LinkedHashMap<>();
    private Family current = Family.named("");

    private PageParser(boolean openMetrics) {
        this.openMetrics = openMetrics;
    }

    static Page text(byte[] page) {
        return new PageParser(false).parse(decode(page));
    }

    static Page openMetrics(byte[] page) {
        return new PageParser(true).parse(decode(page));
    }

    /** By the content type of an answer. */
    static Page parse(String contentType, byte[] page) {
        if (contentType.startsWith("application/openmetrics-text")) {
            return openMetrics(page);
        }
        if (contentType.startsWith("text/plain; version=0.0.4")) {
            return text(page);
        }
        throw new PageSyntaxException("neither text 0.0.4 nor OpenMetrics: " + contentType);
    }

    private static String decode(byte[] page) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(page))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PageSyntaxException("page is not UTF-8: " + e.getMessage());
        }
    }

    private Page parse(String page) {
        String body = page;
        if (openMetrics) {
            require(page.equals("# EOF\n") || page.endsWith("\n# EOF\n"), "no '# EOF' at the end");
            body = page.substring(0, page.length() - "# EOF\n".length());
        }
        require(body.isEmpty() || body.endsWith("\n"), "the last line has no newline");
        for (String line : body.isEmpty()
                ? new String[0]
                : body.substring(0, body.length() - 1).split("\n", -1)) {
            line(line);
        }
        return Page.of(families);
    }

    private void line(String line) {
        if (line.startsWith("# HELP ") || line.startsWith("# TYPE ") || openMetrics && line.startsWith("# UNIT ")) {
            String[] parts = line.split(" ", 4);
            require(parts.length == 4, "three words and a text expected: " + line);
            comment(parts[1], parts[2], parts[3]);
        } else {
            require(!line.isEmpty() && !line.startsWith("#"), "neither a sample nor HELP nor TYPE: '" + line + "'");
            sample(new LineParser(line).parse());
        }
    }

    private void comment(String keyword, String name, String text) {
        require(LineParser.isName(name), "bad family name '" + name + "'");
        if (!current.name().equals(name)) {
            begin(name);
        }
        require(current.samples().isEmpty(), keyword + " of " + name + " after its samples");
        String type = current.type();
        String help = current.help();
        if (keyword.equals("TYPE")) {
            require(type.isEmpty(), "TYPE twice for " + name);
            require((openMetrics ? OPEN_METRICS_TYPES : TEXT_TYPES).contains(text), "unknown type " + text);
            type = text;
        } else if (keyword.equals("HELP")) {
            require(help.isEmpty(), "HELP twice for " + name);
            help = text;
        }
        current = new Family(name, type, help, current.samples());
        families.put(name, current);
    }

    private void sample(Sample sample) {
        if (!current.owns(sample.name(), openMetrics)) {
            begin(sample.name());
        }
        current.samples().add(sample);
    }

    private void begin(String name) {
        current = Family.named(name);
        require(families.put(name, current) == null, "family in two places: " + name);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new PageSyntaxException(message);
        }
    }
}
