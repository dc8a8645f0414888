package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fields of {@code proc/vmstat} that a pattern names, under the kernel's own names. */
public final class VmstatCollector extends AgentCollector implements LabelCache.Builder<Wanted> {
    static final String DEFAULT_FIELDS = "^(oom_kill|pgpg|pswp|pg.*fault).*";

    private static final String FIELDS = "collector.vmstat.fields";

    private final @Nullable Pattern fields;
    private final LabelCache<Wanted> wanted = Wanted.cache(this);
    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();

    public static void flags(FlagSet flags) {
        flags.string(FIELDS, DEFAULT_FIELDS, "Give the fields of /proc/vmstat that match this regular expression.");
    }

    public VmstatCollector(NodeContext context) {
        this(context.paths(), context.flags().getString(FIELDS));
    }

    VmstatCollector(NodePaths paths, String fields) {
        super("vmstat");
        this.fields = NameFilter.compile(FIELDS, fields);
        file = new KernelFile(paths.proc("vmstat"), 8192);
    }

    @Override
    public Wanted build(String key) {
        if (fields != null && !fields.matcher(key).find()) {
            return Wanted.NOT;
        }
        String name = "node_vmstat_" + Names.metricPart(key);
        return Wanted.as(
                MetricFamily.untyped(name, "Field " + key + " of /proc/vmstat.").series());
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        wanted.begin();
        cursor.reset(file);
        if (cursor.atEnd()) {
            throw KernelFiles.malformed(file, 0);
        }
        do {
            if (cursor.word() && !field(sink)) {
                throw KernelFiles.malformed(file, cursor);
            }
        } while (cursor.nextLine());
    }

    private boolean field(MetricSink sink) {
        Wanted kept = wanted.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
        if (!cursor.word()) {
            return false;
        }
        return kept == null || kept.series == null || Numbers.sample(sink, kept.series, cursor);
    }
}
