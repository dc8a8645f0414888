package dev.sonde.core.http;

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
        public Route guard(Route next) {
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

    /** Puts the checks that every request has to pass before {@code next}. */
    Route guard(Route next);
}
