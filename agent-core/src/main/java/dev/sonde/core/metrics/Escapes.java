package dev.sonde.core.metrics;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The escaping rules of the text formats, on UTF-8 bytes: every escaped character is ASCII. */
final class Escapes {
    private Escapes() {}

    /** HELP of text 0.0.4 escapes backslash and line feed; OpenMetrics and label values the double quote too. */
    static void append(ByteArrayOutputStream out, String value, boolean quotes) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        for (byte b : utf8) {
            if (b == '\\') {
                out.write('\\');
                out.write('\\');
            } else if (b == '\n') {
                out.write('\\');
                out.write('n');
            } else if (b == '"' && quotes) {
                out.write('\\');
                out.write('"');
            } else {
                out.write(b);
            }
        }
    }

    static void ascii(ByteArrayOutputStream out, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
    }
}
