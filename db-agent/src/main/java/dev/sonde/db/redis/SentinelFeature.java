package dev.sonde.db.redis;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a sentinel knows of the masters that it watches, their replicas and the other sentinels. One thread at a time. */
final class SentinelFeature extends Feature {
    private static final String[] MASTER = {"master_name", "master_address"};

    /** Field of SENTINEL MASTERS, metric, and the power of ten that the value is divided by. */
    private static final String[][] FIELDS = {
        {"num-slaves", "slaves", "0"},
        {"quorum", "setting_ckquorum", "0"},
        {"failover-timeout", "setting_failover_timeout", "0"},
        {"parallel-syncs", "setting_parallel_syncs", "0"},
        {"down-after-milliseconds", "setting_down_after_milliseconds", "0"},
        {"config-epoch", "config_epoch", "0"},
        {"last-ok-ping-reply", "last_ok_ping_reply_seconds", "3"}
    };

    private final boolean peers;
    private final boolean settings;
    private final Family[] families = new Family[FIELDS.length];
    private final Family status;
    private final Family sentinels;
    private final Family okSlaves;
    private final Family okSentinels;
    private final Family quorum;
    private final Family peer;
    private final Family keyValue;
    private final Family value;

    SentinelFeature(Names names, Options options) {
        peers = options.bool("include-sentinel-peer-info");
        settings = options.bool("include-config-metrics");
        for (int i = 0; i < FIELDS.length; i++) {
            families[i] = names.gauge(
                    "sentinel_master_" + FIELDS[i][1], "Field " + FIELDS[i][0] + " of SENTINEL MASTERS.", MASTER);
        }
        status = names.gauge(
                "sentinel_master_status",
                "1, labelled with the status of a master.",
                MASTER[0],
                MASTER[1],
                "master_status");
        sentinels = names.gauge("sentinel_master_sentinels", "Sentinels that watch a master.", MASTER);
        okSlaves = names.gauge("sentinel_master_ok_slaves", "Replicas of a master that are not down.", MASTER);
        okSentinels = names.gauge("sentinel_master_ok_sentinels", "Sentinels of a master that are not down.", MASTER);
        quorum = names.gauge(
                "sentinel_master_ckquorum_status", "Whether the quorum can be reached.", "master_name", "message");
        peer = names.gauge(
                "sentinel_peer_info",
                "1, labelled with another sentinel.",
                MASTER[0],
                MASTER[1],
                "sentinel_ip",
                "sentinel_port",
                "sentinel_runid",
                "sentinel_flags");
        keyValue = names.gauge("sentinel_config_key_value", "1, labelled with a setting.", "key", "value");
        value = names.gauge("sentinel_config_value", "A setting that is a number.", "key");
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        return false;
    }

    @Override
    void more(RedisScrape scrape) throws IOException {
        if (!scrape.isSentinel()) {
            return;
        }
        scrape.next().add("SENTINEL", "MASTERS");
        Replies replies = scrape.send();
        List<String[]> masters = new ArrayList<>();
        int root = replies.root(0);
        int node = root + 1;
        for (int i = 0; i < replies.size(root); i++) {
            masters.add(master(replies, node, scrape.sink()));
            node = replies.next(node);
        }
        for (String[] master : masters) {
            others(scrape, master);
        }
        if (settings) {
            settings(scrape);
        }
    }

    private String[] master(Replies replies, int node, MetricSink sink) {
        String name = Fields.text(replies, node, "name");
        String address = Fields.text(replies, node, "ip") + ":" + Fields.text(replies, node, "port");
        for (int i = 0; i < FIELDS.length; i++) {
            number(
                    sink,
                    families[i].series(name, address),
                    replies,
                    Fields.find(replies, node, FIELDS[i][0]),
                    FIELDS[i][2]);
        }
        String flags = Fields.text(replies, node, "flags");
        String state = flags.contains("o_down") ? "odown" : flags.contains("s_down") ? "sdown" : "ok";
        sink.sample(status.series(name, address, state), 1L);
        int other = Fields.find(replies, node, "num-other-sentinels");
        sink.sample(sentinels.series(name, address), 1 + (other < 0 ? 0 : replies.number(other, 0)));
        return new String[] {name, address};
    }

    private static void number(MetricSink sink, Series series, Replies replies, int node, String shift) {
        if (node >= 0) {
            GoNumber.sample(
                    sink, series, replies.bytes(), replies.from(node), replies.to(node), Integer.parseInt(shift));
        }
    }

    private void others(RedisScrape scrape, String[] master) throws IOException {
        Commands commands = scrape.next();
        commands.add("SENTINEL", "SENTINELS", master[0]);
        commands.add("SENTINEL", "SLAVES", master[0]);
        commands.add("SENTINEL", "CKQUORUM", master[0]);
        Replies replies = scrape.send();
        MetricSink sink = scrape.sink();
        sink.sample(okSentinels.series(master), 1 + healthy(replies, replies.root(0)));
        sink.sample(okSlaves.series(master), healthy(replies, replies.root(1)));
        int check = replies.root(2);
        sink.sample(quorum.series(master[0], replies.text(check)), replies.isError(check) ? 0L : 1L);
        if (!peers) {
            return;
        }
        int list = replies.root(0);
        int node = list + 1;
        for (int i = 0; i < replies.size(list); i++) {
            sink.sample(
                    peer.series(
                            master[0],
                            master[1],
                            Fields.text(replies, node, "ip"),
                            Fields.text(replies, node, "port"),
                            Fields.text(replies, node, "runid"),
                            Fields.text(replies, node, "flags")),
                    1L);
            node = replies.next(node);
        }
    }

    private static long healthy(Replies replies, int list) {
        long count = 0;
        int node = list + 1;
        for (int i = 0; i < replies.size(list); i++) {
            String flags = Fields.text(replies, node, "flags");
            count += flags.contains("o_down") || flags.contains("s_down") ? 0 : 1;
            node = replies.next(node);
        }
        return count;
    }

    private void settings(RedisScrape scrape) throws IOException {
        scrape.next().add("SENTINEL", "CONFIG", "GET", "*");
        Replies replies = scrape.send();
        int root = replies.root(0);
        int node = root + 1;
        for (int i = 0; i + 1 < replies.size(root); i += 2) {
            int content = replies.next(node);
            String name = replies.text(node);
            if (!name.contains("pass")) {
                number(scrape.sink(), value.series(name), replies, content, "0");
                scrape.sink().sample(keyValue.series(name, replies.text(content)), 1L);
            }
            node = replies.next(content);
        }
    }
}
