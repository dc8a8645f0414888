package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;

/**
 * The series of interfaces whose counters come as an array: which columns make which metric, and the series of each
 * interface, kept.
 */
final class NetdevSeries {
    private static final int MAX_DEVICES = 100_000;
    private static final Series[] LEFT_OUT = {};

    /** The columns of {@code struct rtnl_link_stats64}. */
    static final String[] NETLINK_DETAILED = {
        "receive_packets",
        "transmit_packets",
        "receive_bytes",
        "transmit_bytes",
        "receive_errors",
        "transmit_errors",
        "receive_dropped",
        "transmit_dropped",
        "multicast",
        "collisions",
        "receive_length_errors",
        "receive_over_errors",
        "receive_crc_errors",
        "receive_frame_errors",
        "receive_fifo_errors",
        "receive_missed_errors",
        "transmit_aborted_errors",
        "transmit_carrier_errors",
        "transmit_fifo_errors",
        "transmit_heartbeat_errors",
        "transmit_window_errors",
        "receive_compressed",
        "transmit_compressed",
        "receive_nohandler"
    };

    /** As the kernel sums them for {@code /proc/net/dev}, net/core/net-procfs.c. */
    private static final String[] NETLINK_SUMS = {
        "receive_bytes 2",
        "receive_packets 0",
        "receive_errs 4",
        "receive_drop 6 15",
        "receive_fifo 14",
        "receive_frame 13 10 11 12",
        "receive_compressed 21",
        "receive_multicast 8",
        "receive_nohandler 23",
        "transmit_bytes 3",
        "transmit_packets 1",
        "transmit_errs 5",
        "transmit_drop 7",
        "transmit_fifo 18",
        "transmit_colls 9",
        "transmit_carrier 17 16 19 20",
        "transmit_compressed 22"
    };

    private static final String[] PROC = {
        "receive_bytes",
        "receive_packets",
        "receive_errs",
        "receive_drop",
        "receive_fifo",
        "receive_frame",
        "receive_compressed",
        "receive_multicast",
        "transmit_bytes",
        "transmit_packets",
        "transmit_errs",
        "transmit_drop",
        "transmit_fifo",
        "transmit_colls",
        "transmit_carrier",
        "transmit_compressed"
    };

    private final MetricFamily[] families;
    private final int[][] columns;
    private final LabelCache<Series[]> devices;

    private NetdevSeries(String[] rows, boolean longNames, boolean withAlias, NameFilter filter) {
        families = new MetricFamily[rows.length];
        columns = new int[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            String[] words = rows[i].split(" ");
            columns[i] = new int[Math.max(1, words.length - 1)];
            columns[i][0] = i;
            for (int w = 1; w < words.length; w++) {
                columns[i][w - 1] = Integer.parseInt(words[w]);
            }
            families[i] = family(longNames ? longName(words[0]) : words[0], withAlias);
        }
        devices = new LabelCache<>(MAX_DEVICES, new Builder(withAlias, filter));
    }

    static NetdevSeries netlink(NetdevOptions options) {
        String[] rows = options.detailed() ? NETLINK_DETAILED : NETLINK_SUMS;
        return new NetdevSeries(rows, false, options.labelAlias(), options.filter());
    }

    static NetdevSeries proc(NetdevOptions options) {
        return new NetdevSeries(PROC, options.detailed(), options.labelAlias(), options.filter());
    }

    private static String longName(String name) {
        if (name.endsWith("_errs")) {
            return name.replace("_errs", "_errors");
        }
        return name.endsWith("_drop") ? name + "ped" : name;
    }

    private static MetricFamily family(String name, boolean withAlias) {
        String[] labels = withAlias ? new String[] {"device", "ifalias"} : new String[] {"device"};
        return MetricFamily.counter(
                "node_network_" + name + "_total", "Counter " + name + " of a network interface.", labels);
    }

    void begin() {
        devices.begin();
    }

    /** @param key name of the interface in {@code [0, length)}, and where aliases are labels a NUL and the alias */
    void emit(MetricSink sink, byte[] key, int from, int to, long[] counters) {
        Series[] series = devices.get(key, from, to);
        if (series == null) {
            return;
        }
        for (int i = 0; i < series.length; i++) {
            long sum = 0;
            for (int column : columns[i]) {
                sum += counters[column];
            }
            Unsigned.sample(sink, series[i], sum);
        }
    }

    private final class Builder implements LabelCache.Builder<Series[]> {
        private final boolean withAlias;
        private final NameFilter filter;

        Builder(boolean withAlias, NameFilter filter) {
            this.withAlias = withAlias;
            this.filter = filter;
        }

        @Override
        public Series[] build(String key) {
            int nul = key.indexOf('\0');
            String device = nul < 0 ? key : key.substring(0, nul);
            String alias = nul < 0 ? "" : key.substring(nul + 1);
            if (!filter.accepts(device)) {
                return LEFT_OUT;
            }
            Series[] series = new Series[families.length];
            for (int i = 0; i < series.length; i++) {
                series[i] = withAlias ? families[i].series(device, alias) : families[i].series(device);
            }
            return series;
        }
    }
}
