package dev.sonde.core.exposition;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * gzip (RFC 1952) at the cheapest level: a page shrinks to a fifth, higher levels cost three times the time for a tenth
 * of the bytes. One thread at a time.
 */
final class Gzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;

    private final Deflater deflater = new Deflater(1, true);
    private final CRC32 crc = new CRC32();
    private byte[] out = new byte[16 * 1024];

    byte[] compress(byte[] page, int length) {
        crc.reset();
        crc.update(page, 0, length);
        deflater.reset();
        deflater.setInput(page, 0, length);
        deflater.finish();
        out[0] = 0x1f;
        out[1] = (byte) 0x8b;
        out[2] = 8;
        Arrays.fill(out, 3, HEADER, (byte) 0);
        out[8] = 4;
        out[9] = (byte) 255;
        int n = HEADER;
        while (true) {
            n += deflater.deflate(out, n, out.length - TRAILER - n);
            if (deflater.finished()) {
                break;
            }
            out = Arrays.copyOf(out, 2 * out.length);
        }
        n = littleEndian(n, (int) crc.getValue());
        n = littleEndian(n, length);
        return Arrays.copyOf(out, n);
    }

    private int littleEndian(int at, int value) {
        out[at] = (byte) value;
        out[at + 1] = (byte) (value >>> 8);
        out[at + 2] = (byte) (value >>> 16);
        out[at + 3] = (byte) (value >>> 24);
        return at + 4;
    }
}
