package dev.sonde.core.exposition;

import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * gzip (RFC 1952) of the pages of one format. zlib at its cheapest level while the layout is new; once a layout has
 * served a few pages, a {@link GzipPlan} of it, which costs a tenth of zlib's time for the same size. One thread at a
 * time.
 */
final class Gzip {
    private static final int HEADER = 10;
    private static final int TRAILER = 8;

    /** Pages of one layout before a plan is worth making: it costs about ten pages' zlib. */
    private static final int PLAN_AFTER = 3;

    /** Larger pages stay with zlib: a plan takes memory in the order of the page. */
    private static final int PLAN_LIMIT = 2 << 20;

    private @Nullable Deflater deflater;
    private final CRC32 crc = new CRC32();
    private final BitWriter bits = new BitWriter();
    private byte[] out = new byte[0];
    private @Nullable GzipPlan plan;
    private int used;
    private int total;
    private int plannedLayout = -1;
    private int pages;

    /**
     * @param layout number of the layout, changing whenever the text between the numbers does
     * @param numbers begin and end of each of the {@code count} numbers, in pairs
     */
    byte[] compress(byte[] page, int length, int layout, int[] numbers, int count) {
        crc.reset();
        crc.update(page, 0, length);
        if (layout != plannedLayout) {
            plannedLayout = layout;
            plan = null;
            pages = 0;
        }
        if (plan == null && ++pages > PLAN_AFTER && length <= PLAN_LIMIT) {
            plan = new GzipPlanner(page, length, numbers, count).plan();
            release();
        }
        GzipPlan known = plan;
        if (known != null) {
            bits.clear();
            if (known.deflate(page, numbers, count, bits)) {
                return member(bits.bytes(), bits.length(), length);
            }
            // the numbers have outgrown the plan
            plan = null;
            pages = 0;
        }
        return zlib(page, length);
    }

    /** Begins a page that comes in parts, as one does that is too large for a plan. */
    void start() {
        crc.reset();
        begin();
        plan = null;
        pages = 0;
    }

    void add(byte[] part, int length) {
        crc.update(part, 0, length);
        total += length;
        deflate(part, length);
    }

    /** The page whose parts were added. */
    byte[] finish() {
        end();
        byte[] gzip = member(out, used, total);
        release();
        return gzip;
    }

    private byte[] zlib(byte[] page, int length) {
        begin();
        deflate(page, length);
        end();
        return member(out, used, length);
    }

    private void begin() {
        if (deflater == null) {
            deflater = new Deflater(1, true);
        }
        deflater.reset();
        if (out.length == 0) {
            out = new byte[16 * 1024];
        }
        used = 0;
        total = 0;
    }

    private void deflate(byte[] part, int length) {
        Deflater zlib = deflater;
        if (zlib == null) {
            throw new IllegalStateException("not begun");
        }
        zlib.setInput(part, 0, length);
        while (!zlib.needsInput()) {
            drain(zlib);
        }
    }

    private void end() {
        Deflater zlib = deflater;
        if (zlib == null) {
            throw new IllegalStateException("not begun");
        }
        zlib.finish();
        while (!zlib.finished()) {
            drain(zlib);
        }
    }

    private void drain(Deflater zlib) {
        if (used == out.length) {
            out = Arrays.copyOf(out, used + (used >> 1));
        }
        used += zlib.deflate(out, used, out.length - used);
    }

    /** zlib keeps a quarter of a megabyte, which is not needed while a plan serves. */
    private void release() {
        out = new byte[0];
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }

    private byte[] member(byte[] deflated, int n, int length) {
        byte[] gzip = new byte[HEADER + n + TRAILER];
        gzip[0] = 0x1f;
        gzip[1] = (byte) 0x8b;
        gzip[2] = 8;
        // no flags, no time; fastest method; unknown system
        gzip[8] = 4;
        gzip[9] = (byte) 255;
        System.arraycopy(deflated, 0, gzip, HEADER, n);
        littleEndian(gzip, HEADER + n, (int) crc.getValue());
        littleEndian(gzip, HEADER + n + 4, length);
        return gzip;
    }

    private static void littleEndian(byte[] to, int at, int value) {
        to[at] = (byte) value;
        to[at + 1] = (byte) (value >>> 8);
        to[at + 2] = (byte) (value >>> 16);
        to[at + 3] = (byte) (value >>> 24);
    }
}
