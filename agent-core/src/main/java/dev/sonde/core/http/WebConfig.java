package dev.sonde.core.http;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** How the server is guarded: what a web config file says, as it stands at the moment. Any thread. */
public interface WebConfig {
    /** Plain HTTP, open to everybody. */
    WebConfig NONE = new WebConfig() {
        @Override
        public @Nullable TlsSettings tls() {
            return null;
        }

        @Override
        public boolean http2() {
            return false;
        }

        @Override
        public Map<String, String> headers() {
            return Collections.emptyMap();
        }

        @Override
        public boolean reload() {
            return true;
        }

        @Override
        public Route guard(Route next, Executor pool) {
            return next;
        }
    };

    /**
     * What the next connection is to use; null for plain HTTP. Asked for every connection. Whether it is null never
     * changes while the server runs.
     */
    @Nullable TlsSettings tls();

    /** Whether HTTP/2 is offered over TLS. Asked once. */
    boolean http2();

    /** Headers that every response gets, whatever its route says. Asked for every response. */
    Map<String, String> headers();

    /**
     * Reads the files again, even if they seem unchanged.
     *
     * @return whether they are in force now
     */
    boolean reload();

    /**
     * Puts the checks that every request has to pass before {@code next}.
     *
     * @param pool for what may take long; may reject
     */
    Route guard(Route next, Executor pool);
}
