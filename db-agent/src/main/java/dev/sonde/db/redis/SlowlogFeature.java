package dev.sonde.db.redis;

import dev.sonde.core.metrics.Series;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;

/** How many slow commands there were, and the last of them. One thread at a time. */
final class SlowlogFeature extends Feature {
    private static final int MICRO_DIGITS = 6;

    private final Series length;
    private final Series lastId;
    private final Series duration;

    SlowlogFeature(Names names) {
        length = names.gauge("slowlog_length", "Entries of the slow log.").series();
        lastId = names.gauge("slowlog_last_id", "Number of the last entry of the slow log.")
                .series();
        duration = names.gauge("last_slow_execution_duration_seconds", "Time that the last slow command took.")
                .series();
    }

    @Override
    void ask(Commands commands) {
        commands.add("SLOWLOG", "LEN");
        commands.add("SLOWLOG", "GET", "1");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int len = replies.root(at);
        if (replies.kind(len) == Replies.NUMBER) {
            scrape.sink().sample(length, replies.number(len, 0));
        }
        int get = replies.root(at + 1);
        if (!replies.isArray(get)) {
            return;
        }
        long id = 0;
        long micros = 0;
        if (replies.size(get) > 0 && replies.size(get + 1) >= 3) {
            int first = get + 2;
            id = replies.number(first, 0);
            micros = replies.number(replies.next(replies.next(first)), 0);
        }
        scrape.sink().sample(lastId, id);
        scrape.sink().decimal(duration, micros, MICRO_DIGITS);
    }
}
