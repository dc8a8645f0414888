package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.NumberLines;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the mounted XFS file systems, {@code sys/fs/xfs/<device>/stats/stats}. A host without any has no
 * samples, which is no failure; one file system that cannot be read costs the others nothing.
 */
public final class XfsCollector extends AgentCollector implements LabelCache.Builder<XfsCollector.Device> {
    private static final int MOST_DEVICES = 10_000;

    /** What is kept for a file system; its file is closed between scrapes. */
    static final class Device {
        final KernelFile file;
        private final PlacedSeries series;

        Device(KernelFile file, PlacedSeries series) {
            this.file = file;
            this.series = series;
        }
    }

    private final File directory;
    private final Losses losses = new Losses(XfsCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Device> devices = new LabelCache<>(MOST_DEVICES, this);
    private @Nullable NumberLines numbers;

    public XfsCollector(NodeContext context) {
        super("xfs");
        directory = new File(context.paths().sys("fs/xfs"));
    }

    @Override
    public Device build(String key) {
        return new Device(new KernelFile(directory + "/" + key + "/stats/stats"), XfsSeries.of(key));
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        String[] names = directory.list();
        if (names == null || names.length == 0) {
            return;
        }
        devices.begin();
        for (String name : names) {
            // The sums of all file systems lie beside them in fs/xfs/stats/stats.
            if (!name.equals("stats")) {
                byte[] key = name.getBytes(StandardCharsets.UTF_8);
                Device device = devices.get(key, 0, key.length);
                if (device != null) {
                    update(sink, device);
                }
            }
        }
    }

    private void update(MetricSink sink, Device device) {
        try (KernelFile file = device.file) {
            NumberLines lines = numbers;
            if (lines == null) {
                lines = numbers = XfsSeries.lines();
            }
            if (losses.read(file)) {
                device.series.update(sink, file, lines, cursor, losses);
            }
        } catch (IOException e) {
            losses.lost(device.file.path(), e);
        }
    }
}
