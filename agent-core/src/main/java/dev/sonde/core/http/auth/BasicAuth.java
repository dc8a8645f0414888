package dev.sonde.core.http.auth;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.Route;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Lets calls with good credentials through and answers the others 401. A password costs its bcrypt once, then its digest
 * is known; an unknown user costs as much as a known one. Hashes are computed on the worker pool, one at a time, and the
 * line of calls that wait for it is short: what does not fit is answered 503, while known credentials pass at once.
 *
 * <p>Calls come in on the I/O thread.
 */
public final class BasicAuth {
    private static final int MAX_WAITING = 32;
    private static final int SALT_BYTES = 32;

    private final byte[] salt = new byte[SALT_BYTES];
    private final Verdicts verdicts = new Verdicts();
    private final Deque<Attempt> waiting = new ArrayDeque<>();
    private final Executor pool;
    private boolean busy;

    /** @param pool where hashes are computed; may reject */
    public BasicAuth(Executor pool) {
        this.pool = pool;
        new SecureRandom().nextBytes(salt);
    }

    /**
     * Passes the call on to {@code next}, on the I/O thread, or answers it.
     *
     * @param users names and hashes; not empty
     */
    public void check(HttpCall call, Map<String, BcryptHash> users, Route next) {
        Credentials credentials = Credentials.parse(call.header("Authorization"));
        if (credentials == null) {
            refuse(call);
            return;
        }
        BcryptHash known = users.get(credentials.user);
        BcryptHash hash =
                known == null ? BcryptHash.decoy(users.values().iterator().next()) : known;
        Verdicts.Key key = key(credentials, hash);
        if (verdicts.isGood(key)) {
            next.handle(call);
        } else if (verdicts.isBad(key)) {
            refuse(call);
        } else {
            submit(new Attempt(call, credentials.password, hash, known != null, key, next));
        }
    }

    private static void refuse(HttpCall call) {
        call.setHeader("WWW-Authenticate", "Basic");
        Answers.text(call, 401, "Unauthorized\n");
    }

    /** The lengths keep {@code a} with {@code bc} apart from {@code ab} with {@code c}. */
    private Verdicts.Key key(Credentials credentials, BcryptHash hash) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(salt);
            add(digest, credentials.user.getBytes(StandardCharsets.UTF_8));
            add(digest, credentials.password.getBytes(StandardCharsets.UTF_8));
            add(digest, hash.bytes());
            return new Verdicts.Key(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static void add(MessageDigest digest, byte[] part) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            digest.update((byte) (part.length >> shift));
        }
        digest.update(part);
    }

    private void submit(Attempt attempt) {
        boolean start;
        synchronized (waiting) {
            if (waiting.size() >= MAX_WAITING) {
                attempt.turnAway();
                return;
            }
            waiting.add(attempt);
            start = !busy;
            busy = true;
        }
        if (start) {
            start();
        }
    }

    private void start() {
        try {
            pool.execute(this::work);
        } catch (RejectedExecutionException e) {
            for (Attempt attempt = take(); attempt != null; attempt = take()) {
                attempt.turnAway();
            }
        }
    }

    private void work() {
        for (Attempt attempt = take(); attempt != null; attempt = take()) {
            attempt.decide();
        }
    }

    private @Nullable Attempt take() {
        synchronized (waiting) {
            Attempt next = waiting.poll();
            busy = next != null;
            return next;
        }
    }

    private final class Attempt {
        final HttpCall call;
        private final String password;
        private final BcryptHash hash;
        private final boolean knownUser;
        private final Verdicts.Key key;
        private final Route next;

        Attempt(HttpCall call, String password, BcryptHash hash, boolean knownUser, Verdicts.Key key, Route next) {
            this.call = call;
            this.password = password;
            this.hash = hash;
            this.knownUser = knownUser;
            this.key = key;
            this.next = next;
        }

        void turnAway() {
            call.setHeader("Retry-After", "1");
            Answers.text(call, 503, "503 too many logins waiting, try again later\n");
        }

        void decide() {
            if (call.isDone()) {
                return;
            }
            // The same credentials may have been decided upon while this call was waiting.
            boolean good = verdicts.isGood(key);
            if (!good && !verdicts.isBad(key)) {
                good = hash.matches(password) && knownUser;
                verdicts.put(key, good);
            }
            if (good) {
                call.resume(() -> next.handle(call));
            } else {
                refuse(call);
            }
        }
    }
}
