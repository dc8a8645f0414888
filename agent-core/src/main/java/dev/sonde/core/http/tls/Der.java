package dev.sonde.core.http.tls;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The little of DER (X.690) that it takes to wrap a private key. */
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int NULL = 0x05;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;
    static final int EXPLICIT_0 = 0xA0;

    private Der() {}

    /** One element: tag, length, and the parts one after the other. */
    static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.write(part, 0, part.length);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | bytes);
            for (int i = bytes - 1; i >= 0; i--) {
                out.write(length >> (8 * i));
            }
        }
        out.write(content.toByteArray(), 0, length);
        return out.toByteArray();
    }

    /**
     * The content of the first element with a tag among the elements that follow each other in {@code der}.
     *
     * @return null if there is none
     * @throws IllegalArgumentException when that is not DER
     */
    static byte @Nullable [] find(byte[] der, int tag) {
        int at = 0;
        while (at < der.length) {
            int lengthAt = at + 1;
            int contentAt = lengthAt + 1 + lengthBytes(der, lengthAt);
            int end = contentAt + length(der, lengthAt);
            if (end < contentAt || end > der.length) {
                throw malformed();
            }
            if ((der[at] & 0xFF) == tag) {
                return Arrays.copyOfRange(der, contentAt, end);
            }
            at = end;
        }
        return null;
    }

    /** As {@link #find}, but the element has to be there. */
    static byte[] get(byte[] der, int tag) {
        byte[] content = find(der, tag);
        if (content == null) {
            throw malformed();
        }
        return content;
    }

    private static int lengthBytes(byte[] der, int at) {
        if (at >= der.length) {
            throw malformed();
        }
        return der[at] < 0 ? der[at] & 0x7F : 0;
    }

    private static int length(byte[] der, int at) {
        int bytes = lengthBytes(der, at);
        if (bytes == 0) {
            return der[at];
        }
        if (bytes > 3 || at + bytes >= der.length) {
            throw malformed();
        }
        int length = 0;
        for (int i = 1; i <= bytes; i++) {
            length = length << 8 | der[at + i] & 0xFF;
        }
        return length;
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("malformed DER");
    }
}
