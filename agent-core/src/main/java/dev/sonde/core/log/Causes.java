package dev.sonde.core.log;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Exceptions as texts for a log value. */
final class Causes {
    private static final int MAX_DEPTH = 8;

    private Causes() {}

    /** The exception and what caused it, in one line each but without their stacks. */
    static String summary(Throwable thrown) {
        StringBuilder out = new StringBuilder();
        Throwable at = thrown;
        for (int depth = 0; at != null && depth < MAX_DEPTH; depth++) {
            String text = String.valueOf(at.toString());
            // Wrappers repeat their cause as their own message.
            if (out.indexOf(text) < 0) {
                out.append(out.length() == 0 ? "" : ": ").append(text);
            }
            at = at.getCause();
        }
        return out.toString();
    }

    static String stack(Throwable thrown) {
        StringWriter out = new StringWriter();
        thrown.printStackTrace(new PrintWriter(out, true));
        return out.toString();
    }
}
