package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/** The random number generator of the kernel, {@code proc/sys/kernel/random}: since 5.18 both numbers are 256. */
public final class EntropyCollector extends AgentCollector {
    private final Series available = MetricFamily.gauge("node_entropy_available_bits", "Bits of entropy at hand.")
            .series();
    private final Series size = MetricFamily.gauge("node_entropy_pool_size_bits", "Most bits of entropy there can be.")
            .series();
    private final KernelFile availableFile;
    private final KernelFile sizeFile;
    private final ByteCursor cursor = new ByteCursor();

    public EntropyCollector(NodeContext context) {
        super("entropy");
        availableFile = new KernelFile(context.paths().proc("sys/kernel/random/entropy_avail"), 64);
        sizeFile = new KernelFile(context.paths().proc("sys/kernel/random/poolsize"), 64);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(availableFile);
        number(sink, available, availableFile);
        if (sizeFile.read()) {
            number(sink, size, sizeFile);
        } else if (sizeFile.error() != ReadError.MISSING) {
            throw new IOException(sizeFile.failure());
        }
    }

    private void number(MetricSink sink, Series series, KernelFile file) throws IOException {
        long bits = cursor.reset(file).u64();
        if (!cursor.ok()) {
            throw KernelFiles.malformed(file, cursor);
        }
        Unsigned.sample(sink, series, bits);
    }
}
