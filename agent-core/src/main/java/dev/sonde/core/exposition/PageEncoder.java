package dev.sonde.core.exposition;

import dev.sonde.core.metrics.SampleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes the samples of a layout as a page of bytes, plain or gzipped. Reuses its buffers: one thread at a time. */
public final class PageEncoder {
    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final PageBuffer page = new PageBuffer(16 * 1024);
    private final @Nullable Gzip[] gzips = new Gzip[PageFormat.values().length];

    /** Begin and end of each number in the page, in pairs. */
    private int[] numbers = new int[256];

    private int count;

    /** @return the whole body, in an array of its own */
    public byte[] encode(PageLayout layout, PageFormat format, boolean gzipped) {
        page.clear();
        count = 0;
        boolean openMetrics = format == PageFormat.OPENMETRICS;
        for (PageLayout.Run run : layout.runs()) {
            if (run.first) {
                page.append(openMetrics ? run.family.openMetricsHeader() : run.family.textHeader());
            }
            samples(run);
        }
        if (openMetrics) {
            page.append(EOF);
        }
        if (!gzipped) {
            return Arrays.copyOf(page.bytes(), page.length());
        }
        Gzip gzip = gzips[format.ordinal()];
        if (gzip == null) {
            gzip = new Gzip();
            gzips[format.ordinal()] = gzip;
        }
        return gzip.compress(page.bytes(), page.length(), layout.version(), numbers, count / 2);
    }

    private void samples(PageLayout.Run run) {
        SampleBuffer buffer = run.order.buffer();
        int n = page.length();
        int number = count;
        int more = 2 * (run.to - run.from);
        if (numbers.length - number < more) {
            numbers = Arrays.copyOf(numbers, Math.max(2 * numbers.length, number + more));
        }
        for (int i = run.from; i < run.to; i++) {
            int slot = run.order.slot(i);
            byte[] prefix = buffer.series(slot).prefix();
            byte[] out = page.room(prefix.length + NumberPrinter.MAX_LENGTH + 1);
            System.arraycopy(prefix, 0, out, n, prefix.length);
            n += prefix.length;
            numbers[number++] = n;
            n = buffer.isDouble(slot)
                    ? NumberPrinter.print(Double.longBitsToDouble(buffer.raw(slot)), out, n)
                    : NumberPrinter.print(buffer.raw(slot), buffer.scale(slot), out, n);
            numbers[number++] = n;
            out[n++] = '\n';
            page.length(n);
        }
        count = number;
    }
}
