package dev.sonde.node.dbus;

/**
 * Takes the properties that are wanted out of the answers to Get and GetAll. One thread at a time.
 *
 * <p>A property of a type that is neither a number nor a text counts as absent.
 */
public final class PropertyReader {
    private static final byte ABSENT = 0;
    private static final byte NUMBER = 1;
    private static final byte TEXT = 2;

    private final String[] names;
    private final byte[] kinds;
    private final long[] numbers;
    private final String[] texts;

    public PropertyReader(String... names) {
        this.names = names;
        kinds = new byte[names.length];
        numbers = new long[names.length];
        texts = new String[names.length];
    }

    /** The answer to GetAll: the properties it does not have are absent. */
    public void readAll(BusMessage reply) throws BusException {
        clear();
        BusCursor cursor = reply.body("a{sv}");
        int end = cursor.array(Long.BYTES);
        while (cursor.position() < end) {
            cursor.align(Long.BYTES);
            cursor.text();
            int property = find(cursor);
            if (property < 0) {
                cursor.skipVariant();
            } else {
                value(property, cursor);
            }
        }
    }

    /** The answer to Get, {@code property} being which of the names; all others are absent. */
    public void read(BusMessage reply, int property) throws BusException {
        clear();
        value(property, reply.body("v"));
    }

    private void clear() {
        for (int i = 0; i < names.length; i++) {
            kinds[i] = ABSENT;
            texts[i] = "";
        }
    }

    private int find(BusCursor cursor) {
        for (int i = 0; i < names.length; i++) {
            if (cursor.is(names[i])) {
                return i;
            }
        }
        return -1;
    }

    private void value(int property, BusCursor cursor) throws BusException {
        cursor.signature();
        if (cursor.is("u") || cursor.is("b")) {
            numbers[property] = cursor.uint32();
            kinds[property] = NUMBER;
        } else if (cursor.is("t") || cursor.is("x")) {
            numbers[property] = cursor.int64();
            kinds[property] = NUMBER;
        } else if (cursor.is("s") || cursor.is("o")) {
            cursor.text();
            texts[property] = cursor.string();
            kinds[property] = TEXT;
        } else {
            cursor.skipSigned();
        }
    }

    public boolean hasNumber(int property) {
        return kinds[property] == NUMBER;
    }

    /** Unsigned ones beyond 2^63 are negative; of a boolean 1 is true. */
    public long number(int property) {
        return numbers[property];
    }

    public boolean hasText(int property) {
        return kinds[property] == TEXT;
    }

    /** Empty when there is none. */
    public String text(int property) {
        return texts[property];
    }
}
