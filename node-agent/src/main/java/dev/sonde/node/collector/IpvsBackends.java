package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.IpvsTable;
import dev.sonde.node.linux.KernelFiles;
import dev.sonde.node.linux.Unsigned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Servers of virtual services: those that the wanted labels do not tell apart are summed. One thread at a time. */
final class IpvsBackends implements LabelCache.Builder<IpvsBackends.Sum> {
    /** In the order of the places in {@link IpvsTable}. */
    private static final String[] LABELS = {
        "local_address", "local_port", "remote_address", "remote_port", "proto", "local_mark"
    };

    static final String ALL_LABELS = String.join(",", LABELS);

    private static final Logger LOG = LoggerFactory.getLogger(IpvsBackends.class);
    private static final int MOST = 100_000;

    /** The numbers of one label set. */
    static final class Sum {
        private final Series active;
        private final Series inactive;
        private final Series weight;
        private final long[] numbers = new long[3];
        private boolean listed;

        Sum(Series active, Series inactive, Series weight) {
            this.active = active;
            this.inactive = inactive;
            this.weight = weight;
        }

        void add(IpvsTable table) {
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] += table.number(i);
            }
        }

        void emit(MetricSink sink) {
            Unsigned.sample(sink, active, numbers[IpvsTable.ACTIVE]);
            Unsigned.sample(sink, inactive, numbers[IpvsTable.INACTIVE]);
            Unsigned.sample(sink, weight, numbers[IpvsTable.WEIGHT]);
            numbers[0] = numbers[1] = numbers[2] = 0;
            listed = false;
        }
    }

    private final int[] wanted;
    private final MetricFamily active;
    private final MetricFamily inactive;
    private final MetricFamily weight;
    private final IpvsTable table = new IpvsTable();
    private final LabelCache<Sum> sums = new LabelCache<>(MOST, this);
    private final List<Sum> shown = new ArrayList<>();
    private boolean broken;

    /** @param labels names with commas between them */
    IpvsBackends(String labels) {
        String all = "," + labels + ",";
        List<String> names = new ArrayList<>();
        int[] places = new int[LABELS.length];
        for (int i = 0; i < LABELS.length; i++) {
            if (all.contains("," + LABELS[i] + ",")) {
                places[names.size()] = i;
                names.add(LABELS[i]);
            }
        }
        wanted = Arrays.copyOf(places, names.size());
        String[] labelNames = names.toArray(new String[0]);
        active = MetricFamily.gauge(
                "node_ipvs_backend_connections_active", "Connections in use to a server.", labelNames);
        inactive = MetricFamily.gauge(
                "node_ipvs_backend_connections_inactive", "Connections to a server that are not in use.", labelNames);
        weight = MetricFamily.gauge("node_ipvs_backend_weight", "Weight of a server among its like.", labelNames);
    }

    /** The first of these labels that there is not, or null. */
    static @Nullable String unknown(String labels) {
        for (String label : labels.split(",")) {
            if (!label.isEmpty() && !("," + ALL_LABELS + ",").contains("," + label + ",")) {
                return label;
            }
        }
        return null;
    }

    void update(MetricSink sink, KernelFile file, ByteCursor cursor) {
        sums.begin();
        int bad = -1;
        cursor.reset(file);
        table.begin();
        do {
            int line = cursor.position();
            if (table.take(cursor)) {
                Sum sum = sums.get(table.key(), 0, table.encode(wanted));
                if (sum != null) {
                    sum.add(table);
                    if (!sum.listed) {
                        sum.listed = true;
                        shown.add(sum);
                    }
                }
            } else if (table.isMalformed()) {
                bad = line;
            }
        } while (cursor.nextLine());
        for (int i = 0; i < shown.size(); i++) {
            shown.get(i).emit(sink);
        }
        shown.clear();
        if (bad >= 0 && !broken) {
            LOG.warn("{}", KernelFiles.malformed(file, bad).getMessage());
        }
        broken = bad >= 0;
    }

    @Override
    public Sum build(String key) {
        String[] raw = key.split("\n", -1);
        String[] values = new String[wanted.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = value(wanted[i], raw[i]);
        }
        return new Sum(active.series(values), inactive.series(values), weight.series(values));
    }

    /** As the peer has it: addresses as people write them, ports in decimal. A mark has no address and port 0. */
    private static String value(int label, String raw) {
        switch (label) {
            case IpvsTable.LOCAL_ADDRESS:
            case IpvsTable.REMOTE_ADDRESS:
                return raw.isEmpty() ? "" : IpText.of(IpvsTable.address(raw));
            case IpvsTable.LOCAL_PORT:
            case IpvsTable.REMOTE_PORT:
                return raw.isEmpty() ? "0" : Integer.toString(Integer.parseInt(raw, 16));
            default:
                return raw;
        }
    }
}
