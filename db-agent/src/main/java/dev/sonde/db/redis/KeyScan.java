package dev.sonde.db.redis;

import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/** Walks over the keys of a database by SCAN, in steps that do not hold the server up. */
final class KeyScan {
    /** Keys told one by one; more on a page would be of no use to anybody. */
    static final int MOST_KEYS = 100_000;

    private KeyScan() {}

    static void select(RedisScrape scrape, int database) throws IOException {
        if (scrape.session().database() == database) {
            return;
        }
        scrape.next().add("SELECT", Integer.toString(database));
        Replies replies = scrape.send();
        if (replies.isError(replies.root(0))) {
            throw new RedisException(replies.text(replies.root(0)));
        }
        scrape.session().databaseIs(database);
    }

    /** The keys that match a pattern. */
    static Set<String> keys(RedisScrape scrape, String pattern, int step) throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        walk(scrape, pattern, step, (replies, node) -> {
            if (keys.size() < MOST_KEYS) {
                keys.add(replies.text(node));
            }
        });
        return keys;
    }

    /** How many keys match a pattern; one that moves during the walk may be counted twice. */
    static long count(RedisScrape scrape, String pattern, int step) throws IOException {
        long[] count = new long[1];
        walk(scrape, pattern, step, (replies, node) -> count[0]++);
        return count[0];
    }

    private interface Visitor {
        void key(Replies replies, int node);
    }

    private static void walk(RedisScrape scrape, String pattern, int step, Visitor visitor) throws IOException {
        String cursor = "0";
        do {
            scrape.checkBudget("the keys " + pattern);
            Commands commands = scrape.next();
            commands.add("SCAN", cursor, "MATCH", pattern, "COUNT", Integer.toString(Math.max(1, step)));
            Replies replies = scrape.send();
            int root = replies.root(0);
            if (replies.size(root) != 2) {
                throw new RedisException(replies.text(root));
            }
            int first = root + 1;
            cursor = replies.text(first);
            int list = replies.next(first);
            int node = list + 1;
            for (int i = 0; i < replies.size(list); i++) {
                visitor.key(replies, node);
                node = replies.next(node);
            }
        } while (!cursor.equals("0"));
    }
}
