package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Kstat;
import dev.sonde.node.linux.Unsigned;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An imported pool: its state, its transfers (gone since OpenZFS 2.1) and its datasets. Files are closed between
 * scrapes, as there may be thousands. What cannot be read is left out: a pool may be exported at any time.
 */
final class ZfsPool implements LabelCache.Builder<ZfsDataset> {
    private static final int MOST_DATASETS = 100_000;
    private static final int MOST_COLUMNS = 64;
    private static final String DATASET_PREFIX = "objset-";

    private final File directory;
    private final KernelFile state;
    private final KernelFile io;
    private final ByteCursor names = new ByteCursor();
    private final ByteCursor values = new ByteCursor();
    private final LabelCache<Series> columns;
    private final LabelCache<ZfsDataset> datasets = new LabelCache<>(MOST_DATASETS, this);
    private final ZfsFamilies families;
    private final String name;
    private Series @Nullable [] states;

    ZfsPool(String name, String directory, ZfsFamilies families) {
        this.name = name;
        this.families = families;
        this.directory = new File(directory);
        state = new KernelFile(directory + "/state", 64);
        io = new KernelFile(directory + "/io", 512);
        columns = new LabelCache<>(MOST_COLUMNS, families.ofPool(name));
    }

    void update(MetricSink sink, Kstat kstat) {
        String[] entries = directory.list();
        if (entries == null) {
            return;
        }
        try (KernelFile file = state) {
            if (file.read()) {
                state(sink, file);
            }
        }
        try (KernelFile file = io) {
            if (file.read()) {
                io(sink, file);
            }
        }
        datasets.begin();
        for (String entry : entries) {
            if (entry.startsWith(DATASET_PREFIX)) {
                byte[] key = entry.getBytes(StandardCharsets.UTF_8);
                ZfsDataset dataset = datasets.get(key, 0, key.length);
                if (dataset != null) {
                    dataset.update(sink, kstat);
                }
            }
        }
    }

    @Override
    public ZfsDataset build(String file) {
        return new ZfsDataset(name, new KernelFile(directory + "/" + file, 2048), families);
    }

    private void state(MetricSink sink, KernelFile file) {
        values.reset(file);
        String actual = values.word() ? values.wordText().toLowerCase(Locale.ROOT) : "";
        Series[] shown = states;
        if (shown == null) {
            shown = states = families.states(name);
        }
        for (int i = 0; i < shown.length; i++) {
            sink.sample(shown[i], actual.equals(ZfsFamilies.state(i)) ? 1 : 0);
        }
    }

    /** A line of names, then one of numbers, behind a line that says nothing. */
    private void io(MetricSink sink, KernelFile file) {
        names.reset(file);
        while (!names.word() || !names.wordIs("nread")) {
            if (!names.nextLine()) {
                return;
            }
        }
        values.reset(file);
        values.position(names.position());
        values.nextLine();
        columns.begin();
        do {
            long number = values.u64();
            Series series = columns.get(names.bytes(), names.wordStart(), names.wordEnd());
            if (values.ok() && series != null) {
                Unsigned.sample(sink, series, number);
            }
            values.clear();
        } while (names.word());
    }
}
