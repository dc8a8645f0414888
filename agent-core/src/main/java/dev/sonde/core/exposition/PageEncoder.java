package dev.sonde.core.exposition;

import dev.sonde.core.metrics.SampleBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the samples of a layout as a page of bytes, plain or gzipped. Reuses its buffers: one thread at a time. */
public final class PageEncoder {
    private static final byte[] EOF = "# EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final PageBuffer page = new PageBuffer(16 * 1024);
    private final Gzip gzip = new Gzip();

    /** @return the whole body, in an array of its own */
    public byte[] encode(PageLayout layout, PageFormat format, boolean gzipped) {
        page.clear();
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
        return gzipped ? gzip.compress(page.bytes(), page.length()) : Arrays.copyOf(page.bytes(), page.length());
    }

    private void samples(PageLayout.Run run) {
        SampleBuffer buffer = run.order.buffer();
        int n = page.length();
        for (int i = run.from; i < run.to; i++) {
            int slot = run.order.slot(i);
            byte[] prefix = buffer.series(slot).prefix();
            byte[] out = page.room(prefix.length + NumberPrinter.MAX_LENGTH + 1);
            System.arraycopy(prefix, 0, out, n, prefix.length);
            n += prefix.length;
            n = buffer.isDouble(slot)
                    ? NumberPrinter.print(Double.longBitsToDouble(buffer.raw(slot)), out, n)
                    : NumberPrinter.print(buffer.raw(slot), buffer.scale(slot), out, n);
            out[n++] = '\n';
            page.length(n);
        }
    }
}
