package dev.sonde.jmx.jvm;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import org.jspecify.annotations.Nullable;

/** The JVM that the agent is in. The first scrape, not the start, makes the management beans it asks. */
public final class JvmCollector extends AgentCollector {
    private final Supplier<MBeanServer> server;
    private final BooleanSupplier ready;
    private final boolean oldNames;
    private @Nullable MemoryMetrics memory;
    private @Nullable ThreadMetrics threads;
    private @Nullable RuntimeMetrics runtime;
    private @Nullable ProcessMetrics process;
    private @Nullable AllocationMetrics allocation;

    /**
     * @param server the platform's, made when it is first asked for
     * @param ready whether the platform's beans may be asked for yet
     * @param oldNames whether the names of jmx_exporter 0.x are wanted too
     */
    public JvmCollector(Supplier<MBeanServer> server, BooleanSupplier ready, boolean oldNames) {
        super("jvm");
        this.server = server;
        this.ready = ready;
        this.oldNames = oldNames;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (memory == null && !ready.getAsBoolean()) {
            throw new NoDataException("the application is not ready to be asked");
        }
        if (memory == null) {
            prepare();
        }
        if (memory != null && threads != null && runtime != null && process != null && allocation != null) {
            memory.write(sink);
            allocation.write(sink);
            threads.write(sink);
            runtime.write(sink);
            process.write(sink);
        }
    }

    private void prepare() throws IOException {
        JvmFamilies families = new JvmFamilies(oldNames);
        try {
            process = new ProcessMetrics(families, server.get());
        } catch (JMException e) {
            throw new IOException(e);
        }
        allocation = new AllocationMetrics(families);
        threads = new ThreadMetrics(families);
        runtime = new RuntimeMetrics(families, oldNames);
        memory = new MemoryMetrics(families);
    }
}
