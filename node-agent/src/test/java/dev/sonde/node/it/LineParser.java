package dev.sonde.node.it;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One sample line by the common grammar of both text formats, stricter than the servers: one space
 * between the parts, no trailing comma, no spaces inside braces. The exporters that we replace write
 * exactly this form, so a page that needs leniency is already a difference.
 */
final class LineParser {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern NUMBER = Pattern.compile("NaN|[+-]?Inf|[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern TIMESTAMP = Pattern.compile("-?\\d+(\\.\\d+)?");

    private final String line;
    private int at;

    LineParser(String line) {
        this.line = line;
    }

    static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    Sample parse() {
        String name = until("{ ");
        require(isName(name), "bad metric name '" + name + "'");
        SortedMap<String, String> labels = new TreeMap<>();
        if (peek() == '{') {
            labels(labels);
        }
        expect(' ');
        String rest = line.substring(at);
        int space = rest.indexOf(' ');
        String number = space < 0 ? rest : rest.substring(0, space);
        String timestamp = space < 0 ? "" : rest.substring(space + 1);
        require(NUMBER.matcher(number).matches(), "bad value '" + number + "'");
        require(space < 0 || TIMESTAMP.matcher(timestamp).matches(), "bad timestamp '" + timestamp + "'");
        return new Sample(name, labels, number(number), number, timestamp);
    }

    static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private void labels(SortedMap<String, String> labels) {
        expect('{');
        require(peek() != '}', "empty braces");
        while (true) {
            String label = until("=");
            require(LABEL.matcher(label).matches(), "bad label name '" + label + "'");
            expect('=');
            require(labels.put(label, quoted()) == null, "label twice: " + label);
            if (peek() == '}') {
                at++;
                return;
            }
            expect(',');
        }
    }

    private String quoted() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return value.toString();
            }
            value.append(c == '\\' ? unescape(next()) : c);
        }
    }

    private char unescape(char c) {
        require(c == 'n' || c == '\\' || c == '"', "bad escape \\" + c);
        return c == 'n' ? '\n' : c;
    }

    private String until(String stops) {
        int start = at;
        while (at < line.length() && stops.indexOf(line.charAt(at)) < 0) {
            at++;
        }
        return line.substring(start, at);
    }

    private char peek() {
        require(at < line.length(), "line ends early");
        return line.charAt(at);
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private void expect(char c) {
        require(next() == c, "'" + c + "' expected at column " + at);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new PageSyntaxException(message + " in: " + line);
        }
    }
}
