package dev.sonde.core.exposition;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the format by the Accept header and gzip by Accept-Encoding (RFC 9110, 12.4 and 12.5), q-values honoured. Never
 * refuses: who accepts nothing that we have gets text 0.0.4. Stateless.
 */
public final class AcceptHeader {
    private static final String OPENMETRICS = "application/openmetrics-text";
    private static final String TEXT = "text/plain";

    private AcceptHeader() {}

    /** @param accept the header, or null when there is none */
    public static PageFormat format(@Nullable String accept) {
        if (accept == null) {
            return PageFormat.TEXT;
        }
        double openMetrics = -1;
        // of text/plain, text/* and */* the closest counts, however it is weighed
        double text = -1;
        int closest = 0;
        int at = 0;
        while (at < accept.length()) {
            int end = find(accept, ',', at);
            String range = accept.substring(at, end);
            int close = closeness(range);
            if (close > closest) {
                closest = close;
                text = -1;
            }
            if (close > 0 && close == closest) {
                text = Math.max(text, quality(range));
            } else if (isOpenMetrics(range)) {
                openMetrics = Math.max(openMetrics, quality(range));
            }
            at = end + 1;
        }
        return openMetrics > 0 && openMetrics >= text ? PageFormat.OPENMETRICS : PageFormat.TEXT;
    }

    private static boolean isOpenMetrics(String range) {
        return type(range).equals(OPENMETRICS) && isVersion(range, "0.0.1");
    }

    /** How closely the range names our text format: 3 by name, 2 as any text, 1 as anything, 0 not at all. */
    private static int closeness(String range) {
        switch (type(range)) {
            case TEXT:
                return isVersion(range, "0.0.4") ? 3 : 0;
            case "text/*":
                return 2;
            case "*/*":
                return 1;
            default:
                return 0;
        }
    }

    /** Whether the range asks for no version, for 1.0.0 or for the other one named. */
    private static boolean isVersion(String range, String other) {
        String version = parameter(range, "version");
        return version == null || version.equals("1.0.0") || version.equals(other);
    }

    /** @param acceptEncoding the header, or null when there is none */
    public static boolean gzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        double gzip = -1;
        double any = -1;
        int at = 0;
        while (at < acceptEncoding.length()) {
            int end = find(acceptEncoding, ',', at);
            String coding = acceptEncoding.substring(at, end);
            String name = type(coding);
            if (name.equals("gzip") || name.equals("x-gzip")) {
                gzip = quality(coding);
            } else if (name.equals("*")) {
                any = quality(coding);
            }
            at = end + 1;
        }
        return gzip >= 0 ? gzip > 0 : any > 0;
    }

    /** Index of the next such character outside quotes, or the end. */
    private static int find(String header, char wanted, int from) {
        boolean quoted = false;
        for (int i = from; i < header.length(); i++) {
            char c = header.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (quoted && c == '\\') {
                i++;
            } else if (!quoted && c == wanted) {
                return i;
            }
        }
        return header.length();
    }

    private static String type(String range) {
        return lower(range.substring(0, find(range, ';', 0)).trim());
    }

    private static @Nullable String parameter(String range, String name) {
        int at = find(range, ';', 0);
        while (at < range.length()) {
            int end = find(range, ';', at + 1);
            String parameter = range.substring(at + 1, end).trim();
            int equals = parameter.indexOf('=');
            if (equals > 0 && lower(parameter.substring(0, equals).trim()).equals(name)) {
                String value = parameter.substring(equals + 1).trim();
                boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
                return quoted ? value.substring(1, value.length() - 1) : value;
            }
            at = end;
        }
        return null;
    }

    /** 1 without a q; 0, so never chosen, when it is not a number from 0 to 1. */
    private static double quality(String range) {
        String q = parameter(range, "q");
        if (q == null) {
            return 1;
        }
        if (q.isEmpty() || q.length() > 8) {
            return 0;
        }
        for (int i = 0; i < q.length(); i++) {
            char c = q.charAt(i);
            if ((c < '0' || c > '9') && (c != '.' || i != 1)) {
                return 0;
            }
        }
        double value = Double.parseDouble(q);
        return value <= 1 ? value : 0;
    }

    private static String lower(String ascii) {
        return ascii.toLowerCase(Locale.ROOT);
    }
}
