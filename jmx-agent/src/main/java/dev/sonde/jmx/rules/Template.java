package dev.sonde.jmx.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A replacement in the syntax of {@link Matcher#appendReplacement}: {@code $1}, {@code ${name}}, backslash before what
 * stands for itself. A reference to no group is told once, when the template is made, and stands for nothing. Immutable.
 */
final class Template {
    private static final Pattern GROUP_NAME = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");

    /** Texts, and between them group numbers as {@link Integer} or names as {@link Name}. */
    private final List<Object> parts = new ArrayList<>();

    private static final class Name {
        final String name;

        Name(String name) {
            this.name = name;
        }
    }

    Template(String text, Pattern pattern, Consumer<String> told) {
        StringBuilder literal = new StringBuilder();
        int groups = pattern.matcher("").groupCount();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '\\' && at < text.length()) {
                literal.append(text.charAt(at++));
            } else if (c == '$' && at < text.length() && isDigit(text.charAt(at))) {
                int number = text.charAt(at++) - '0';
                while (at < text.length() && isDigit(text.charAt(at)) && number * 10 + digit(text, at) <= groups) {
                    number = number * 10 + digit(text, at++);
                }
                if (number > groups) {
                    told.accept("no group " + number + " in the pattern, taken as nothing: " + text);
                } else {
                    flush(literal);
                    parts.add(number);
                }
            } else if (c == '$' && at < text.length() && text.charAt(at) == '{' && text.indexOf('}', at) > 0) {
                int end = text.indexOf('}', at);
                String name = text.substring(at + 1, end);
                at = end + 1;
                if (hasGroup(pattern, name)) {
                    flush(literal);
                    parts.add(new Name(name));
                } else {
                    told.accept("no group " + name + " in the pattern, taken as nothing: " + text);
                }
            } else {
                literal.append(c);
            }
        }
        flush(literal);
    }

    private void flush(StringBuilder literal) {
        if (literal.length() > 0) {
            parts.add(literal.toString());
            literal.setLength(0);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int digit(String text, int at) {
        return text.charAt(at) - '0';
    }

    private static boolean hasGroup(Pattern pattern, String name) {
        Matcher names = GROUP_NAME.matcher(pattern.pattern());
        while (names.find()) {
            if (names.group(1).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** What a template without groups says. */
    String literal() {
        StringBuilder out = new StringBuilder();
        for (Object part : parts) {
            out.append(part instanceof String ? part : "");
        }
        return out.toString();
    }

    /** @param match a successful one of the pattern */
    String expand(Matcher match) {
        if (parts.size() == 1 && parts.get(0) instanceof String) {
            return (String) parts.get(0);
        }
        StringBuilder out = new StringBuilder();
        for (Object part : parts) {
            String text = part instanceof Integer
                    ? match.group((Integer) part)
                    : part instanceof Name ? match.group(((Name) part).name) : (String) part;
            if (text != null) {
                out.append(text);
            }
        }
        return out.toString();
    }
}
