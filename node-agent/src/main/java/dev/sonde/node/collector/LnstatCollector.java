package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Losses;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.Unsigned;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of network caches, {@code proc/net/stat}: a file for each subsystem, of names and then a line of
 * hexadecimal numbers for each CPU. As with the peer, CPUs are counted by line. A file that cannot be read is left out.
 */
public final class LnstatCollector extends AgentCollector implements LabelCache.Builder<LnstatCollector.Subsystem> {
    private static final int MOST_SUBSYSTEMS = 1024;

    /** The CPUs' series of a column. */
    private static final class Column extends NumberedSeries {
        private final MetricFamily family;
        private final String subsystem;

        Column(MetricFamily family, String subsystem) {
            this.family = family;
            this.subsystem = subsystem;
        }

        @Override
        Series make(String cpu) {
            return family.series(subsystem, cpu);
        }
    }

    /** A file and the columns that its first line named last. */
    static final class Subsystem {
        private final String name;
        private final KernelFile file;
        private final RawText header = new RawText();
        private @Nullable Column[] columns = {};

        Subsystem(String name, String path) {
            this.name = name;
            this.file = new KernelFile(path, 1024);
        }
    }

    private final String directory;
    private final Losses losses = new Losses(LnstatCollector.class);
    private final ByteCursor cursor = new ByteCursor();
    private final LabelCache<Subsystem> subsystems = new LabelCache<>(MOST_SUBSYSTEMS, this);
    private final Map<String, MetricFamily> families = new HashMap<>();

    public LnstatCollector(NodeContext context) {
        super("lnstat");
        directory = context.paths().proc("net/stat");
    }

    @Override
    public Subsystem build(String key) {
        return new Subsystem(key, directory + '/' + key);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        subsystems.begin();
        String[] names = new File(directory).list();
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        for (String name : names) {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            Subsystem subsystem = subsystems.get(key, 0, key.length);
            if (subsystem != null) {
                update(sink, subsystem);
            }
        }
    }

    /** A file with a line that cannot be read costs what follows in it, and the others nothing. */
    private void update(MetricSink sink, Subsystem subsystem) {
        try (KernelFile file = subsystem.file) {
            if (losses.read(file)) {
                counts(sink, subsystem);
                losses.found(file.path());
            }
        } catch (IOException e) {
            losses.lost(subsystem.file.path(), e);
        }
    }

    private void counts(MetricSink sink, Subsystem subsystem) throws IOException {
        cursor.reset(subsystem.file);
        if (subsystem.header.set(cursor.bytes(), 0, cursor.lineEnd())) {
            subsystem.columns = columns(subsystem);
        }
        int[] cpus = new int[subsystem.columns.length];
        while (cursor.nextLine()) {
            for (int i = 0; i < cpus.length && cursor.word(); i++) {
                long count = cursor.wordHex();
                if (!cursor.ok()) {
                    throw KernelFiles.malformed(subsystem.file, cursor);
                }
                Column column = subsystem.columns[i];
                if (column != null) {
                    Unsigned.sample(sink, column.get(cpus[i]++), count);
                }
            }
        }
    }

    /** A name that comes twice stands for its first column: null is the other. */
    private @Nullable Column[] columns(Subsystem subsystem) {
        List<@Nullable Column> columns = new ArrayList<>();
        Set<String> known = new HashSet<>();
        while (cursor.word()) {
            String name = "node_lnstat_" + Names.metricPart(cursor.wordText()) + "_total";
            MetricFamily family = families.get(name);
            if (family == null) {
                family =
                        MetricFamily.counter(name, "A column of the statistics of network caches.", "subsystem", "cpu");
                families.put(name, family);
            }
            columns.add(known.add(name) ? new Column(family, subsystem.name) : null);
        }
        return columns.toArray(new @Nullable Column[0]);
    }
}
