package dev.sonde.db.redis;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Size, memory and value of the keys that were asked for, in pipelines of a bounded length. One thread at a time. */
final class KeysFeature extends Feature {
    private static final int PIPELINE = 500;
    private static final int LONGEST_VALUE = 1024;

    private final Map<Integer, List<String>> patterns;
    private final Map<Integer, List<String>> singles;
    private final int step;
    private final boolean values;
    private final boolean notOnMaster;
    private final Family size;
    private final Family memory;
    private final Family value;
    private final Family text;

    KeysFeature(Names names, Options options) {
        patterns = KeyPatterns.parse(options.list("check-keys"));
        singles = KeyPatterns.parse(options.list("check-single-keys"));
        step = options.integer("check-keys-batch-size");
        values = !options.bool("disable-exporting-key-values");
        notOnMaster = options.bool("skip-checkkeys-for-role-master");
        size = names.gauge("key_size", "Length or number of elements of a key.", "db", "key");
        memory = names.gauge("key_memory_usage_bytes", "Memory that a key takes.", "db", "key");
        value = names.gauge("key_value", "Value of a key that is a number.", "db", "key");
        text = names.gauge("key_value_as_string", "1, labelled with the value of a key.", "db", "key", "val");
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        return false;
    }

    @Override
    void more(RedisScrape scrape) throws IOException {
        if (notOnMaster && scrape.isMaster()) {
            return;
        }
        Map<Integer, Set<String>> keys = new TreeMap<>();
        for (Map.Entry<Integer, List<String>> entry : patterns.entrySet()) {
            KeyScan.select(scrape, entry.getKey());
            Set<String> found = keys.computeIfAbsent(entry.getKey(), key -> new LinkedHashSet<>());
            for (String pattern : entry.getValue()) {
                if (isLiteral(pattern)) {
                    found.add(pattern);
                } else {
                    found.addAll(KeyScan.keys(scrape, pattern, step));
                }
            }
        }
        singles.forEach((database, list) ->
                keys.computeIfAbsent(database, key -> new LinkedHashSet<>()).addAll(list));
        for (Map.Entry<Integer, Set<String>> entry : keys.entrySet()) {
            KeyScan.select(scrape, entry.getKey());
            List<String> all = new ArrayList<>(entry.getValue());
            for (int from = 0; from < all.size(); from += PIPELINE) {
                scrape.checkBudget("the keys of db" + entry.getKey());
                look(scrape, "db" + entry.getKey(), all.subList(from, Math.min(all.size(), from + PIPELINE)));
            }
        }
    }

    /** Without a character that SCAN takes for more than itself it is a key, and there is nothing to search for. */
    static boolean isLiteral(String pattern) {
        return pattern.indexOf('*') < 0 && pattern.indexOf('?') < 0 && pattern.indexOf('[') < 0;
    }

    private void look(RedisScrape scrape, String database, List<String> keys) throws IOException {
        Commands commands = scrape.next();
        for (String key : keys) {
            commands.add("TYPE", key);
            commands.add("MEMORY", "USAGE", key);
        }
        Replies replies = scrape.send();
        String[] types = new String[keys.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = replies.text(replies.root(2 * i));
            int node = replies.root(2 * i + 1);
            if (replies.kind(node) == Replies.NUMBER) {
                scrape.sink().sample(memory.series(database, keys.get(i)), replies.number(node, 0));
            }
        }
        sizes(scrape, database, keys, types);
    }

    private void sizes(RedisScrape scrape, String database, List<String> keys, String[] types) throws IOException {
        Commands commands = scrape.next();
        for (int i = 0; i < types.length; i++) {
            String key = keys.get(i);
            switch (types[i]) {
                case "string" -> {
                    commands.add("STRLEN", key);
                    commands.add("GETRANGE", key, "0", Integer.toString(LONGEST_VALUE - 1));
                }
                case "list" -> commands.add("LLEN", key);
                case "set" -> commands.add("SCARD", key);
                case "zset" -> commands.add("ZCARD", key);
                case "hash" -> commands.add("HLEN", key);
                case "stream" -> commands.add("XLEN", key);
                case "none" -> {
                    if (isSingle(database, key)) {
                        scrape.sink().sample(size.series(database, key), 0L);
                    }
                }
                default -> {
                    // of a module
                }
            }
        }
        Replies replies = scrape.send();
        List<String> sketches = new ArrayList<>();
        int at = 0;
        for (int i = 0; i < types.length; i++) {
            String key = keys.get(i);
            if (types[i].equals("string")) {
                int length = replies.root(at++);
                int content = replies.root(at++);
                if (isSketch(replies, content)) {
                    sketches.add(key);
                } else {
                    scrape.sink().sample(size.series(database, key), replies.number(length, 0));
                    if (values) {
                        value(scrape.sink(), database, key, replies.text(content));
                    }
                }
            } else if (List.of("list", "set", "zset", "hash", "stream").contains(types[i])) {
                int node = replies.root(at++);
                if (replies.kind(node) == Replies.NUMBER) {
                    scrape.sink().sample(size.series(database, key), replies.number(node, 0));
                }
            }
        }
        count(scrape, database, sketches);
    }

    /** Whether the key itself was asked for, so that its absence is worth telling. */
    private boolean isSingle(String database, String key) {
        List<String> asked = singles.get(Integer.parseInt(database.substring(2)));
        return asked != null && asked.contains(key);
    }

    /** A HyperLogLog begins with four letters of its own. */
    private static boolean isSketch(Replies replies, int node) {
        byte[] bytes = replies.bytes();
        int from = replies.from(node);
        return replies.to(node) - from > 4 && "HYLL".equals(new String(bytes, from, 4, StandardCharsets.ISO_8859_1));
    }

    private void count(RedisScrape scrape, String database, List<String> sketches) throws IOException {
        Commands commands = scrape.next();
        for (String key : sketches) {
            commands.add("PFCOUNT", key);
        }
        Replies replies = scrape.send();
        for (int i = 0; i < sketches.size(); i++) {
            int node = replies.root(i);
            if (replies.kind(node) == Replies.NUMBER) {
                scrape.sink().sample(size.series(database, sketches.get(i)), replies.number(node, 0));
            }
        }
    }

    private void value(MetricSink sink, String database, String key, String content) {
        double number = GoNumber.parse(content);
        if (Double.isNaN(number)) {
            sink.sample(text.series(database, key, content), 1L);
        } else {
            sink.sample(value.series(database, key), number);
        }
    }
}
