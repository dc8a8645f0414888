package dev.sonde.node.dbus;

import java.nio.charset.StandardCharsets;

/**
 * Reads values of one message in the wire format of the D-Bus specification, either byte order. Everything it is told by
 * the message, lengths above all, is checked before it is used: what does not fit is a {@link BusException}. One thread
 * at a time; valid until the connection reads its next message.
 */
public final class BusCursor {
    /** Containers within containers: the specification allows 32 arrays and 32 structs. */
    private static final int MAX_DEPTH = 64;

    private byte[] bytes = {};
    private int base;
    private int at;
    private int end;
    private boolean bigEndian;
    private int from;
    private int to;

    /** @param base where the message begins: what values are aligned to */
    void reset(byte[] message, int base, int at, int end, boolean bigEndian) {
        this.bytes = message;
        this.base = base;
        this.at = at;
        this.end = end;
        this.bigEndian = bigEndian;
        from = to = at;
    }

    /** Position of the next value, to compare with what {@link #array} gave. */
    public int position() {
        return at;
    }

    /** Goes on to the next multiple of 1, 2, 4 or 8 bytes: structs begin at one of 8. */
    public void align(int alignment) throws BusException {
        skipBytes(-(at - base) & (alignment - 1));
    }

    private void skipBytes(int count) throws BusException {
        if (count > end - at) {
            throw truncated();
        }
        at += count;
    }

    private static BusException truncated() {
        return new BusException("a message ends within a value");
    }

    /** A whole number of that many bytes, 1, 2, 4 or 8, without sign unless of 8. */
    private long number(int width) throws BusException {
        align(width);
        skipBytes(width);
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = value << 8 | bytes[bigEndian ? at - width + i : at - 1 - i] & 0xff;
        }
        return value;
    }

    public long uint32() throws BusException {
        return number(Integer.BYTES);
    }

    /** A number of 64 bits; unsigned ones beyond 2^63 come out negative. */
    public long int64() throws BusException {
        return number(Long.BYTES);
    }

    int readByte() throws BusException {
        return (int) number(1);
    }

    /** A string or an object path: {@link #bytes} from {@link #from} to {@link #to}. */
    public void text() throws BusException {
        text(uint32());
    }

    /** A signature, as {@link #text}. */
    public void signature() throws BusException {
        text(number(1));
    }

    private void text(long length) throws BusException {
        if (length >= end - at) {
            throw truncated();
        }
        from = at;
        to = at + (int) length;
        if (bytes[to] != 0) {
            throw new BusException("a string in a message does not end where it should");
        }
        at = to + 1;
    }

    public byte[] bytes() {
        return bytes;
    }

    public int from() {
        return from;
    }

    public int to() {
        return to;
    }

    /** The text read last; what is not UTF-8 in it is U+FFFD. */
    public String string() {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** Whether the text read last is this one, of ASCII. */
    public boolean is(String ascii) {
        if (to - from != ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (bytes[from + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Enters an array.
     *
     * @param alignment of its elements, 8 for structs
     * @return the position behind its last element
     */
    public int array(int alignment) throws BusException {
        long length = uint32();
        align(alignment);
        if (length > end - at) {
            throw truncated();
        }
        return at + (int) length;
    }

    /** Passes over a variant. */
    void skipVariant() throws BusException {
        skipVariant(0);
    }

    private void skipVariant(int depth) throws BusException {
        signature();
        int last = to;
        if (from == last || skip(from, last, depth) != last) {
            throw malformed();
        }
    }

    /** Passes over a value whose signature was the text read last. */
    void skipSigned() throws BusException {
        int last = to;
        if (from == last || skip(from, last, 0) != last) {
            throw malformed();
        }
    }

    /** Passes over a value of the type that begins there in the message; gives where the next type begins. */
    private int skip(int type, int last, int depth) throws BusException {
        if (type >= last || depth > MAX_DEPTH) {
            throw malformed();
        }
        switch (bytes[type]) {
            case 's', 'o' -> text();
            case 'g' -> signature();
            case 'v' -> skipVariant(depth + 1);
            case 'a' -> {
                int next = afterType(type + 1, last, depth + 1);
                at = array(alignment(bytes[type + 1]));
                return next;
            }
            case '(' -> {
                align(Long.BYTES);
                int member = type + 1;
                do {
                    member = skip(member, last, depth + 1);
                } while (member < last && bytes[member] != ')');
                if (member >= last) {
                    throw malformed();
                }
                return member + 1;
            }
            default -> number(width(bytes[type]));
        }
        return type + 1;
    }

    /** Where the type that begins there in the message has ended. */
    private int afterType(int type, int last, int depth) throws BusException {
        if (type >= last || depth > MAX_DEPTH) {
            throw malformed();
        }
        byte open = bytes[type];
        if (open == 'a') {
            return afterType(type + 1, last, depth + 1);
        }
        if (open != '(' && open != '{') {
            alignment(open);
            return type + 1;
        }
        int member = type + 1;
        do {
            member = afterType(member, last, depth + 1);
        } while (member < last && bytes[member] != ')' && bytes[member] != '}');
        if (member >= last) {
            throw malformed();
        }
        return member + 1;
    }

    private static int alignment(byte type) throws BusException {
        return switch (type) {
            case '(', '{' -> Long.BYTES;
            case 's', 'o', 'a' -> Integer.BYTES;
            case 'g', 'v' -> 1;
            default -> width(type);
        };
    }

    private static int width(byte type) throws BusException {
        return switch (type) {
            case 'y' -> 1;
            case 'n', 'q' -> Short.BYTES;
            case 'b', 'i', 'u', 'h' -> Integer.BYTES;
            case 'x', 't', 'd' -> Long.BYTES;
            default -> throw malformed();
        };
    }

    private static BusException malformed() {
        return new BusException("a message says of a value that it is of no known type");
    }
}
