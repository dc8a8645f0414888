package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/** Merging of pages with the same content, {@code kernel/mm/ksm}: {@code Documentation/admin-guide/mm/ksm.rst}. */
public final class KsmdCollector extends AgentCollector {
    private static final int MILLISECONDS = 3;

    private enum Attribute {
        FULL_SCANS("full_scans", "full_scans_total", "Times that all areas which can be merged were scanned.", 0),
        MERGE_ACROSS_NODES(
                "merge_across_nodes", "merge_across_nodes", "Whether pages of several NUMA nodes are merged.", 0),
        PAGES_SHARED("pages_shared", "pages_shared", "Pages that others share.", 0),
        PAGES_SHARING("pages_sharing", "pages_sharing", "Pages that were spared by sharing.", 0),
        PAGES_TO_SCAN("pages_to_scan", "pages_to_scan", "Pages to scan before the next sleep.", 0),
        PAGES_UNSHARED(
                "pages_unshared", "pages_unshared", "Pages that turned out to be the only ones of their kind.", 0),
        PAGES_VOLATILE("pages_volatile", "pages_volatile", "Pages that change too fast to be merged.", 0),
        RUN("run", "run", "0 when stopped, 1 when running, 2 when stopped and what was merged is undone.", 0),
        SLEEP("sleep_millisecs", "sleep_seconds", "Sleep between two scans.", MILLISECONDS);

        final String file;
        final Series series;
        final int scale;

        Attribute(String file, String name, String help, int scale) {
            this.file = file;
            this.scale = scale;
            String full = "node_ksmd_" + name;
            series = (name.endsWith("_total") ? MetricFamily.counter(full, help) : MetricFamily.gauge(full, help))
                    .series();
        }
    }

    private static final Attribute[] ATTRIBUTES = Attribute.values();

    private final KernelFile[] files = new KernelFile[ATTRIBUTES.length];
    private final Losses losses = new Losses(KsmdCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private final NoDataException absent;

    public KsmdCollector(NodeContext context) {
        super("ksmd");
        String directory = context.paths().sys("kernel/mm/ksm");
        for (int i = 0; i < files.length; i++) {
            files[i] = new KernelFile(directory + '/' + ATTRIBUTES[i].file, 64);
        }
        absent = new NoDataException(directory + ": the kernel cannot merge pages");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        losses.begin();
        for (int i = 0; i < files.length; i++) {
            if (!losses.read(files[i])) {
                continue;
            }
            long value = cursor.reset(files[i]).u64();
            if (cursor.ok()) {
                losses.found(files[i].path());
                Unsigned.decimal(sink, ATTRIBUTES[i].series, value, ATTRIBUTES[i].scale);
            } else {
                losses.lost(files[i].path(), KernelFiles.malformed(files[i], cursor));
            }
        }
        losses.end(absent);
    }
}
