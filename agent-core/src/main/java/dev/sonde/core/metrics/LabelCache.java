package dev.sonde.core.metrics;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a collector keeps per device, mount or key, found by the raw bytes that name it in a kernel file. One thread at
 * a time.
 *
 * <p>Keys usually come in the order of the scrape before, so the entry that followed last time is compared first and
 * hashing is left for what moved. An entry not asked for in {@value #FORGET_AFTER} scrapes is forgotten. The number of
 * entries has a hard limit, beyond which keys get {@code null} and are counted: memory stays bounded whatever the
 * kernel lists.
 *
 * @param <T> what is kept, usually an array of {@link Series}
 */
public final class LabelCache<T> {
    private static final int FORGET_AFTER = 8;

    /** Makes what is kept for a key that is new. */
    public interface Builder<T> {
        /** @param key the bytes as UTF-8; what is not UTF-8 in them is U+FFFD */
        T build(String key);

        /** Told of what is kept no longer, for what holds more than memory. */
        default void forgotten(T value) {}
    }

    private static final class Entry<T> {
        final byte[] key;
        final int hash;
        final T value;

        @Nullable Entry<T> chain;

        @Nullable Entry<T> follower;

        int seen;

        Entry(byte[] key, int hash, T value) {
            this.key = key;
            this.hash = hash;
            this.value = value;
        }
    }

    private final int limit;
    private final Builder<T> builder;
    private @Nullable Entry<T>[] table = newTable(16);
    private @Nullable Entry<T> first;
    private @Nullable Entry<T> previous;
    private int size;
    private int scrape;
    private long refused;

    public LabelCache(int limit, Builder<T> builder) {
        this.limit = limit;
        this.builder = builder;
    }

    /** Starts a scrape. */
    public void begin() {
        scrape++;
        previous = null;
        if (scrape % FORGET_AFTER == 0) {
            forget();
        }
    }

    /** What is kept for the bytes {@code [from, to)}, made when new, or null when the limit is reached. */
    public @Nullable T get(byte[] bytes, int from, int to) {
        Entry<T> guess = previous == null ? first : previous.follower;
        if (guess == null || !matches(guess, bytes, from, to)) {
            guess = find(bytes, from, to);
            if (guess == null) {
                return null;
            }
            if (previous == null) {
                first = guess;
            } else {
                previous.follower = guess;
            }
        }
        guess.seen = scrape;
        previous = guess;
        return guess.value;
    }

    private @Nullable Entry<T> find(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        hash ^= hash >>> 16;
        for (Entry<T> e = table[hash & (table.length - 1)]; e != null; e = e.chain) {
            if (e.hash == hash && matches(e, bytes, from, to)) {
                return e;
            }
        }
        if (size >= limit) {
            refused++;
            return null;
        }
        byte[] key = Arrays.copyOfRange(bytes, from, to);
        Entry<T> made = new Entry<>(key, hash, builder.build(new String(key, StandardCharsets.UTF_8)));
        if (++size > table.length) {
            resize();
        }
        link(table, made);
        return made;
    }

    private static <T> boolean matches(Entry<T> e, byte[] bytes, int from, int to) {
        byte[] key = e.key;
        int n = key.length;
        if (n != to - from) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (key[i] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private void forget() {
        for (int i = 0; i < table.length; i++) {
            Entry<T> kept = null;
            Entry<T> e = table[i];
            while (e != null) {
                Entry<T> next = e.chain;
                if (scrape - e.seen <= FORGET_AFTER) {
                    e.chain = kept;
                    kept = e;
                    if (e.follower != null && scrape - e.follower.seen > FORGET_AFTER) {
                        e.follower = null;
                    }
                } else {
                    size--;
                    builder.forgotten(e.value);
                }
                e = next;
            }
            table[i] = kept;
        }
        first = null;
    }

    private void resize() {
        @Nullable Entry<T>[] larger = newTable(table.length * 2);
        for (Entry<T> e : table) {
            while (e != null) {
                Entry<T> next = e.chain;
                link(larger, e);
                e = next;
            }
        }
        table = larger;
    }

    private static <T> void link(@Nullable Entry<T>[] into, Entry<T> e) {
        int slot = e.hash & (into.length - 1);
        e.chain = into[slot];
        into[slot] = e;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> @Nullable Entry<T>[] newTable(int length) {
        return (Entry<T>[]) new Entry[length];
    }

    public int size() {
        return size;
    }

    /** How often a key was refused because of the limit, since the cache was made. */
    public long refused() {
        return refused;
    }
}
