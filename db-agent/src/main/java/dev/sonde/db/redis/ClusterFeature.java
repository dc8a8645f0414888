package dev.sonde.db.redis;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import org.jspecify.annotations.Nullable;

/** The state of the cluster as the node sees it, CLUSTER INFO. One thread at a time. */
final class ClusterFeature extends Feature {
    private static final int MOST = 256;

    private final Names names;
    private final boolean always;
    private final LabelCache<Field> fields = new LabelCache<>(MOST, this::field);

    private record Field(@Nullable Series series) {}

    ClusterFeature(Names names, Options options) {
        this.names = names;
        this.always = options.bool("is-cluster");
    }

    private Field field(String key) {
        String metric = switch (key) {
            case "cluster_stats_messages_sent" -> "cluster_messages_sent_total";
            case "cluster_stats_messages_received" -> "cluster_messages_received_total";
            default -> key;
        };
        return new Field(
                key.startsWith("cluster_")
                        ? names.gauge(metric, "Field " + key + " of CLUSTER INFO.")
                                .series()
                        : null);
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        return always || scrape.isCluster();
    }

    @Override
    void ask(Commands commands) {
        commands.add("CLUSTER", "INFO");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int root = replies.root(at);
        if (replies.kind(root) != Replies.TEXT) {
            return;
        }
        byte[] bytes = replies.bytes();
        int end = replies.to(root);
        fields.begin();
        int from = replies.from(root);
        while (from < end) {
            int colon = -1;
            int to = from;
            while (to < end && bytes[to] != '\n') {
                colon = bytes[to] == ':' && colon < 0 ? to : colon;
                to++;
            }
            int line = to > from && bytes[to - 1] == '\r' ? to - 1 : to;
            if (colon > from) {
                Field field = fields.get(bytes, from, colon);
                if (field != null && field.series != null) {
                    if (line - colon == 3 && bytes[colon + 1] == 'o' && bytes[colon + 2] == 'k') {
                        scrape.sink().sample(field.series, 1L);
                    } else if (line - colon == 5 && bytes[colon + 1] == 'f') {
                        scrape.sink().sample(field.series, 0L);
                    } else {
                        GoNumber.sample(scrape.sink(), field.series, bytes, colon + 1, line, 0);
                    }
                }
            }
            from = to + 1;
        }
    }
}
