package dev.sonde.core.http.auth;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Remembers which credentials were found good or bad, the latest of each; holds digests only. Any thread. */
final class Verdicts {
    private static final int MAX_ENTRIES = 256;

    /** Apart, so that a flood of bad credentials does not push out the good ones. */
    private final Map<Key, Boolean> good = new Latest();

    private final Map<Key, Boolean> bad = new Latest();

    synchronized boolean isGood(Key key) {
        return good.get(key) != null;
    }

    synchronized boolean isBad(Key key) {
        return bad.get(key) != null;
    }

    synchronized void put(Key key, boolean verdict) {
        (verdict ? good : bad).put(key, verdict);
    }

    private static final class Latest extends LinkedHashMap<Key, Boolean> {
        private static final long serialVersionUID = 1L;

        Latest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
            return size() > MAX_ENTRIES;
        }
    }

    /** A digest; compared in constant time. */
    static final class Key {
        private final byte[] digest;

        Key(byte[] digest) {
            this.digest = digest;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key && MessageDigest.isEqual(digest, ((Key) other).digest);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(digest);
        }
    }
}
