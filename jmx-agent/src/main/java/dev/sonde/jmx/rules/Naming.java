package dev.sonde.jmx.rules;

import java.util.Locale;

/** The peer's ways of making names of what MBeans are called. */
final class Naming {
    private static final String[] RESERVED = {"_total", "_created", "_bucket", "_info"};

    private Naming() {}

    /** Everything but letters, digits, {@code _} and {@code :} becomes {@code _}, once where several follow each other. */
    static String safe(String text) {
        StringBuilder out = new StringBuilder(text.length() + 1);
        if (!text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9') {
            out.append('_');
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean kept = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == ':' || c == '_';
            char shown = kept ? c : '_';
            if (shown != '_' || out.length() == 0 || out.charAt(out.length() - 1) != '_') {
                out.append(shown);
            }
        }
        return out.toString();
    }

    static String lowerCase(String name, boolean wanted) {
        return wanted ? name.toLowerCase(Locale.ROOT) : name;
    }

    /** A name without the suffixes that OpenMetrics reserves. */
    static String base(String name) {
        String base = name;
        for (int i = 0; i < RESERVED.length; i++) {
            if (base.equals(RESERVED[i])) {
                return base.substring(1);
            }
            if (base.endsWith(RESERVED[i])) {
                base = base.substring(0, base.length() - RESERVED[i].length());
                i = -1;
            }
        }
        return base;
    }

    /** {@code HTTPRequestCount} becomes {@code httprequest_count}. */
    static String snakeCase(String text) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        boolean joined = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean upper = Character.isUpperCase(c);
            if (upper && !joined) {
                out.append('_');
            }
            out.append(Character.toLowerCase(c));
            joined = upper || c == '_';
        }
        return out.toString();
    }
}
