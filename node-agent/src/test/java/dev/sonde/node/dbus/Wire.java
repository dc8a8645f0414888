package dev.sonde.node.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes values as the D-Bus specification has them on the wire; its own work, so that it shares no mistake with ours. */
public final class Wire {
    private final ByteOrder order;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Wire(ByteOrder order) {
        this.order = order;
    }

    public ByteOrder order() {
        return order;
    }

    public Wire align(int alignment) {
        while (out.size() % alignment != 0) {
            out.write(0);
        }
        return this;
    }

    public Wire uint8(int value) {
        out.write(value);
        return this;
    }

    public Wire uint32(long value) {
        align(4);
        return number(value, 4);
    }

    public Wire uint64(long value) {
        align(8);
        return number(value, 8);
    }

    private Wire number(long value, int width) {
        for (int i = 0; i < width; i++) {
            int shift = 8 * (order == ByteOrder.LITTLE_ENDIAN ? i : width - 1 - i);
            out.write((int) (value >>> shift));
        }
        return this;
    }

    public Wire string(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        uint32(utf8.length);
        out.writeBytes(utf8);
        return uint8(0);
    }

    public Wire signature(String signature) {
        uint8(signature.length());
        out.writeBytes(signature.getBytes(StandardCharsets.US_ASCII));
        return uint8(0);
    }

    /** Elements that were written on their own, from a multiple of eight bytes on. */
    public Wire array(int alignment, byte[] elements) {
        uint32(elements.length);
        align(alignment);
        out.writeBytes(elements);
        return this;
    }

    /** A variant {@code type:value} such as {@code t:17}; {@code as:a,b} is an array of strings. */
    public Wire variant(String typed) {
        String type = typed.substring(0, typed.indexOf(':'));
        String value = typed.substring(typed.indexOf(':') + 1);
        signature(type);
        switch (type) {
            case "s", "o" -> string(value);
            case "b" -> uint32(Boolean.parseBoolean(value) ? 1 : 0);
            case "u" -> uint32(Long.parseLong(value));
            case "t" -> uint64(Long.parseUnsignedLong(value));
            case "as" -> {
                Wire elements = new Wire(order);
                for (String element : value.split(",")) {
                    elements.string(element);
                }
                array(4, elements.bytes());
            }
            // as ExecStart has it: a struct in an array, with numbers of all widths
            case "a(sasbttu)" -> {
                Wire one = new Wire(order).string(value);
                one.array(4, new Wire(order).string("-x").bytes());
                array(8, one.uint32(1).uint64(1).uint64(2).uint32(3).bytes());
            }
            case "(uo)" -> align(8).uint32(0).string(value);
            default -> throw new IllegalArgumentException(typed);
        }
        return this;
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
