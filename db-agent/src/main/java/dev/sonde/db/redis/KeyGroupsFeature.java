package dev.sonde.db.redis;

import dev.sonde.core.metrics.Series;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Keys in groups, by Lua patterns: the captures of the first pattern that matches make the group's name. The server does
 * the matching, a step of SCAN at a time. One thread at a time.
 */
final class KeyGroupsFeature extends Feature {
    private static final int MOST_NAMES = 100_000;
    private static final String UNCLASSIFIED = "unclassified";
    private static final String OVERFLOW = "overflow";
    private static final String SCRIPT = """
            local page = redis.call('SCAN', ARGV[1], 'COUNT', ARGV[2])
            local counts, bytes, order = {}, {}, {}
            for _, key in ipairs(page[2]) do
              local group = nil
              for i = 3, #ARGV do
                local found = {string.find(key, ARGV[i])}
                if #found > 0 then
                  group = table.concat(found, '', 3)
                  break
                end
              end
              group = group or 'unclassified'
              if not counts[group] then
                counts[group], bytes[group] = 0, 0
                table.insert(order, group)
              end
              counts[group] = counts[group] + 1
              bytes[group] = bytes[group] + (redis.call('MEMORY', 'USAGE', key) or 0)
            end
            local out = {page[1]}
            for _, group in ipairs(order) do
              table.insert(out, group)
              table.insert(out, counts[group])
              table.insert(out, bytes[group])
            end
            return out
            """;

    private final List<String> patterns;
    private final int most;
    private final int step;
    private final boolean notOnMaster;
    private final Family count;
    private final Family memory;
    private final Family distinct;
    private final Series duration;

    KeyGroupsFeature(Names names, Options options) {
        patterns = options.list("check-key-groups");
        most = options.integer("max-distinct-key-groups");
        step = options.integer("check-keys-batch-size");
        notOnMaster = options.bool("skip-checkkeys-for-role-master");
        count = names.gauge("key_group_count", "Keys in a group.", "db", "key_group");
        memory = names.gauge("key_group_memory_usage_bytes", "Memory of the keys in a group.", "db", "key_group");
        distinct = names.gauge("number_of_distinct_key_groups", "Groups of keys in a database.", "db");
        duration = names.gauge(
                        "last_key_groups_scrape_duration_milliseconds", "Time that the last look at groups took.")
                .series();
    }

    /** Count and bytes. */
    private record Group(String name, long[] sums) {}

    @Override
    boolean wanted(RedisScrape scrape) {
        return false;
    }

    @Override
    void more(RedisScrape scrape) throws IOException {
        long start = System.nanoTime();
        if (!patterns.isEmpty() && !(notOnMaster && scrape.isMaster())) {
            Set<Integer> used =
                    new TreeSet<>(scrape.info().keyspace().used(scrape.sink().scrapeId()));
            for (int database = 0; database < scrape.databases(); database++) {
                if (used.contains(database)) {
                    KeyScan.select(scrape, database);
                    tell(scrape, "db" + database, groups(scrape));
                } else {
                    scrape.sink().sample(distinct.series("db" + database), 0L);
                }
            }
        }
        scrape.sink().sample(duration, patterns.isEmpty() ? 0 : (System.nanoTime() - start) / 1_000_000);
    }

    private Map<String, long[]> groups(RedisScrape scrape) throws IOException {
        Map<String, long[]> groups = new HashMap<>();
        String cursor = "0";
        do {
            scrape.checkBudget("the groups of keys");
            Commands commands = scrape.next();
            List<String> words =
                    new ArrayList<>(List.of("EVAL", SCRIPT, "0", cursor, Integer.toString(Math.max(1, step))));
            words.addAll(patterns);
            commands.add(words.toArray(new String[0]));
            Replies replies = scrape.send();
            int root = replies.root(0);
            if (!replies.isArray(root)) {
                throw new RedisException(replies.text(root));
            }
            int node = root + 1;
            cursor = replies.text(node);
            node = replies.next(node);
            for (int i = 1; i + 2 < replies.size(root); i += 3) {
                String name = groups.size() < MOST_NAMES ? replies.text(node) : OVERFLOW;
                int counted = replies.next(node);
                int bytes = replies.next(counted);
                long[] sums = groups.computeIfAbsent(name, key -> new long[2]);
                sums[0] += replies.number(counted, 0);
                sums[1] += replies.number(bytes, 0);
                node = replies.next(bytes);
            }
        } while (!cursor.equals("0"));
        return groups;
    }

    /** The groups that take most memory; the others are one, but for the keys that are in none. */
    private void tell(RedisScrape scrape, String database, Map<String, long[]> groups) {
        List<Group> sorted = new ArrayList<>();
        groups.forEach((name, sums) -> sorted.add(new Group(name, sums)));
        sorted.sort((a, b) -> Long.compare(b.sums[1], a.sums[1]));
        long[] rest = new long[2];
        int told = 0;
        for (Group group : sorted) {
            if (group.name.equals(UNCLASSIFIED) || told++ < most) {
                scrape.sink().sample(count.series(database, group.name), group.sums[0]);
                scrape.sink().sample(memory.series(database, group.name), group.sums[1]);
            } else {
                rest[0] += group.sums[0];
                rest[1] += group.sums[1];
            }
        }
        if (rest[0] > 0) {
            scrape.sink().sample(count.series(database, OVERFLOW), rest[0]);
            scrape.sink().sample(memory.series(database, OVERFLOW), rest[1]);
        }
        scrape.sink().sample(distinct.series(database), (long) groups.size());
    }
}
