package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelLines;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;

/**
 * Interrupts by CPU, {@code proc/interrupts}: a line of CPUs, then for each interrupt a name, a colon, a count for each
 * CPU and what it is about. As with the peer, CPUs are counted by column, and lines that say nothing of what they are
 * about (ERR, MIS) are passed over. A line whose counts are none costs its own interrupt.
 */
public final class InterruptsCollector extends AgentCollector implements LabelCache.Builder<InterruptsCollector.Row> {
    private static final String INCLUDE = "collector.interrupts.name-include";
    private static final String EXCLUDE = "collector.interrupts.name-exclude";
    private static final String ZEROS = "collector.interrupts.include-zeros";

    private static final int MOST_INTERRUPTS = 1 << 15;
    private static final MetricFamily INTERRUPTS = MetricFamily.counter(
            "node_interrupts_total", "Interrupts that a CPU serviced.", "cpu", "type", "info", "devices");

    /** An interrupt and the series of its CPUs. */
    static final class Row extends NumberedSeries {
        final boolean wanted;
        final String type;
        final String info;
        final String devices;
        int scrape;

        Row(boolean wanted, String type, String info, String devices) {
            this.wanted = wanted;
            this.type = type;
            this.info = info;
            this.devices = devices;
        }

        @Override
        Series make(String cpu) {
            return INTERRUPTS.series(cpu, type, info, devices);
        }
    }

    private final KernelLines file;
    private final NameFilter filter;
    private final boolean zeros;
    private final LabelCache<Row> rows = new LabelCache<>(MOST_INTERRUPTS, this);
    private final ByteCursor cursor = new ByteCursor();
    private byte[] key = new byte[128];
    private long[] counts = new long[16];
    private int scrape;

    public static void flags(FlagSet flags) {
        flags.string(INCLUDE, "Give only interrupts whose name;info;devices match this regular expression.");
        flags.string(EXCLUDE, "Leave out interrupts whose name;info;devices match this regular expression.");
        flags.bool(ZEROS, true, "Give interrupts that a CPU never had.");
    }

    public InterruptsCollector(NodeContext context) {
        super("interrupts");
        FlagSet flags = context.flags();
        file = new KernelLines(context.paths().proc("interrupts"));
        filter = NameFilter.of(INCLUDE, flags.getString(INCLUDE), EXCLUDE, flags.getString(EXCLUDE));
        zeros = flags.getBool(ZEROS);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        if (!file.begin()) {
            throw new IOException(file.failure());
        }
        if (!file.next(cursor)) {
            throw new IOException(file.error() == ReadError.NONE ? file.path() + ": empty" : file.failure());
        }
        int cpus = 0;
        while (cursor.word()) {
            cpus++;
        }
        if (counts.length < cpus) {
            counts = new long[cpus];
        }
        rows.begin();
        scrape++;
        while (file.next(cursor)) {
            if (cursor.wordUntil(':')) {
                line(sink, cpus);
            }
        }
        if (file.error() != ReadError.NONE) {
            throw new IOException(file.failure());
        }
    }

    /** The cursor has just taken the name. */
    private void line(MetricSink sink, int cpus) {
        int nameStart = cursor.wordStart();
        int nameEnd = cursor.wordEnd();
        for (int i = 0; i < cpus; i++) {
            counts[i] = cursor.u64();
        }
        if (!cursor.ok() || !cursor.word()) {
            return;
        }
        int keyLength = key(nameStart, nameEnd, cursor.wordStart(), cursor.end());
        Row row = rows.get(key, 0, keyLength);
        // A line that is there twice would give the same series twice.
        if (row == null || !row.wanted || row.scrape == scrape) {
            return;
        }
        row.scrape = scrape;
        for (int i = 0; i < cpus; i++) {
            if (zeros || counts[i] != 0) {
                Unsigned.sample(sink, row.get(i), counts[i]);
            }
        }
    }

    /** The line without its counts. */
    private int key(int nameStart, int nameEnd, int restStart, int restEnd) {
        int name = nameEnd - nameStart;
        int length = name + 1 + restEnd - restStart;
        if (key.length < length) {
            key = new byte[2 * length];
        }
        System.arraycopy(cursor.bytes(), nameStart, key, 0, name);
        key[name] = ':';
        System.arraycopy(cursor.bytes(), restStart, key, name + 1, restEnd - restStart);
        return length;
    }

    /** The first word behind the counts of a numbered interrupt is its controller, the rest who uses it. */
    @Override
    public Row build(String line) {
        int colon = line.indexOf(':');
        String type = line.substring(0, colon);
        StringBuilder info = new StringBuilder();
        StringBuilder devices = new StringBuilder();
        boolean numbered = isNumber(type);
        for (String word : line.substring(colon + 1).split("[ \t]+")) {
            StringBuilder to = numbered && info.length() > 0 ? devices : info;
            to.append(to.length() == 0 ? "" : " ").append(word);
        }
        boolean wanted = filter.accepts(type + ';' + info + ';' + devices);
        return new Row(wanted, type, info.toString(), devices.toString());
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
