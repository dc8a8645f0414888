package dev.sonde.core.exposition;

import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the samples of a layout as a page of bytes, plain or gzipped. Reuses its buffers: one thread at a time.
 *
 * <p>Beside the body a page takes as much again while it is made, but no more than {@value #LARGE} bytes: a larger one
 * goes through a window, into zlib or, once its length is known from a first pass, to its place in the body.
 */
public final class PageEncoder {
    static final int LARGE = Gzip.PLAN_LIMIT;

    private static final int WINDOW = 64 << 10;
    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOWHERE = new byte[0];

    private PageBuffer page = new PageBuffer(16 * 1024);
    private final @Nullable Gzip[] gzips = new Gzip[PageFormat.values().length];

    /** Begin and end of each number in the page, in pairs; of no use once a part of the page has left the buffer. */
    private int[] numbers = new int[256];

    private int count;

    /** Whether the last page was a large one, as the next will be. */
    private boolean large;

    /** Bytes that have left the buffer, and where they went: into zlib, to the body, or nowhere but into the sum. */
    private int left;

    private @Nullable Gzip zlib;
    private byte[] body = NOWHERE;

    /** @return the whole body, in an array of its own */
    public byte[] encode(PageLayout layout, PageFormat format, boolean gzipped) {
        try {
            return gzipped ? gzipped(layout, format) : plain(layout, format);
        } finally {
            zlib = null;
            body = NOWHERE;
        }
    }

    private byte[] plain(PageLayout layout, PageFormat format) {
        write(layout, format);
        if (left == 0) {
            return Arrays.copyOf(page.bytes(), page.length());
        }
        byte[] whole = new byte[left + page.length()];
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
        zlib = gzip;
        boolean recorded = !large;
        write(layout, format);
        if (left == 0 && recorded) {
            return gzip.compress(page.bytes(), page.length(), layout.version(), numbers, count / 2);
        }
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
                if (page.length() > (large ? WINDOW : LARGE)) {
                    leave();
                }
            }
        }
        if (openMetrics) {
            page.append(EOF);
        }
        large = left + page.length() > LARGE;
    }

    /** Empties the buffer. */
    private void leave() {
        int n = page.length();
        if (zlib != null) {
            zlib.add(page.bytes(), n, left == 0);
        } else if (body.length > 0) {
            System.arraycopy(page.bytes(), 0, body, left, n);
        }
        if (!large) {
            large = true;
            page = new PageBuffer(WINDOW + (WINDOW >> 1));
            numbers = new int[256];
        }
        left = Math.addExact(left, n);
        page.clear();
        count = 0;
    }

    /** Writes samples of a run to its end or until the buffer has a window's worth more; returns the next to write. */
    private int samples(PageLayout.Run run, int from) {
        SampleBuffer buffer = run.order.buffer();
        int n = page.length();
        int full = n + WINDOW;
        int number = count;
        int more = 2 * (run.to - from);
        boolean recorded = left == 0 && !large;
        if (recorded && numbers.length - number < more) {
            numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, number + more));
        }
        int i = from;
        for (; i < run.to && n < full; i++) {
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
            if (recorded) {
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
