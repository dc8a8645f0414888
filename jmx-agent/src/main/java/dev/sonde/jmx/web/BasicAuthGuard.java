package dev.sonde.jmx.web;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.Route;
import dev.sonde.jmx.config.BasicAuthConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Lets calls with the one user's name and password through. What was good once needs no further look. */
final class BasicAuthGuard implements Route {
    private static final String SCHEME = "Basic ";

    private final byte[] user;
    private final PasswordCheck check;
    private final Route next;
    private final Executor pool;
    private volatile byte @Nullable [] good;

    BasicAuthGuard(BasicAuthConfig config, Route next, Executor pool) {
        this.user = config.username.getBytes(StandardCharsets.UTF_8);
        this.check = new PasswordCheck(config);
        this.next = next;
        this.pool = pool;
    }

    @Override
    public void handle(HttpCall call) {
        byte[] pair = pair(call.header("Authorization"));
        byte[] known = good;
        if (pair == null) {
            refuse(call);
        } else if (known != null && MessageDigest.isEqual(known, pair)) {
            next.handle(call);
        } else if (check.isSlow()) {
            checkSlowly(call, pair);
        } else if (accepts(pair)) {
            next.handle(call);
        } else {
            refuse(call);
        }
    }

    private void checkSlowly(HttpCall call, byte[] pair) {
        try {
            pool.execute(() -> {
                if (accepts(pair)) {
                    call.resume(() -> next.handle(call));
                } else {
                    refuse(call);
                }
            });
        } catch (RejectedExecutionException e) {
            Answers.text(call, 503, "503 too many logins waiting, try again later\n");
        }
    }

    private boolean accepts(byte[] pair) {
        int colon = 0;
        while (colon < pair.length && pair[colon] != ':') {
            colon++;
        }
        if (colon == pair.length) {
            return false;
        }
        byte[] name = java.util.Arrays.copyOf(pair, colon);
        String password = new String(pair, colon + 1, pair.length - colon - 1, StandardCharsets.UTF_8);
        // both are looked at in any case: how long it takes tells nothing
        boolean accepted = check.accepts(password) & MessageDigest.isEqual(user, name);
        if (accepted) {
            good = pair;
        }
        return accepted;
    }

    private static void refuse(HttpCall call) {
        call.setHeader("WWW-Authenticate", "Basic realm=\"jmx-agent\"");
        Answers.text(call, 401, "Unauthorized\n");
    }

    /** Name, colon and password of a header of RFC 7617; null when it is none. */
    private static byte @Nullable [] pair(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        try {
            return Base64.getDecoder().decode(header.substring(SCHEME.length()).trim());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
