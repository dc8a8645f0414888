package dev.sonde.core.exposition;

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
        double text = -1;
        double openMetrics = -1;
        int at = 0;
        while (at < accept.length()) {
            int end = element(accept, at);
            String range = accept.substring(at, end);
            String type = type(range);
            double q = quality(range);
            String version = parameter(range, "version");
            if (type.equals(OPENMETRICS)) {
                if (version == null || version.equals("1.0.0") || version.equals("0.0.1")) {
                    openMetrics = Math.max(openMetrics, q);
                }
            } else if (type.equals(TEXT)) {
                if (version == null || version.equals("0.0.4") || version.equals("1.0.0")) {
                    text = Math.max(text, q);
                }
            } else if (type.equals("text/*") || type.equals("*/*")) {
                text = Math.max(text, q);
            }
            at = end + 1;
        }
        return openMetrics > 0 && openMetrics >= text ? PageFormat.OPENMETRICS : PageFormat.TEXT;
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
            int end = element(acceptEncoding, at);
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

    private static int element(String header, int from) {
        int comma = header.indexOf(',', from);
        return comma < 0 ? header.length() : comma;
    }

    private static String type(String range) {
        int semicolon = range.indexOf(';');
        return lower(
                range.substring(0, semicolon < 0 ? range.length() : semicolon).trim());
    }

    private static @Nullable String parameter(String range, String name) {
        int at = range.indexOf(';');
        while (at >= 0) {
            int end = range.indexOf(';', at + 1);
            String parameter =
                    range.substring(at + 1, end < 0 ? range.length() : end).trim();
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
        return ascii.toLowerCase(java.util.Locale.ROOT);
    }
}
