package dev.sonde.db.redis.resp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Commands of one round trip, as they go on the wire. Reused; one thread at a time. */
public final class Commands {
    private static final int KEEP = 1 << 16;

    private byte[] bytes = new byte[1024];
    private int length;
    private int count;

    public Commands clear() {
        if (bytes.length > KEEP) {
            bytes = new byte[1024];
        }
        length = 0;
        count = 0;
        return this;
    }

    /** Adds a command of these words; returns the number its reply will have. */
    public int add(String... words) {
        begin(words.length);
        for (String word : words) {
            word(word.getBytes(StandardCharsets.UTF_8));
        }
        return count - 1;
    }

    /** Adds commands that are encoded already, as {@link #add} would encode them. */
    public int addEncoded(Commands other) {
        int first = count;
        room(other.length);
        System.arraycopy(other.bytes, 0, bytes, length, other.length);
        length += other.length;
        count += other.count;
        return first;
    }

    /** Begins a command of so many words; that many {@link #word} follow. */
    public int begin(int words) {
        room(16);
        bytes[length++] = '*';
        number(words);
        return count++;
    }

    public void word(byte[] word) {
        word(word, 0, word.length);
    }

    public void word(byte[] from, int start, int end) {
        room(end - start + 16);
        bytes[length++] = '$';
        number(end - start);
        System.arraycopy(from, start, bytes, length, end - start);
        length += end - start;
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    private void number(int value) {
        byte[] digits = Integer.toString(value).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, bytes, length, digits.length);
        length += digits.length;
        bytes[length++] = '\r';
        bytes[length++] = '\n';
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    public int count() {
        return count;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
