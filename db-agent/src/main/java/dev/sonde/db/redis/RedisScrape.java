package dev.sonde.db.redis;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.db.net.Deadline;
import dev.sonde.db.redis.info.Info;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;

/** One scrape of one target, for the features to work with. One thread at a time. */
final class RedisScrape {
    private static final int DATABASES = 16;

    private final RedisSession session;
    private final Info info;
    private final MetricSink sink;
    private final Deadline deadline;
    private final Deadline budget;
    private final Commands commands;
    private final Replies replies;
    private int databases = DATABASES;

    RedisScrape(
            RedisSession session,
            Info info,
            MetricSink sink,
            Deadline deadline,
            Deadline budget,
            Commands commands,
            Replies replies) {
        this.session = session;
        this.info = info;
        this.sink = sink;
        this.deadline = deadline;
        this.budget = budget;
        this.commands = commands;
        this.replies = replies;
    }

    /**
     * To be asked before each step of what takes as many round trips as there are keys: leaves time for the rest, and the
     * connection open.
     *
     * @throws LateException when its share of the scrape's time is over
     */
    void checkBudget(String what) throws LateException {
        if (budget.isOver()) {
            throw new LateException("no time left for " + what);
        }
    }

    /** Starts the commands of another round trip; the replies to those before are forgotten. */
    Commands next() {
        replies.clear();
        return commands.clear();
    }

    /** Sends the commands and reads their replies, all of them when it returns. */
    Replies send() throws IOException {
        session.exchange(commands, replies, deadline);
        return replies;
    }

    Replies replies() {
        return replies;
    }

    Info info() {
        return info;
    }

    MetricSink sink() {
        return sink;
    }

    RedisSession session() {
        return session;
    }

    Deadline deadline() {
        return deadline;
    }

    boolean isCluster() {
        return info.text("cluster_enabled").equals("1");
    }

    boolean isSentinel() {
        return info.text("redis_mode").equals("sentinel")
                || info.text("server_mode").equals("sentinel");
    }

    boolean isMaster() {
        return info.text("role").equals("master");
    }

    boolean isValkey() {
        return !info.text("valkey_version").isEmpty();
    }

    /** How many databases the server has, as far as it said so. */
    int databases() {
        return isCluster() ? 1 : databases;
    }

    void databases(int count) {
        databases = count;
    }
}
