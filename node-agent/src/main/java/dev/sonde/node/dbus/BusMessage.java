package dev.sonde.node.dbus;

import java.nio.charset.StandardCharsets;

/**
 * A message that has come in: its header, and a cursor at its body. One thread at a time; valid until the connection
 * reads its next message.
 */
public final class BusMessage {
    /** Bytes of the header whose meaning does not depend on what is in them; all lengths are known behind them. */
    static final int FIXED = 16;

    static final int METHOD_RETURN = 2;
    static final int ERROR = 3;

    private static final int PROTOCOL_VERSION = 1;
    private static final int ERROR_NAME_FIELD = 4;
    private static final int REPLY_SERIAL_FIELD = 5;
    private static final int SIGNATURE_FIELD = 8;

    private final BusCursor cursor = new BusCursor();
    private int type;
    private long replySerial;
    private String errorName = "";
    private String signature = "";

    /**
     * The whole length of the message that begins with those 16 bytes.
     *
     * @throws BusException when they are no header, or that of a message beyond the limit
     */
    static int length(byte[] bytes, int start, int limit) throws BusException {
        byte order = bytes[start];
        boolean big = order == 'B';
        if (!big && order != 'l' || bytes[start + 3] != PROTOCOL_VERSION) {
            throw new BusException("what comes from the bus is no message");
        }
        BusCursor cursor = new BusCursor();
        cursor.reset(bytes, start, start + 4, start + FIXED, big);
        long body = cursor.uint32();
        cursor.uint32();
        long fields = cursor.uint32();
        long whole = FIXED + (fields + 7 & ~7L) + body;
        if (whole > limit) {
            throw new BusException("a message of " + whole + " bytes comes from the bus, beyond the limit of " + limit);
        }
        return (int) whole;
    }

    void parse(byte[] bytes, int start, int length) throws BusException {
        boolean big = bytes[start] == 'B';
        type = bytes[start + 1];
        replySerial = -1;
        errorName = "";
        signature = "";
        cursor.reset(bytes, start, start + FIXED - Integer.BYTES, start + length, big);
        int end = cursor.array(Long.BYTES);
        while (cursor.position() < end) {
            cursor.align(Long.BYTES);
            field(cursor.readByte());
        }
        if (cursor.position() != end) {
            throw new BusException("the header of a message does not end where it should");
        }
        cursor.align(Long.BYTES);
    }

    private void field(int code) throws BusException {
        cursor.signature();
        if (code == ERROR_NAME_FIELD && cursor.is("s")) {
            cursor.text();
            errorName = cursor.string();
        } else if (code == REPLY_SERIAL_FIELD && cursor.is("u")) {
            replySerial = cursor.uint32();
        } else if (code == SIGNATURE_FIELD && cursor.is("g")) {
            cursor.signature();
            signature =
                    new String(cursor.bytes(), cursor.from(), cursor.to() - cursor.from(), StandardCharsets.ISO_8859_1);
        } else {
            cursor.skipSigned();
        }
    }

    boolean isReply() {
        return type == METHOD_RETURN || type == ERROR;
    }

    /** Of the call that this answers; -1 when it says none. */
    long replySerial() {
        return replySerial;
    }

    /** Whether the answer is an error. */
    public boolean failed() {
        return type == ERROR;
    }

    /**
     * The cursor at the start of the body.
     *
     * @param expected the body's signature
     * @throws BusException when the call failed or the body has another signature
     */
    public BusCursor body(String expected) throws BusException {
        if (failed()) {
            throw new BusException("the answer is the error " + errorName, errorName.isEmpty() ? "?" : errorName);
        }
        if (!signature.equals(expected)) {
            throw new BusException("the bus answers with values of " + signature + ", not of " + expected);
        }
        return cursor;
    }
}
