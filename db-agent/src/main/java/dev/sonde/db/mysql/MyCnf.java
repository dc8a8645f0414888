package dev.sonde.db.mysql;

import dev.sonde.core.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An option file of MySQL as the peer reads it: sections {@code [client]} and {@code [client.name]}, of which the latter
 * have what they lack from the former. A value is taken literally, but for one pair of quotes around all of it and
 * {@code ${NAME}} of a variable that exists. Immutable.
 */
final class MyCnf {
    private static final String CLIENT = "client";

    private final Map<String, Map<String, String>> sections;

    private MyCnf(Map<String, Map<String, String>> sections) {
        this.sections = sections;
    }

    static MyCnf empty() {
        return new MyCnf(Map.of());
    }

    /** @throws ConfigException for a line that is neither a section nor an option; the message does not quote it */
    static MyCnf parse(String file, byte[] content, Map<String, String> environment) {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        Map<String, String> current = new LinkedHashMap<>();
        int number = 0;
        for (String raw : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            String line = raw.strip();
            if (number == 1 && line.startsWith("\uFEFF")) {
                line = line.substring(1);
            }
            if (line.isEmpty() || line.startsWith("#") || line.startsWith(";") || line.startsWith("!")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (!line.endsWith("]")) {
                    throw new ConfigException(file + ":" + number + ": section without a closing bracket");
                }
                current = sections.computeIfAbsent(
                        line.substring(1, line.length() - 1).strip(), key -> new LinkedHashMap<>());
                continue;
            }
            int equals = line.indexOf('=');
            String key = (equals < 0 ? line : line.substring(0, equals)).strip();
            String value = equals < 0 ? "" : line.substring(equals + 1).strip();
            current.put(key.replace('_', '-'), expand(unquote(value), environment));
        }
        return new MyCnf(sections);
    }

    private static String unquote(String value) {
        int n = value.length();
        boolean quoted =
                n >= 2 && (value.charAt(0) == '"' || value.charAt(0) == '\'') && value.charAt(n - 1) == value.charAt(0);
        return quoted ? value.substring(1, n - 1) : value;
    }

    private static String expand(String value, Map<String, String> environment) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (true) {
            int open = value.indexOf("${", at);
            int close = open < 0 ? -1 : value.indexOf('}', open);
            if (close < 0) {
                return out.append(value, at, value.length()).toString();
            }
            String known = environment.get(value.substring(open + 2, close));
            out.append(value, at, open).append(known == null ? value.substring(open, close + 1) : known);
            at = close + 1;
        }
    }

    /** The options of a section, or null when there is none; a child of {@code client} inherits from it. */
    @Nullable Map<String, String> section(String name) {
        Map<String, String> own = sections.get(name);
        if (own == null) {
            return null;
        }
        Map<String, String> all = new LinkedHashMap<>();
        Map<String, String> parent = name.startsWith(CLIENT + ".") ? sections.get(CLIENT) : null;
        if (parent != null) {
            all.putAll(parent);
        }
        all.putAll(own);
        return all;
    }
}
