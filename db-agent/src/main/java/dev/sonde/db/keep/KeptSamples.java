package dev.sonde.db.keep;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import java.io.IOException;

/**
 * What something dear said when it was last asked, told again until its interval is over. One thread at a time.
 */
public final class KeptSamples {
    private static final long NANOS = 1_000_000;

    private final SampleBuffer samples = new SampleBuffer();
    private final long intervalNanos;
    private boolean whole;
    private long takenNanos;

    /** @param intervalMillis for how long an answer is good, more than 0 */
    public KeptSamples(long intervalMillis) {
        intervalNanos = intervalMillis * NANOS;
    }

    /** What is dear. */
    public interface Source {
        void ask(MetricSink sink) throws NoDataException, IOException;
    }

    /** Whether what is kept is still good. */
    public boolean isFresh() {
        return whole && System.nanoTime() - takenNanos < intervalNanos;
    }

    /** Asks anew; when that fails nothing is kept, so that the next scrape asks again. */
    public void take(Source source, MetricSink sink) throws NoDataException, IOException {
        long now = System.nanoTime();
        whole = false;
        samples.begin(sink.scrapeId(), now + sink.remainingMillis() * NANOS);
        try {
            source.ask(samples);
            whole = true;
        } finally {
            if (whole) {
                samples.end();
                takenNanos = now;
            } else {
                samples.discard();
            }
        }
    }

    /** Hands over what is kept. */
    public void tell(MetricSink sink) {
        for (int i = 0; i < samples.size(); i++) {
            if (samples.isDouble(i)) {
                sink.sample(samples.series(i), samples.value(i));
            } else {
                sink.decimal(samples.series(i), samples.raw(i), samples.scale(i));
            }
        }
    }
}
