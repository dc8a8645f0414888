package dev.sonde.db.redis.info;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The section Replication, from both ends: the replicas of a master, and the masters of a replica. One thread at a time. */
final class Replication {
    private static final String[] MASTER_FIELDS = {
        "host", "port", "link_status", "last_io_seconds_ago", "sync_in_progress", "slave_repl_offset", "slave_read_only"
    };
    private static final int HOST = 0;
    private static final int PORT = 1;
    private static final int LINK = 2;
    private static final int LAST_IO = 3;
    private static final int SYNC = 4;
    private static final int OFFSET = 5;
    private static final int READ_ONLY = 6;

    private final Family slaveOffset;
    private final Family slaveLag;
    private final Family linkUp;
    private final Family lastIo;
    private final Family syncing;
    private final Family offset;
    private final Family info;
    private final Pairs pairs = new Pairs();
    private final Map<String, Master> masters = new LinkedHashMap<>();

    Replication(Names names) {
        String[] replica = {"slave_ip", "slave_port", "slave_state"};
        String[] master = {"master_host", "master_port"};
        slaveOffset = names.gauge("connected_slave_offset_bytes", "Replication offset of a replica.", replica);
        slaveLag =
                names.gauge("connected_slave_lag_seconds", "Seconds since a replica's last acknowledgement.", replica);
        linkUp = names.gauge("master_link_up", "Whether the link to the master is up.", master);
        lastIo = names.gauge("master_last_io_seconds_ago", "Seconds since the master was last heard.", master);
        syncing = names.gauge("master_sync_in_progress", "Whether the master is sending all its data.", master);
        offset = names.gauge("slave_repl_offset", "Replication offset of this replica.", master);
        info = names.gauge(
                "slave_info", "1, labelled with this replica's master.", "master_host", "master_port", "read_only");
    }

    InfoField replica() {
        return new Replica();
    }

    /** What a field says of a master, or {@link InfoField#IGNORED}: {@code master_host}, KeyDB's {@code master_1_host}. */
    InfoField master(String field) {
        if (field.equals("slave_repl_offset")) {
            return of("").fields.get(OFFSET);
        }
        if (field.equals("slave_read_only")) {
            return of("").fields.get(READ_ONLY);
        }
        int at = "master_".length();
        int end = at;
        while (end < field.length() && Character.isDigit(field.charAt(end))) {
            end++;
        }
        boolean numbered = end > at && end < field.length() && field.charAt(end) == '_';
        String rest = numbered ? field.substring(end + 1) : field.substring(at);
        for (int i = 0; i <= SYNC; i++) {
            if (MASTER_FIELDS[i].equals(rest)) {
                return of(numbered ? field.substring(at, end) : "").fields.get(i);
            }
        }
        return InfoField.IGNORED;
    }

    private Master of(String number) {
        return masters.computeIfAbsent(number, key -> new Master());
    }

    void end(long scrape, MetricSink sink) {
        Master first = masters.get("");
        for (Master master : masters.values()) {
            master.end(scrape, first == null ? master : first, sink);
        }
    }

    private final class Replica extends InfoField {
        private String ip = "";
        private String port = "";
        private String state = "";
        private Series offsetSeries = slaveOffset.series("", "", "");
        private Series lagSeries = slaveLag.series("", "", "");

        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            String newIp = "";
            String newPort = "";
            String newState = "";
            int offsetFrom = 0;
            int offsetTo = 0;
            int lagFrom = 0;
            int lagTo = 0;
            pairs.over(bytes, from, to, ',');
            while (pairs.next()) {
                if (pairs.keyIs("ip")) {
                    newIp = pairs.value();
                } else if (pairs.keyIs("port")) {
                    newPort = pairs.value();
                } else if (pairs.keyIs("state")) {
                    newState = pairs.value();
                } else if (pairs.keyIs("offset")) {
                    offsetFrom = pairs.valueFrom();
                    offsetTo = pairs.valueTo();
                } else if (pairs.keyIs("lag")) {
                    lagFrom = pairs.valueFrom();
                    lagTo = pairs.valueTo();
                }
            }
            if (!newIp.equals(ip) || !newPort.equals(port) || !newState.equals(state)) {
                ip = newIp;
                port = newPort;
                state = newState;
                offsetSeries = slaveOffset.series(ip, port, state);
                lagSeries = slaveLag.series(ip, port, state);
            }
            GoNumber.sample(sink, offsetSeries, bytes, offsetFrom, offsetTo, 0);
            GoNumber.sample(sink, lagSeries, bytes, lagFrom, lagTo, 0);
        }
    }

    /** Kept as texts until all fields are there: any of them may come before the host that labels it. */
    private final class Master {
        final List<InfoField.Text> fields = new ArrayList<>();
        private String labels = "";
        private Series[] series = new Series[0];

        Master() {
            for (int i = 0; i < MASTER_FIELDS.length; i++) {
                fields.add(new InfoField.Text());
            }
        }

        void end(long scrape, Master shared, MetricSink sink) {
            String host = fields.get(HOST).in(scrape);
            if (host.isEmpty()) {
                return;
            }
            String port = fields.get(PORT).in(scrape);
            String readOnly = shared.fields.get(READ_ONLY).in(scrape);
            String now = host + "\n" + port + "\n" + readOnly;
            if (!now.equals(labels)) {
                labels = now;
                series = new Series[] {
                    linkUp.series(host, port),
                    lastIo.series(host, port),
                    syncing.series(host, port),
                    offset.series(host, port),
                    info.series(host, port, readOnly)
                };
            }
            String link = fields.get(LINK).in(scrape);
            if (!link.isEmpty()) {
                sink.sample(series[0], link.equals("up") ? 1L : 0L);
            }
            number(sink, series[1], fields.get(LAST_IO).in(scrape));
            number(sink, series[2], fields.get(SYNC).in(scrape));
            number(sink, series[3], shared.fields.get(OFFSET).in(scrape));
            sink.sample(series[4], 1L);
        }

        private void number(MetricSink sink, Series to, String text) {
            double value = GoNumber.parse(text);
            if (!Double.isNaN(value)) {
                sink.sample(to, value);
            }
        }
    }
}
