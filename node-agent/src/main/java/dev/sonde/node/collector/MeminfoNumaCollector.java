package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Memory of each NUMA node, {@code devices/system/node/node*}: its {@code meminfo} and {@code numastat}. */
public final class MeminfoNumaCollector extends AgentCollector implements LabelCache.Builder<NumaNode> {
    /** The most that a kernel can be built for. */
    private static final int MOST_NODES = 1024;

    private final String directory;
    private final LabelCache<NumaNode> nodes = new LabelCache<>(MOST_NODES, this);
    private final Map<String, MetricFamily> families = new HashMap<>();

    public MeminfoNumaCollector(NodeContext context) {
        super("meminfo_numa");
        directory = context.paths().sys("devices/system/node");
    }

    @Override
    public NumaNode build(String key) {
        return new NumaNode(directory + '/' + key, key.substring("node".length()), families);
    }

    /** Kernels without NUMA say nothing, which is no failure, as with the peer. A node that cannot be read is left out. */
    @Override
    public void update(MetricSink sink) throws IOException {
        nodes.begin();
        String[] names = new File(directory).list();
        if (names == null) {
            return;
        }
        Arrays.sort(names);
        int good = 0;
        String failure = "";
        for (String name : names) {
            if (!isNode(name)) {
                continue;
            }
            byte[] key = name.getBytes(StandardCharsets.US_ASCII);
            NumaNode node = nodes.get(key, 0, key.length);
            if (node != null && node.update(sink)) {
                good++;
            } else {
                failure = directory + '/' + name + ": not readable or malformed";
            }
        }
        if (good == 0 && !failure.isEmpty()) {
            throw new IOException(failure);
        }
    }

    private static boolean isNode(String name) {
        boolean node = name.startsWith("node") && name.length() > "node".length();
        for (int i = "node".length(); node && i < name.length(); i++) {
            node = name.charAt(i) >= '0' && name.charAt(i) <= '9';
        }
        return node;
    }
}
