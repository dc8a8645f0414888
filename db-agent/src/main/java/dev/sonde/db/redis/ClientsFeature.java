package dev.sonde.db.redis;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.info.Pairs;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every client, CLIENT LIST, without the names of keys or commands. One thread at a time. */
final class ClientsFeature extends Feature {
    private static final int MOST = 100_000;

    /** Fields that label a client, in the order of {@link #offsets}. */
    private static final String[] LABELS = {"id", "name", "flags", "db", "addr", "user", "resp"};

    private static final int ADDRESS = 4;
    private static final int USER = 5;
    private static final int RESP = 6;
    private static final String[] FIELDS = {
        "omem", "tot-mem", "age", "idle", "sub", "psub", "ssub", "watch", "qbuf", "qbuf-free", "obl", "oll"
    };
    private static final String[] METRICS = {
        "output_buffer_memory_usage_bytes",
        "total_memory_consumed_bytes",
        "created_at_timestamp",
        "idle_since_timestamp",
        "channel_subscriptions_count",
        "pattern_matching_subscriptions_count",
        "shard_channel_subscriptions_count",
        "shard_channel_watched_keys",
        "query_buffer_length_bytes",
        "query_buffer_free_space_bytes",
        "output_buffer_length_bytes",
        "output_list_length"
    };
    private static final int AGE = 2;
    private static final int IDLE = 3;

    private final boolean port;
    private final Family info;
    private final Family[] families = new Family[METRICS.length];
    private final LabelCache<Series[]> clients = new LabelCache<>(MOST, this::client);
    private final Pairs pairs = new Pairs();
    private final int[] offsets = new int[2 * LABELS.length];
    private final int[] values = new int[2 * FIELDS.length];
    private byte[] key = new byte[256];

    ClientsFeature(Names names, Options options) {
        port = options.bool("export-client-port");
        info = names.gauge("connected_client_info", "1, labelled with a client.");
        for (int i = 0; i < METRICS.length; i++) {
            families[i] = names.gauge(
                    "connected_client_" + METRICS[i], "Field " + FIELDS[i] + " of CLIENT LIST.", "id", "name");
        }
    }

    private Series[] client(String text) {
        String[] parts = text.split("\0", -1);
        List<String> names = new ArrayList<>(List.of("id", "name", "flags", "db", "host"));
        String address = parts[ADDRESS];
        int colon = address.lastIndexOf(':');
        List<String> labels = new ArrayList<>(
                List.of(parts[0], parts[1], parts[2], parts[3], colon < 0 ? address : address.substring(0, colon)));
        if (port) {
            names.add("port");
            labels.add(address.substring(colon + 1));
        }
        if (!parts[USER].isEmpty()) {
            names.add("user");
            labels.add(parts[USER]);
        }
        if (!parts[RESP].isEmpty()) {
            names.add("resp");
            labels.add(parts[RESP]);
        }
        Series[] made = new Series[families.length + 1];
        made[0] = info.labelled(names.toArray(new String[0]), labels.toArray(new String[0]));
        for (int i = 0; i < families.length; i++) {
            made[i + 1] = families[i].series(parts[0], parts[1]);
        }
        return made;
    }

    @Override
    void ask(Commands commands) {
        commands.add("CLIENT", "LIST");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int root = replies.root(at);
        if (replies.kind(root) != Replies.TEXT) {
            return;
        }
        long now = System.currentTimeMillis() / 1000;
        byte[] bytes = replies.bytes();
        int end = replies.to(root);
        clients.begin();
        int from = replies.from(root);
        while (from < end) {
            int to = from;
            while (to < end && bytes[to] != '\n') {
                to++;
            }
            if (to > from) {
                line(bytes, from, to, now, scrape.sink());
            }
            from = to + 1;
        }
    }

    private void line(byte[] bytes, int from, int to, long now, MetricSink sink) {
        Arrays.fill(offsets, 0);
        Arrays.fill(values, -1);
        pairs.over(bytes, from, to, ' ');
        while (pairs.next()) {
            if (!note(LABELS, offsets)) {
                note(FIELDS, values);
            }
        }
        int length = 0;
        for (int i = 0; i < LABELS.length; i++) {
            int size = offsets[2 * i + 1] - offsets[2 * i];
            if (key.length - length <= size) {
                key = Arrays.copyOf(key, 2 * (length + size + 1));
            }
            if (i > 0) {
                key[length++] = 0;
            }
            System.arraycopy(bytes, offsets[2 * i], key, length, size);
            length += size;
        }
        Series[] series = clients.get(key, 0, length);
        if (series == null) {
            return;
        }
        sink.sample(series[0], 1L);
        for (int i = 0; i < FIELDS.length; i++) {
            int start = values[2 * i];
            if (start >= 0 && (i == AGE || i == IDLE)) {
                sink.sample(series[i + 1], now - number(bytes, start, values[2 * i + 1]));
            } else if (start >= 0) {
                GoNumber.sample(sink, series[i + 1], bytes, start, values[2 * i + 1], 0);
            }
        }
    }

    private boolean note(String[] names, int[] into) {
        for (int i = 0; i < names.length; i++) {
            if (pairs.keyIs(names[i])) {
                into[2 * i] = pairs.valueFrom();
                into[2 * i + 1] = pairs.valueTo();
                return true;
            }
        }
        return false;
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
            value = 10 * value + bytes[i] - '0';
        }
        return value;
    }
}
