package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;

/** Each device or file that is swapped to, {@code proc/swaps}. A line that is cut costs its own device. */
public final class SwapCollector extends AgentCollector implements LabelCache.Builder<Series[]> {
    private static final int MOST_DEVICES = 256;
    private static final int KILOBYTE = 1024;
    private static final MetricFamily[] FAMILIES = {
        MetricFamily.gauge("node_swap_size_bytes", "Size of a swap device.", "device", "swap_type"),
        MetricFamily.gauge("node_swap_used_bytes", "Bytes of a swap device in use.", "device", "swap_type"),
        MetricFamily.gauge(
                "node_swap_priority", "Priority of a swap device, the highest is used first.", "device", "swap_type")
    };

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Series[]> devices = new LabelCache<>(MOST_DEVICES, this);
    private final NoDataException absent;

    public SwapCollector(NodeContext context) {
        super("swap");
        file = new KernelFile(context.paths().proc("swaps"), 1024);
        absent = new NoDataException(file.path() + ": the kernel does not swap");
    }

    /** Device and type with blanks between. */
    @Override
    public Series[] build(String key) {
        int last = Math.max(key.lastIndexOf(' '), key.lastIndexOf('\t'));
        return SeriesRow.of(FAMILIES, key.substring(0, Math.max(last, 0)).trim(), key.substring(last + 1));
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!file.read()) {
            if (file.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(file.failure());
        }
        devices.begin();
        cursor.reset(file);
        int good = 0;
        int bad = -1;
        while (cursor.nextLine()) {
            int line = cursor.position();
            if (device(sink)) {
                good++;
            } else {
                bad = line;
            }
        }
        if (good == 0 && bad >= 0) {
            throw KernelFiles.malformed(file, bad);
        }
    }

    private boolean device(MetricSink sink) {
        cursor.word();
        int start = cursor.wordStart();
        cursor.word();
        int end = cursor.wordEnd();
        long size = cursor.number();
        long used = cursor.number();
        long priority = cursor.number();
        if (!cursor.ok() || Math.max(size, used) > Long.MAX_VALUE / KILOBYTE) {
            cursor.clear();
            return false;
        }
        Series[] series = devices.get(cursor.bytes(), start, end);
        if (series != null) {
            sink.sample(series[0], size * KILOBYTE);
            sink.sample(series[1], used * KILOBYTE);
            sink.sample(series[2], priority);
        }
        return true;
    }
}
