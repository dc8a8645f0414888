package dev.sonde.db.redis.resp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The replies of one round trip: their bytes as they came, and a table of what is where in them. A reply is a node, and
 * so is every element of an array; the elements of node {@code n} begin at {@code n + 1}, and {@link #next} leads past a
 * node and all within. Nothing is copied or decoded until asked for. Speaks RESP2, and RESP3's maps, sets, doubles,
 * booleans, nulls and pushes, the last of which are dropped.
 *
 * <p>Reused from scrape to scrape; one thread at a time.
 */
public final class Replies {
    /** What a server may send in answer to one round trip, bytes: it is kept in the heap that pages are made in. */
    private static final int MOST_BYTES =
            (int) Math.min(64 << 20, Math.max(16 << 20, Runtime.getRuntime().maxMemory() / 4));

    private static final int MOST_NODES = 1 << 20;
    private static final int MOST_DEPTH = 32;
    private static final int KEEP_BYTES = 1 << 20;
    private static final int MAX_LINE = 64 << 10;

    public static final byte NULL = '_';
    public static final byte ERROR = '-';
    public static final byte TEXT = '$';
    public static final byte NUMBER = ':';
    public static final byte ARRAY = '*';

    private byte[] bytes = new byte[16 << 10];
    private int limit;
    private int at;
    private byte[] kinds = new byte[256];
    private int[] from = new int[256];
    /** End of a text; of an array the number of elements. */
    private int[] to = new int[256];

    private int[] next = new int[256];
    private int nodes;
    private int[] roots = new int[16];
    private int complete;

    /** Forgets all replies. */
    public void clear() {
        if (bytes.length > KEEP_BYTES && limit < KEEP_BYTES / 2) {
            bytes = new byte[16 << 10];
        }
        limit = 0;
        at = 0;
        nodes = 0;
        complete = 0;
    }

    /** Reads until there are {@code count} more replies; those that came whole stay when it fails. */
    void read(InputStream in, int count) throws IOException {
        int wanted = complete + count;
        while (complete < wanted) {
            int before = nodes;
            try {
                boolean push = node(in, 0);
                if (push) {
                    nodes = before;
                    continue;
                }
            } catch (IOException | RuntimeException e) {
                nodes = before;
                throw e;
            }
            if (complete == roots.length) {
                roots = Arrays.copyOf(roots, 2 * complete);
            }
            roots[complete++] = before;
        }
        if (at < limit) {
            // what came unasked would be taken for the answer to the next question
            throw new IOException("not the protocol of Redis: more answers than questions");
        }
    }

    /** True when it was a push, which answers nothing. */
    private boolean node(InputStream in, int depth) throws IOException {
        int start = at;
        int end = line(in, start);
        int n = add();
        int type = bytes[start];
        at = end + 2;
        switch (type) {
            case '+':
            case ',':
            case '(':
            case '#':
                set(n, TEXT, start + 1, end);
                break;
            case '-':
                set(n, ERROR, start + 1, end);
                break;
            case ':':
                set(n, NUMBER, start + 1, end);
                break;
            case '_':
                set(n, NULL, start, start);
                break;
            case '$':
            case '=':
            case '!':
                bulk(in, n, type, length(start + 1, end));
                break;
            case '*':
            case '~':
            case '>':
            case '%':
                int count = length(start + 1, end);
                if (count < 0) {
                    set(n, NULL, start, start);
                } else {
                    array(in, n, type == '%' ? 2 * count : count, depth);
                }
                break;
            default:
                throw new IOException("not the protocol of Redis: " + excerpt(start, end));
        }
        next[n] = nodes;
        return type == '>' && depth == 0;
    }

    private void bulk(InputStream in, int n, int type, int length) throws IOException {
        if (length < 0) {
            set(n, NULL, at, at);
            return;
        }
        int begin = at;
        need(in, begin, length + 2);
        if (bytes[begin + length] != '\r' || bytes[begin + length + 1] != '\n') {
            throw new IOException("not the protocol of Redis: a text does not end where it should");
        }
        // a verbatim text is preceded by its format and a colon
        set(n, type == '!' ? ERROR : TEXT, type == '=' && length >= 4 ? begin + 4 : begin, begin + length);
        at = begin + length + 2;
    }

    private void array(InputStream in, int n, int count, int depth) throws IOException {
        if (depth >= MOST_DEPTH || count > MOST_NODES) {
            throw new IOException("reply too deep or too large");
        }
        set(n, ARRAY, 0, count);
        for (int i = 0; i < count; i++) {
            node(in, depth + 1);
        }
    }

    private int add() throws IOException {
        if (nodes == kinds.length) {
            if (nodes >= MOST_NODES) {
                throw new IOException("reply with more than " + MOST_NODES + " elements");
            }
            int room = 2 * nodes;
            kinds = Arrays.copyOf(kinds, room);
            from = Arrays.copyOf(from, room);
            to = Arrays.copyOf(to, room);
            next = Arrays.copyOf(next, room);
        }
        return nodes++;
    }

    private void set(int n, byte kind, int start, int end) {
        kinds[n] = kind;
        from[n] = start;
        to[n] = end;
    }

    /** Where the line that begins at {@code start} ends, before CR LF. */
    private int line(InputStream in, int start) throws IOException {
        int look = start;
        while (true) {
            for (; look < limit - 1; look++) {
                if (bytes[look] == '\r' && bytes[look + 1] == '\n') {
                    if (look == start) {
                        throw new IOException("not the protocol of Redis: an empty line");
                    }
                    return look;
                }
            }
            if (look - start > MAX_LINE) {
                throw new IOException("not the protocol of Redis: " + excerpt(start, start + 32));
            }
            need(in, start, limit - start + 1);
        }
    }

    private int length(int start, int end) throws IOException {
        int value = 0;
        boolean negative = bytes[start] == '-';
        for (int i = negative ? start + 1 : start; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value > MOST_BYTES) {
                throw new IOException("not the protocol of Redis: length " + excerpt(start, end));
            }
            value = 10 * value + digit;
        }
        return negative ? -1 : value;
    }

    private void need(InputStream in, int start, int count) throws IOException {
        if ((long) start + count > MOST_BYTES) {
            throw new IOException("reply larger than " + MOST_BYTES + " bytes");
        }
        while (limit - start < count) {
            if (limit == bytes.length || bytes.length - start < count) {
                bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, Math.max(2 * bytes.length, start + count)));
            }
            int read = in.read(bytes, limit, bytes.length - limit);
            if (read < 0) {
                throw new EOFException("the server closed the connection");
            }
            limit += read;
        }
    }

    private String excerpt(int start, int end) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = start; i < Math.min(Math.min(end, limit), start + 32); i++) {
            text.append(bytes[i] >= ' ' ? (char) bytes[i] : '.');
        }
        return text.append('"').toString();
    }

    /** How many replies are there. */
    public int count() {
        return complete;
    }

    /** The node of reply {@code i}. */
    public int root(int i) {
        if (i >= complete) {
            throw new IndexOutOfBoundsException(i + " of " + complete);
        }
        return roots[i];
    }

    public byte kind(int node) {
        return kinds[node];
    }

    public boolean isArray(int node) {
        return kinds[node] == ARRAY;
    }

    public boolean isError(int node) {
        return kinds[node] == ERROR;
    }

    /** How many elements an array has; 0 of anything else. */
    public int size(int node) {
        return kinds[node] == ARRAY ? to[node] : 0;
    }

    /** The node after this one and all within it. */
    public int next(int node) {
        return next[node];
    }

    /** Where the bytes of a text, number or error begin in {@link #bytes}; of anything else an empty range. */
    public int from(int node) {
        return kinds[node] == ARRAY ? 0 : from[node];
    }

    public int to(int node) {
        return kinds[node] == ARRAY ? 0 : to[node];
    }

    public byte[] bytes() {
        return bytes;
    }

    public String text(int node) {
        return new String(bytes, from(node), to(node) - from(node), StandardCharsets.UTF_8);
    }

    public boolean is(int node, String ascii) {
        int start = from(node);
        if (to(node) - start != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The whole number that a node holds, or {@code otherwise}. */
    public long number(int node, long otherwise) {
        int start = from(node);
        int end = to(node);
        boolean negative = start < end && bytes[start] == '-';
        long value = 0;
        int first = negative ? start + 1 : start;
        for (int i = first; i < end; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || i - first >= 18) {
                return otherwise;
            }
            value = 10 * value + digit;
        }
        return first >= end ? otherwise : negative ? -value : value;
    }
}
