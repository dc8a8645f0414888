package dev.sonde.db.redis;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The streams that were asked for, their groups and consumers. One thread at a time. */
final class StreamsFeature extends Feature {
    private static final int PIPELINE = 200;
    private static final int MILLI_DIGITS = 3;
    private static final String[] STREAM = {"db", "stream"};
    private static final String[] GROUP = {"db", "stream", "group"};
    private static final String[] CONSUMER = {"db", "stream", "group", "consumer"};

    /** Field of XINFO, and metric. */
    private static final String[][] STREAM_FIELDS = {
        {"length", "stream_length"},
        {"radix-tree-keys", "stream_radix_tree_keys"},
        {"radix-tree-nodes", "stream_radix_tree_nodes"},
        {"last-generated-id", "stream_last_generated_id"},
        {"groups", "stream_groups"},
        {"max-deleted-entry-id", "stream_max_deleted_entry_id"},
        {"entries-added", "stream_entries_added_total"}
    };

    private static final String[][] GROUP_FIELDS = {
        {"consumers", "stream_group_consumers"},
        {"pending", "stream_group_messages_pending"},
        {"last-delivered-id", "stream_group_last_delivered_id"},
        {"entries-read", "stream_group_entries_read"},
        {"lag", "stream_group_lag"}
    };

    private final Map<Integer, List<String>> patterns;
    private final Map<Integer, List<String>> singles;
    private final int step;
    private final boolean consumers;
    private final Family[] streamFamilies = new Family[STREAM_FIELDS.length];
    private final Family[] groupFamilies = new Family[GROUP_FIELDS.length];
    private final Family firstId;
    private final Family lastId;
    private final Family pending;
    private final Family idle;

    StreamsFeature(Names names, Options options) {
        patterns = KeyPatterns.parse(options.list("check-streams"));
        singles = KeyPatterns.parse(options.list("check-single-streams"));
        step = options.integer("check-keys-batch-size");
        consumers = !options.bool("streams-exclude-consumer-metrics");
        for (int i = 0; i < STREAM_FIELDS.length; i++) {
            String help = "Field " + STREAM_FIELDS[i][0] + " of XINFO STREAM; of an id its milliseconds.";
            String name = STREAM_FIELDS[i][1];
            streamFamilies[i] =
                    name.endsWith("_total") ? names.counter(name, help, STREAM) : names.gauge(name, help, STREAM);
        }
        for (int i = 0; i < GROUP_FIELDS.length; i++) {
            String help = "Field " + GROUP_FIELDS[i][0] + " of XINFO GROUPS; of an id its milliseconds.";
            groupFamilies[i] = names.gauge(GROUP_FIELDS[i][1], help, GROUP);
        }
        firstId = names.gauge("stream_first_entry_id", "Milliseconds of the first entry's id.", STREAM);
        lastId = names.gauge("stream_last_entry_id", "Milliseconds of the last entry's id.", STREAM);
        pending = names.gauge(
                "stream_group_consumer_messages_pending", "Messages that a consumer has not acknowledged.", CONSUMER);
        idle = names.gauge("stream_group_consumer_idle_seconds", "Time since a consumer last tried.", CONSUMER);
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        return false;
    }

    @Override
    void more(RedisScrape scrape) throws IOException {
        Map<Integer, Set<String>> streams = new TreeMap<>();
        for (Map.Entry<Integer, List<String>> entry : patterns.entrySet()) {
            KeyScan.select(scrape, entry.getKey());
            Set<String> found = streams.computeIfAbsent(entry.getKey(), key -> new LinkedHashSet<>());
            for (String pattern : entry.getValue()) {
                found.addAll(KeysFeature.isLiteral(pattern) ? List.of(pattern) : KeyScan.keys(scrape, pattern, step));
            }
        }
        singles.forEach((database, list) ->
                streams.computeIfAbsent(database, key -> new LinkedHashSet<>()).addAll(list));
        for (Map.Entry<Integer, Set<String>> entry : streams.entrySet()) {
            KeyScan.select(scrape, entry.getKey());
            List<String> all = new ArrayList<>(entry.getValue());
            for (int from = 0; from < all.size(); from += PIPELINE) {
                look(scrape, "db" + entry.getKey(), all.subList(from, Math.min(all.size(), from + PIPELINE)));
            }
        }
    }

    /** A key that is no stream is refused by XINFO, and left out. */
    private void look(RedisScrape scrape, String database, List<String> streams) throws IOException {
        Commands commands = scrape.next();
        for (String stream : streams) {
            commands.add("XINFO", "STREAM", stream);
            commands.add("XINFO", "GROUPS", stream);
        }
        Replies replies = scrape.send();
        List<String[]> groups = new ArrayList<>();
        for (int i = 0; i < streams.size(); i++) {
            String stream = streams.get(i);
            int info = replies.root(2 * i);
            if (!replies.isArray(info)) {
                continue;
            }
            stream(scrape.sink(), database, stream, replies, info);
            int list = replies.root(2 * i + 1);
            int node = list + 1;
            for (int g = 0; g < replies.size(list); g++) {
                String name = Fields.text(replies, node, "name");
                groups.add(new String[] {stream, name});
                for (int f = 0; f < GROUP_FIELDS.length; f++) {
                    number(
                            scrape.sink(),
                            groupFamilies[f].series(database, stream, name),
                            replies,
                            Fields.find(replies, node, GROUP_FIELDS[f][0]));
                }
                node = replies.next(node);
            }
        }
        if (consumers) {
            consumers(scrape, database, groups);
        }
    }

    private void stream(MetricSink sink, String database, String stream, Replies replies, int info) {
        for (int f = 0; f < STREAM_FIELDS.length; f++) {
            int node = Fields.find(replies, info, STREAM_FIELDS[f][0]);
            number(sink, streamFamilies[f].series(database, stream), replies, node);
        }
        entry(sink, firstId.series(database, stream), replies, Fields.find(replies, info, "first-entry"));
        entry(sink, lastId.series(database, stream), replies, Fields.find(replies, info, "last-entry"));
    }

    private static void entry(MetricSink sink, Series series, Replies replies, int entry) {
        if (entry >= 0 && replies.size(entry) > 0) {
            number(sink, series, replies, entry + 1);
        } else {
            sink.sample(series, 0L);
        }
    }

    /** A number, or the milliseconds of an id such as {@code 1638006862416-0}. */
    private static void number(MetricSink sink, Series series, Replies replies, int node) {
        if (node < 0 || replies.kind(node) == Replies.NULL) {
            return;
        }
        String text = replies.text(node);
        int dash = text.indexOf('-', 1);
        try {
            sink.sample(series, Long.parseLong(dash < 0 ? text : text.substring(0, dash)));
        } catch (NumberFormatException e) {
            // an id beyond what an id can be: left out
        }
    }

    private void consumers(RedisScrape scrape, String database, List<String[]> groups) throws IOException {
        for (int from = 0; from < groups.size(); from += PIPELINE) {
            List<String[]> part = groups.subList(from, Math.min(groups.size(), from + PIPELINE));
            Commands commands = scrape.next();
            for (String[] group : part) {
                commands.add("XINFO", "CONSUMERS", group[0], group[1]);
            }
            Replies replies = scrape.send();
            for (int i = 0; i < part.size(); i++) {
                int list = replies.root(i);
                int node = list + 1;
                for (int c = 0; c < replies.size(list); c++) {
                    String[] labels = {database, part.get(i)[0], part.get(i)[1], Fields.text(replies, node, "name")};
                    number(scrape.sink(), pending.series(labels), replies, Fields.find(replies, node, "pending"));
                    int idleNode = Fields.find(replies, node, "idle");
                    if (idleNode >= 0) {
                        scrape.sink().decimal(idle.series(labels), replies.number(idleNode, 0), MILLI_DIGITS);
                    }
                    node = replies.next(node);
                }
            }
        }
    }
}
