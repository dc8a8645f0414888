package dev.sonde.db.redis;

import java.io.IOException;

/** The server said no. The message is its own: {@code NOAUTH Authentication required.} */
final class RedisException extends IOException {
    private static final long serialVersionUID = 1L;

    RedisException(String message) {
        super(message);
    }
}
