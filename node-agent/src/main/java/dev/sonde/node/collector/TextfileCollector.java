package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.textfile.Textfiles;
import java.util.List;

/** What other programs have written into files: every {@code *.prom} of the given directories. */
public final class TextfileCollector extends AgentCollector {
    private static final String DIRECTORY = "collector.textfile.directory";

    private final Textfiles files;

    public TextfileCollector(NodeContext context) {
        this(context.flags().getStrings(DIRECTORY));
    }

    TextfileCollector(List<String> directories) {
        super("textfile");
        files = new Textfiles(directories);
    }

    public static void flags(FlagSet flags) {
        flags.strings(DIRECTORY, "Give the metrics in the *.prom files of this directory; may be a glob.", "");
    }

    @Override
    public void update(MetricSink sink) {
        files.update(sink);
    }

    /** A directory may be on a network mount, and a file may be long. */
    @Override
    public boolean mayBlock() {
        return !files.isEmpty();
    }
}
