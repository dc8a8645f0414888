package dev.sonde.core.http;

import java.nio.charset.StandardCharsets;

/** Small fixed answers. */
public final class Answers {
    private static final String PLAIN = "text/plain; charset=utf-8";

    private Answers() {}

    /** Answers with plain text, which browsers are told not to take for anything else. */
    public static void text(HttpCall call, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        call.setHeader("X-Content-Type-Options", "nosniff");
        call.respond(status, PLAIN, body, body.length);
    }
}
