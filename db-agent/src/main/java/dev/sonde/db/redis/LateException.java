package dev.sonde.db.redis;

import java.io.IOException;

/** The time for what takes many round trips is over; the rest of the scrape goes on. */
final class LateException extends IOException {
    private static final long serialVersionUID = 1;

    LateException(String message) {
        super(message);
    }
}
