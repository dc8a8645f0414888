package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A collector that does as a test says. All its samples carry the number of its run; a run beside another of the same
 * collector is noted.
 */
final class Scripted extends AgentCollector {
    /** What a run does before it hands over its samples. */
    interface Deed {
        void run() throws NoDataException, IOException, InterruptedException;
    }

    private static final int SERIES = 5;

    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger sideBySide = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicLong sequence = new AtomicLong();
    private final Series[] series = new Series[SERIES];
    private final boolean blocks;
    private volatile Deed deed;

    private Scripted(String name, boolean blocks, Deed deed) {
        super(name);
        this.blocks = blocks;
        this.deed = deed;
        MetricFamily family = MetricFamily.gauge("test_" + name, "Number of the run.", "i");
        for (int i = 0; i < SERIES; i++) {
            series[i] = family.series(Integer.toString(i));
        }
    }

    static Scripted inline(String name, Deed deed) {
        return new Scripted(name, false, deed);
    }

    static Scripted blocking(String name, Deed deed) {
        return new Scripted(name, true, deed);
    }

    static Scripted quick(String name) {
        return inline(name, () -> {});
    }

    /** A deed that waits for the latch. */
    static Deed until(CountDownLatch latch) {
        return latch::await;
    }

    void does(Deed other) {
        deed = other;
    }

    boolean isRunning() {
        return running.get() > 0;
    }

    @Override
    public boolean mayBlock() {
        return blocks;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        starts.incrementAndGet();
        if (running.incrementAndGet() > 1) {
            sideBySide.incrementAndGet();
        }
        try {
            long run = sequence.incrementAndGet();
            sink.sample(series[0], run);
            deed.run();
            for (int i = 1; i < SERIES; i++) {
                sink.sample(series[i], run);
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        } finally {
            running.decrementAndGet();
        }
    }
}
