package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.NfsAddresses;
import dev.sonde.node.linux.NfsMountstats;
import dev.sonde.node.linux.RawText;
import java.io.IOException;
import java.util.Arrays;

/**
 * The mounts of NFS one by one, {@code proc/self/mountstats}, each with the address of its server out of {@code
 * proc/self/mountinfo}. An export that is mounted at several places from the same address is shown once, by the first
 * of them, and all its mount points are named. A host without NFS has no samples, which is no failure.
 */
public final class MountstatsCollector extends AgentCollector implements LabelCache.Builder<NfsMountSeries> {
    /** Each has six hundred series. */
    private static final int MOST_EXPORTS = 1 << 12;

    private static final int MOST_MOUNT_POINTS = 1 << 16;

    /** A mount point of an export, once in a scrape. */
    private static final class MountPoint {
        final Series series;
        long scrape;

        MountPoint(Series series) {
            this.series = series;
        }
    }

    private final NfsMountstats stats;
    private final NfsAddresses addresses;
    private final LabelCache<NfsMountSeries> exports = new LabelCache<>(MOST_EXPORTS, this);
    private final LabelCache<MountPoint> mountPoints =
            new LabelCache<>(MOST_MOUNT_POINTS, MountstatsCollector::mountPoint);
    private final Losses losses = new Losses(MountstatsCollector.class);
    private final String path;
    private byte[] key = new byte[256];
    private int length;
    private long scrape;

    public MountstatsCollector(NodeContext context) {
        super("mountstats");
        path = context.paths().proc("self/mountstats");
        stats = new NfsMountstats(path);
        addresses = new NfsAddresses(context.paths().proc("self/mountinfo"));
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        stats.begin();
        addresses.read();
        exports.begin();
        mountPoints.begin();
        scrape++;
        while (stats.nextMount()) {
            stats.readTotals();
            addresses.find(stats.mountPoint());
            if (stats.transports() > 0) {
                mount(sink);
            }
        }
        IOException malformed = stats.malformed();
        if (malformed != null) {
            losses.lost(path, malformed);
        } else {
            losses.found(path);
        }
    }

    private void mount(MetricSink sink) {
        length = 0;
        append(stats.device());
        append(stats.protocol());
        append(addresses.bytes(), addresses.start(), addresses.end());
        NfsMountSeries export = exports.get(key, 0, length);
        append(stats.mountPoint());
        MountPoint point = mountPoints.get(key, 0, length);
        if (point != null && point.scrape != scrape) {
            point.scrape = scrape;
            sink.sample(point.series, 1);
        }
        if (export != null && export.isFirstIn(scrape)) {
            export.totals(sink, stats);
            while (stats.nextOperation()) {
                export.operation(sink, stats);
            }
        }
    }

    private void append(RawText text) {
        append(text.bytes(), 0, text.length());
    }

    /** With a blank, which none of them can have, behind it. */
    private void append(byte[] bytes, int from, int to) {
        int n = to - from;
        if (key.length - length <= n) {
            key = Arrays.copyOf(key, 2 * (length + n + 1));
        }
        System.arraycopy(bytes, from, key, length, n);
        length += n;
        key[length++] = ' ';
    }

    @Override
    public NfsMountSeries build(String ofExport) {
        return new NfsMountSeries(labels(ofExport, 3));
    }

    private static MountPoint mountPoint(String ofMountPoint) {
        return new MountPoint(NfsMountFamilies.MOUNT_POINT.series(labels(ofMountPoint, 4)));
    }

    /** The parts of a key, of which any may be empty. */
    private static String[] labels(String text, int parts) {
        String[] labels = new String[parts];
        int from = 0;
        for (int i = 0; i < parts; i++) {
            int to = text.indexOf(' ', from);
            labels[i] = text.substring(from, to);
            from = to + 1;
        }
        return labels;
    }
}
