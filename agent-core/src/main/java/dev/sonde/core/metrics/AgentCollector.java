package dev.sonde.core.metrics;

import io.prometheus.client.Collector;
import java.io.IOException;
import java.util.List;

/**
 * A collector of ours. It is a simpleclient collector, so it can be registered anywhere; the scrape path calls {@link
 * #update} and makes no sample objects.
 *
 * <p>{@link #update} is called by one thread at a time, though not always by the same. It must not keep the sink, must
 * not swallow interrupts and may take as long as its source takes: a run that does not return by the deadline is
 * reported as failed and not started again until it has returned.
 */
public abstract class AgentCollector extends Collector {
    /** What {@link #collect}, which has no deadline of its own, lets a source take. */
    private static final long COLLECT_NANOS = 10_000_000_000L;

    private final String name;

    /** @param name as in {@code --collector.<name>} and the label {@code collector} */
    protected AgentCollector(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    /**
     * Hands the samples of one scrape to the sink. What was handed over before an exception is dropped.
     *
     * @throws NoDataException when there is nothing to report on this host
     * @throws IOException when the source cannot be read or understood; the message names file and value
     */
    public abstract void update(MetricSink sink) throws NoDataException, IOException;

    /**
     * Whether the next {@link #update} may wait for something outside the kernel's memory: a network mount, a file of a
     * user, a database. It then runs on a thread of its own beside the others. Asked once before every run.
     */
    public boolean mayBlock() {
        return false;
    }

    @Override
    public final List<MetricFamilySamples> collect() {
        SampleBuffer buffer = new SampleBuffer();
        long now = System.nanoTime();
        buffer.begin(now, now + COLLECT_NANOS);
        try {
            update(buffer);
            buffer.end();
        } catch (NoDataException | IOException e) {
            buffer.discard();
        }
        return Simpleclient.samples(buffer);
    }
}
