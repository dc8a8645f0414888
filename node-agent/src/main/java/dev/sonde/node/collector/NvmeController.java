package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One NVMe controller and its namespaces. One thread at a time. */
final class NvmeController {
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_nvme_info",
            "Make and state of an NVMe controller; always 1.",
            "device",
            "firmware_revision",
            "model",
            "serial",
            "state",
            "cntlid");
    private static final MetricFamily NAMESPACE = MetricFamily.gauge(
            "node_nvme_namespace_info",
            "State of the path to an NVMe namespace; always 1.",
            "device",
            "nsid",
            "ana_state");
    private static final MetricFamily CAPACITY = bytes("capacity", "What an NVMe namespace can hold.");
    private static final MetricFamily SIZE = bytes("size", "Size of an NVMe namespace.");
    private static final MetricFamily USED = bytes("used", "What of an NVMe namespace is in use.");
    private static final MetricFamily BLOCK = bytes("logical_block_size", "Size of the blocks of an NVMe namespace.");

    private static final String[] FILES = {"firmware_rev", "model", "serial", "state", "cntlid"};

    private static MetricFamily bytes(String name, String help) {
        return MetricFamily.gauge("node_nvme_namespace_" + name + "_bytes", help, "device", "nsid");
    }

    /** A namespace and its series. */
    private static final class Namespace {
        final String device;
        final String number;
        final String path;
        final RawText state = new RawText();
        final Series capacity;
        final Series size;
        final Series used;
        final Series block;

        @Nullable Series info;

        Namespace(String device, String number, String path) {
            this.device = device;
            this.number = number;
            this.path = path;
            capacity = CAPACITY.series(device, number);
            size = SIZE.series(device, number);
            used = USED.series(device, number);
            block = BLOCK.series(device, number);
        }

        void update(MetricSink sink, SysfsAttribute attribute) {
            Series known = info;
            if (attribute.readInto(state, path + "/ana_state") || known == null) {
                String text = state.length() == 0 ? "unknown" : state.text();
                known = info = NAMESPACE.series(device, number, text);
            }
            sink.sample(known, 1);
            if (!attribute.readNumber(path + "/queue/logical_block_size")) {
                return;
            }
            long blockSize = attribute.number();
            sink.sample(block, blockSize);
            // as the peer has it, although the kernel counts the size in units of 512 bytes
            if (attribute.readNumber(path + "/size")) {
                sink.sample(size, (double) attribute.number() * blockSize);
                sink.sample(capacity, (double) attribute.number() * blockSize);
            }
            if (attribute.readNumber(path + "/nuse")) {
                sink.sample(used, (double) attribute.number() * blockSize);
            }
        }
    }

    private final String name;
    private final Listing files;
    private final RawText[] texts = new RawText[FILES.length];
    private List<Namespace> namespaces = List.of();
    private @Nullable Series info;

    NvmeController(String name, String path) {
        this.name = name;
        files = new Listing(path);
        for (int i = 0; i < texts.length; i++) {
            texts[i] = new RawText();
        }
    }

    void update(MetricSink sink, SysfsAttribute attribute) {
        if (!files.read()) {
            return;
        }
        if (files.changed()) {
            namespaces = namespaces();
        }
        boolean readable = false;
        for (int i = 0; i < FILES.length; i++) {
            if (attribute.readInto(texts[i], files.directory() + '/' + FILES[i])) {
                info = null;
            }
            readable |= texts[i].length() > 0;
        }
        if (!readable) {
            return;
        }
        Series known = info;
        if (known == null) {
            known = info = INFO.series(
                    name, texts[0].text(), texts[1].text(), texts[2].text(), texts[3].text(), texts[4].text());
        }
        sink.sample(known, 1);
        for (Namespace namespace : namespaces) {
            namespace.update(sink, attribute);
        }
    }

    private List<Namespace> namespaces() {
        List<Namespace> found = new ArrayList<>();
        for (String entry : files.names()) {
            String number = NvmeNames.namespace(entry);
            if (!number.isEmpty()) {
                found.add(new Namespace(name, number, files.directory() + '/' + entry));
            }
        }
        return found;
    }
}
