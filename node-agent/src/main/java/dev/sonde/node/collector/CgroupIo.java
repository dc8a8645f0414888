package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * {@code io.stat} of one cgroup: a line for each block device, {@code 8:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=0
 * dios=0}. One thread at a time.
 */
final class CgroupIo implements LabelCache.Builder<Series[]> {
    private static final int MOST_DEVICES = 1024;
    private static final CgroupFile.Number[] NUMBERS = CgroupFile.IO.numbers;

    private final String path;
    private final @Nullable BlockDeviceNames names;
    private final @Nullable LabelCache<Series[]> devices;
    private final long[] values = new long[NUMBERS.length];
    private Series @Nullable [] total;

    /** @param names of block devices; null when their numbers are added up */
    CgroupIo(String path, @Nullable BlockDeviceNames names) {
        this.path = path;
        this.names = names;
        devices = names == null ? null : new LabelCache<>(MOST_DEVICES, this);
    }

    @Override
    public Series[] build(String numbers) {
        Series[] made = new Series[NUMBERS.length];
        String device = names == null ? numbers : names.of(numbers);
        for (int i = 0; i < made.length; i++) {
            made[i] = NUMBERS[i].family().series(path, device);
        }
        return made;
    }

    void update(MetricSink sink, ByteCursor cursor) {
        if (devices != null) {
            devices.begin();
        }
        Arrays.fill(values, 0);
        Series[] device = null;
        do {
            while (cursor.word()) {
                if (isDevice(cursor)) {
                    emit(sink, device);
                    device = devices == null ? null : devices.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
                } else {
                    take(cursor);
                }
            }
        } while (cursor.nextLine());
        emit(sink, devices == null ? total() : device);
    }

    /** Some kernels put devices that did nothing before another one in its line. */
    private static boolean isDevice(ByteCursor cursor) {
        boolean colon = false;
        for (int i = cursor.wordStart(); i < cursor.wordEnd(); i++) {
            byte b = cursor.bytes()[i];
            colon |= b == ':';
            if (b == '=') {
                return false;
            }
        }
        return colon;
    }

    private void take(ByteCursor cursor) {
        for (int i = 0; i < NUMBERS.length; i++) {
            String key = NUMBERS[i].key();
            int equals = cursor.wordStart() + key.length();
            if (cursor.wordStartsWith(key) && equals < cursor.wordEnd() && cursor.bytes()[equals] == '=') {
                cursor.position(equals + 1);
                long value = cursor.u64();
                if (cursor.ok()) {
                    values[i] += value;
                }
                cursor.clear();
                return;
            }
        }
    }

    private void emit(MetricSink sink, Series @Nullable [] to) {
        if (to == null) {
            return;
        }
        for (int i = 0; i < to.length; i++) {
            Unsigned.sample(sink, to[i], values[i]);
        }
        Arrays.fill(values, 0);
    }

    private Series[] total() {
        Series[] made = total;
        if (made == null) {
            made = new Series[NUMBERS.length];
            for (int i = 0; i < made.length; i++) {
                made[i] = NUMBERS[i].family().series("", new String[] {"cgroup"}, new String[] {path});
            }
            total = made;
        }
        return made;
    }
}
