package dev.sonde.core.exposition;

import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the samples of a layout as a page of bytes, plain or gzipped. Reuses its buffers: one thread at a time.
 *
 * <p>A page is made in one piece and copied. A large one, of {@value #LARGE} bytes without its numbers, goes through a
 * window instead: into zlib or, once its length is known from a first pass, to its place in the body.
 */
public final class PageEncoder {
    static final int LARGE = 7 << 18;

    private static final int WINDOW = 64 << 10;

    /** What a number takes as a rule, to make the buffer large enough from the first. */
    private static final int USUAL_NUMBER = 8;

    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOWHERE = new byte[0];

    private PageBuffer page = new PageBuffer(0);
    private final @Nullable Gzip[] gzips = new Gzip[PageFormat.values().length];

    /** Begin and end of each number in a page that is not large, in pairs. */
    private int[] numbers = new int[0];

    private int count;
    private boolean large;

    /** Bytes of a large page that have left the buffer, and where they went: into zlib, the body, or just the sum. */
    private int left;

    private @Nullable Gzip zlib;
    private byte[] body = NOWHERE;

    /** @return the whole body, in an array of its own */
    public byte[] encode(PageLayout layout, PageFormat format, boolean gzipped) {
        try {
            fit(layout);
            return gzipped ? gzipped(layout, format) : plain(layout, format);
        } finally {
            zlib = null;
            body = NOWHERE;
        }
    }

    /** Takes buffers of the size that the page needs, but keeps them while they are not far too large. */
    private void fit(PageLayout layout) {
        large = layout.fixedBytes() > LARGE;
        long bytes = large ? WINDOW + WINDOW / 2 : layout.fixedBytes() + USUAL_NUMBER * layout.samples() + EOF.length;
        int capacity = page.bytes().length;
        if (capacity < bytes || capacity > WINDOW && capacity / 2 > bytes) {
            page = new PageBuffer((int) bytes);
        }
        int needed = large ? 0 : 2 * layout.samples();
        if (numbers.length < needed || numbers.length / 2 > needed) {
            numbers = new int[needed];
        }
    }

    private byte[] plain(PageLayout layout, PageFormat format) {
        write(layout, format);
        if (!large) {
            return Arrays.copyOf(page.bytes(), page.length());
        }
        leave();
        byte[] whole = new byte[left];
        body = whole;
        write(layout, format);
        leave();
        return whole;
    }

    private byte[] gzipped(PageLayout layout, PageFormat format) {
        Gzip gzip = gzips[format.ordinal()];
        if (gzip == null) {
            gzip = new Gzip();
            gzips[format.ordinal()] = gzip;
        }
        if (!large) {
            write(layout, format);
            return gzip.compress(page.bytes(), page.length(), layout.version(), numbers, count / 2);
        }
        zlib = gzip;
        gzip.start();
        write(layout, format);
        leave();
        return gzip.finish();
    }

    private void write(PageLayout layout, PageFormat format) {
        page.clear();
        count = 0;
        left = 0;
        boolean openMetrics = format == PageFormat.OPENMETRICS;
        for (PageLayout.Run run : layout.runs()) {
            if (run.first) {
                page.append(openMetrics ? run.family.openMetricsHeader() : run.family.textHeader());
            }
            for (int from = run.from; from < run.to; ) {
                from = samples(run, from);
                if (large && page.length() > WINDOW) {
                    leave();
                }
            }
        }
        if (openMetrics) {
            page.append(EOF);
        }
    }

    /** Empties the buffer of a large page. */
    private void leave() {
        int n = page.length();
        if (zlib != null) {
            zlib.add(page.bytes(), n);
        } else if (body.length > 0) {
            System.arraycopy(page.bytes(), 0, body, left, n);
        }
        left = Math.addExact(left, n);
        page.clear();
    }

    /** Writes samples of a run: to its end, or of a large page until the window is full. Returns the next to write. */
    private int samples(PageLayout.Run run, int from) {
        SampleBuffer buffer = run.order.buffer();
        int n = page.length();
        int full = large ? WINDOW : Integer.MAX_VALUE;
        int number = count;
        int i = from;
        for (; i < run.to && n <= full; i++) {
            int slot = run.order.slot(i);
            Series series = buffer.series(slot);
            byte[] name = series.name();
            byte[] labels = series.labels();
            byte[] out = page.room(name.length + labels.length + NumberPrinter.MAX_LENGTH + 1);
            System.arraycopy(name, 0, out, n, name.length);
            n += name.length;
            System.arraycopy(labels, 0, out, n, labels.length);
            n += labels.length;
            int begin = n;
            n = buffer.isDouble(slot)
                    ? NumberPrinter.print(Double.longBitsToDouble(buffer.raw(slot)), out, n)
                    : NumberPrinter.print(buffer.raw(slot), buffer.scale(slot), out, n);
            if (!large) {
                numbers[number++] = begin;
                numbers[number++] = n;
            }
            out[n++] = '\n';
            page.length(n);
        }
        count = number;
        return i;
    }
}
