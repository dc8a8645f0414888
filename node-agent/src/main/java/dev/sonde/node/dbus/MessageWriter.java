package dev.sonde.node.dbus;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes method calls whose arguments are strings, little-endian, one behind the other. One thread at a time. */
final class MessageWriter {
    private static final int SMALL = 16 << 10;
    private static final int METHOD_CALL = 1;

    private byte[] bytes = new byte[1024];
    private int start;
    private int at;

    void clear() {
        if (bytes.length > SMALL) {
            bytes = new byte[1024];
        }
        at = 0;
    }

    /** @param destination empty for a peer that is no bus */
    void call(int serial, String destination, String path, String member, String type, String... arguments) {
        start = at;
        room(BusMessage.FIXED);
        bytes[at++] = 'l';
        bytes[at++] = METHOD_CALL;
        bytes[at++] = 0;
        bytes[at++] = 1;
        int bodyLength = at;
        uint32(0);
        uint32(serial);
        int fieldsLength = at;
        uint32(0);
        int fields = at;
        field(1, 'o', path);
        if (!type.isEmpty()) {
            field(2, 's', type);
        }
        field(3, 's', member);
        if (!destination.isEmpty()) {
            field(6, 's', destination);
        }
        if (arguments.length > 0) {
            field(8, 'g', "s".repeat(arguments.length));
        }
        put(fieldsLength, at - fields);
        align(Long.BYTES);
        int body = at;
        for (String argument : arguments) {
            text(argument);
        }
        put(bodyLength, at - body);
    }

    private void field(int code, char type, String value) {
        align(Long.BYTES);
        room(4);
        bytes[at++] = (byte) code;
        bytes[at++] = 1;
        bytes[at++] = (byte) type;
        bytes[at++] = 0;
        if (type == 'g') {
            room(value.length() + 2);
            bytes[at++] = (byte) value.length();
            raw(value.getBytes(StandardCharsets.UTF_8));
        } else {
            text(value);
        }
    }

    private void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        uint32(utf8.length);
        raw(utf8);
    }

    private void raw(byte[] utf8) {
        room(utf8.length + 1);
        System.arraycopy(utf8, 0, bytes, at, utf8.length);
        at += utf8.length;
        bytes[at++] = 0;
    }

    private void uint32(int value) {
        align(Integer.BYTES);
        room(Integer.BYTES);
        put(at, value);
        at += Integer.BYTES;
    }

    private void put(int index, int value) {
        for (int i = 0; i < Integer.BYTES; i++) {
            bytes[index + i] = (byte) (value >>> 8 * i);
        }
    }

    private void align(int alignment) {
        int padding = -(at - start) & (alignment - 1);
        room(padding);
        Arrays.fill(bytes, at, at + padding, (byte) 0);
        at += padding;
    }

    private void room(int count) {
        if (count > bytes.length - at) {
            bytes = Arrays.copyOf(bytes, 2 * (at + count));
        }
    }

    /** What was written since {@link #clear}. */
    ByteBuffer written() {
        return ByteBuffer.wrap(bytes, 0, at);
    }
}
