package dev.sonde.db.redis.info;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer to INFO as metrics, in one pass over its bytes. What becomes of a line is decided when its key is first
 * seen; after that it is found again by the key's bytes. One thread at a time.
 */
public final class Info {
    /** Commands, databases and replicas included; what is beyond is left out. */
    private static final int MOST_FIELDS = 100_000;

    private static final String[] INSTANCE = {
        "role",
        "redis_version",
        "redis_build_id",
        "redis_mode",
        "os",
        "maxmemory_policy",
        "tcp_port",
        "run_id",
        "process_id",
        "master_replid"
    };
    private static final String[] VALKEY = {"valkey_version", "valkey_release_stage"};
    private static final String[] FACTS = {"cluster_enabled", "server_name", "rdb_filename", "server_mode"};

    private final Names names;
    private final Map<String, InfoTable.Row> rows;
    private final LabelCache<InfoField> fields;
    private final Map<String, InfoField.Text> texts = new LinkedHashMap<>();
    private final Commandstats commandstats;
    private final Keyspace keyspace;
    private final Replication replication;
    private final Family threadTime;
    private final Family instance;
    private final Series startTime;
    private Series instanceSeries;
    private Both uptime = new Both(InfoField.IGNORED, new InfoField.Text());
    private long scrape;

    /** @param rows what becomes of the fields that are one number each */
    private Info(Names names, Map<String, InfoTable.Row> rows) {
        this.names = names;
        this.rows = rows;
        fields = new LabelCache<>(MOST_FIELDS, this::field);
        commandstats = new Commandstats(names);
        keyspace = new Keyspace(names);
        replication = new Replication(names);
        threadTime =
                names.counter("active_time_io_thread_seconds_total", "Time that an I/O thread was at work.", "thread");
        instance = names.gauge("instance_info", "1, labelled with what the server says it is.", INSTANCE);
        startTime = names.gauge("start_time_seconds", "When the server was started.")
                .series();
        for (String[] group : new String[][] {INSTANCE, VALKEY, FACTS}) {
            for (String name : group) {
                texts.put(name, new InfoField.Text());
            }
        }
        instanceSeries = instanceSeries();
    }

    /** @param system whether the host's own figures are reported too */
    public static Info of(Names names, boolean system) {
        Map<String, InfoTable.Row> rows = new LinkedHashMap<>(InfoTable.all());
        if (system) {
            InfoTable.add(rows, "total_system_memory=total_system_memory_bytes", false);
        }
        return new Info(names, rows);
    }

    /** Reads the answer in {@code [from, to)}. */
    public void read(byte[] bytes, int from, int to, MetricSink sink) {
        scrape = sink.scrapeId();
        fields.begin();
        commandstats.begin(scrape);
        lines(bytes, from, to, sink);
        replication.end(scrape, sink);
        instance(sink);
    }

    /** Reads another answer of the same scrape, of which only fields that are new are told. */
    public void readMore(byte[] bytes, int from, int to, MetricSink sink) {
        lines(bytes, from, to, sink);
    }

    private void lines(byte[] bytes, int from, int to, MetricSink sink) {
        int at = from;
        while (at < to) {
            int colon = -1;
            int end = at;
            while (end < to && bytes[end] != '\n') {
                if (bytes[end] == ':' && colon < 0) {
                    colon = end;
                }
                end++;
            }
            int line = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
            if (colon > at && bytes[at] != '#') {
                InfoField field = fields.get(bytes, at, colon);
                if (field != null && field != InfoField.IGNORED) {
                    field.takeOnce(scrape, bytes, colon + 1, line, sink);
                }
            }
            at = end + 1;
        }
    }

    private void instance(MetricSink sink) {
        boolean changed = false;
        for (InfoField.Text text : texts.values()) {
            changed |= text.takeChange(scrape);
        }
        if (changed) {
            instanceSeries = instanceSeries();
        }
        sink.sample(instanceSeries, 1L);
        String up = uptime.second.in(scrape);
        if (!up.isEmpty()) {
            byte[] seconds = up.getBytes(StandardCharsets.US_ASCII);
            sink.sample(startTime, System.currentTimeMillis() / 1000 - Commandstats.whole(seconds, 0, seconds.length));
        }
    }

    private Series instanceSeries() {
        boolean valkey = !text("valkey_version").isEmpty();
        String[] labels = new String[INSTANCE.length + (valkey ? VALKEY.length : 0)];
        String[] values = new String[labels.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = i < INSTANCE.length ? INSTANCE[i] : VALKEY[i - INSTANCE.length];
            values[i] = text(labels[i]);
        }
        return instance.labelled(labels, values);
    }

    /** What the field said in the last answer; empty when it was not there. Only for fields that are texts. */
    public String text(String field) {
        InfoField.Text text = texts.get(field);
        return text == null ? "" : text.in(scrape);
    }

    public Commandstats commandstats() {
        return commandstats;
    }

    public Keyspace keyspace() {
        return keyspace;
    }

    private InfoField field(String key) {
        InfoField made = make(key);
        InfoField.Text text = texts.get(key);
        if (text != null) {
            made = made == InfoField.IGNORED ? text : new Both(made, text);
        }
        if (key.equals("uptime_in_seconds")) {
            uptime = new Both(made, new InfoField.Text());
            return uptime;
        }
        return made;
    }

    private InfoField make(String key) {
        InfoTable.Row row = rows.get(key);
        if (row != null) {
            String help = "Field " + key + " of INFO.";
            Family family = row.counter() ? names.counter(row.metric(), help) : names.gauge(row.metric(), help);
            return new InfoField.Value(family.series(), row.shift());
        }
        if (key.startsWith("cmdstat_")) {
            return commandstats.command(key.substring("cmdstat_".length()));
        }
        if (key.startsWith("errorstat_")) {
            return commandstats.error(key.substring("errorstat_".length()));
        }
        if (key.startsWith("latency_percentiles_usec_")) {
            return commandstats.percentiles(key.substring("latency_percentiles_usec_".length()));
        }
        if (key.startsWith("master_") || key.equals("slave_repl_offset") || key.equals("slave_read_only")) {
            return replication.master(key);
        }
        int digits = digitsFrom(key, "db");
        if (digits > 0) {
            return keyspace.database(digits - 1);
        }
        if (digitsFrom(key, "slave") > 0) {
            return replication.replica();
        }
        int thread = digitsFrom(key, "used_active_time_io_thread_");
        if (thread > 0) {
            return new InfoField.Value(threadTime.series(Integer.toString(thread - 1)), 0);
        }
        if (key.startsWith("cluster_") && isName(key)) {
            return new InfoField.Value(
                    names.gauge(key, "Field " + key + " of INFO.").series(), 0);
        }
        return InfoField.IGNORED;
    }

    /** The number that follows the prefix and ends the key, plus one; 0 when that is not how the key looks. */
    private static int digitsFrom(String key, String prefix) {
        if (!key.startsWith(prefix) || key.length() == prefix.length() || key.length() > prefix.length() + 6) {
            return 0;
        }
        int value = 0;
        for (int i = prefix.length(); i < key.length(); i++) {
            char c = key.charAt(i);
            if (c < '0' || c > '9') {
                return 0;
            }
            value = 10 * value + c - '0';
        }
        return value + 1;
    }

    private static boolean isName(String key) {
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_')) {
                return false;
            }
        }
        return true;
    }

    /** A field that is a metric and a text. */
    private static final class Both extends InfoField {
        private final InfoField first;
        final Text second;

        Both(InfoField first, Text second) {
            this.first = first;
            this.second = second;
        }

        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            first.take(bytes, from, to, sink);
            second.takeOnce(sink.scrapeId(), bytes, from, to, sink);
        }
    }
}
