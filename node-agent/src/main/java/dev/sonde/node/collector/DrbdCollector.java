package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Replicated block devices, {@code proc/drbd} ({@code drivers/block/drbd/drbd_proc.c}). No data where the module is not
 * loaded. DRBD 9 lists no devices there.
 */
public final class DrbdCollector extends AgentCollector implements LabelCache.Builder<DrbdDevice> {
    private static final int MOST_DEVICES = 1 << 16;

    private final KernelFile file;
    private final NoDataException absent;
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<DrbdDevice> devices = new LabelCache<>(MOST_DEVICES, this);

    public DrbdCollector(NodeContext context) {
        super("drbd");
        file = new KernelFile(context.paths().proc("drbd"));
        absent = new NoDataException(file.path() + ": no such file, DRBD is not loaded");
    }

    @Override
    public DrbdDevice build(String number) {
        return new DrbdDevice("drbd" + number);
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
        DrbdDevice device = null;
        do {
            while (cursor.word()) {
                DrbdDevice next = device();
                if (next != null) {
                    device = next;
                } else if (device != null) {
                    device.take(sink, cursor);
                }
            }
        } while (cursor.nextLine());
    }

    /** The device that a word such as {@code 12:} begins, or null. */
    private @Nullable DrbdDevice device() {
        byte[] bytes = cursor.bytes();
        int from = cursor.wordStart();
        int to = cursor.wordEnd() - 1;
        if (to <= from || bytes[to] != ':') {
            return null;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || to - from > 9) {
                return null;
            }
            number = number * 10 + (bytes[i] - '0');
        }
        byte[] key = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        return devices.get(key, 0, key.length);
    }
}
