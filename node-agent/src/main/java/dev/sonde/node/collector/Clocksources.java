package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;

/** Clock sources of the kernel, those it could use and the one it uses, from sysfs. One thread at a time. */
final class Clocksources {
    private static final int MOST = 64;
    private static final String PREFIX = "clocksource";

    private static final MetricFamily AVAILABLE = MetricFamily.gauge(
            "node_time_clocksource_available_info",
            "A clock source that the kernel could use; always 1.",
            "device",
            "clocksource");
    private static final MetricFamily CURRENT = MetricFamily.gauge(
            "node_time_clocksource_current_info",
            "The clock source that the kernel uses; always 1.",
            "device",
            "clocksource");

    /** A file with names of clock sources. */
    private static final class Names implements LabelCache.Builder<Series> {
        final KernelFile file;
        final LabelCache<Series> series = new LabelCache<>(MOST, this);
        private final MetricFamily family;
        private final String device;

        Names(MetricFamily family, String device, String path) {
            this.family = family;
            this.device = device;
            file = new KernelFile(path, 256);
        }

        @Override
        public Series build(String key) {
            return family.series(device, key);
        }
    }

    private final String directory;
    private final ByteCursor cursor = new ByteCursor();
    private Names[] files = {};

    Clocksources(NodePaths paths) {
        directory = paths.sys("devices/system/clocksource");
    }

    void update(MetricSink sink) throws IOException {
        if (files.length == 0) {
            files = look();
        }
        for (Names names : files) {
            KernelFiles.read(names.file);
            names.series.begin();
            cursor.reset(names.file);
            while (cursor.word()) {
                Series series = names.series.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
                if (series != null) {
                    sink.sample(series, 1);
                }
            }
        }
    }

    /** There is one device at present, {@code clocksource0}, and nothing that takes it away. */
    private Names[] look() {
        String[] found = new File(directory).list();
        String[] devices = found == null ? new String[0] : found;
        Arrays.sort(devices);
        Names[] made = new Names[2 * devices.length];
        int n = 0;
        for (String device : devices) {
            if (device.startsWith(PREFIX)) {
                String index = Integer.toString(n / 2);
                String path = directory + '/' + device;
                made[n++] = new Names(AVAILABLE, index, path + "/available_clocksource");
                made[n++] = new Names(CURRENT, index, path + "/current_clocksource");
            }
        }
        return Arrays.copyOf(made, n);
    }
}
