package dev.sonde.db.redis;

import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;

/** Valkey's command log, there since 8.1: its three kinds, and their settings. One thread at a time. */
final class CommandlogFeature extends Feature {
    private static final String[] KINDS = {"slow", "large-request", "large-reply"};
    private static final String[] SETTINGS = {
        "commandlog-execution-slower-than",
        "commandlog-request-larger-than",
        "commandlog-reply-larger-than",
        "commandlog-slow-execution-max-len",
        "commandlog-large-request-max-len",
        "commandlog-large-reply-max-len"
    };
    private static final double SINCE = 8.1;

    private final Series[] lengths = new Series[KINDS.length];
    private final Series[] settings = new Series[SETTINGS.length];

    CommandlogFeature(Names names) {
        for (int i = 0; i < KINDS.length; i++) {
            String name = "commandlog_" + KINDS[i].replace('-', '_') + "_length";
            lengths[i] = names.gauge(name, "Entries of the command log, kind " + KINDS[i] + ".")
                    .series();
        }
        for (int i = 0; i < SETTINGS.length; i++) {
            settings[i] = names.gauge(SETTINGS[i].replace('-', '_'), "Setting " + SETTINGS[i] + ".")
                    .series();
        }
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        String version = scrape.info().text("valkey_version");
        int dot = version.indexOf('.', version.indexOf('.') + 1);
        return dot > 0 && GoNumber.parse(version.substring(0, dot)) >= SINCE;
    }

    @Override
    void ask(Commands commands) {
        for (String kind : KINDS) {
            commands.add("COMMANDLOG", "LEN", kind);
        }
        commands.add("CONFIG", "GET", "commandlog-*");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        for (int i = 0; i < KINDS.length; i++) {
            int node = replies.root(at + i);
            if (replies.kind(node) == Replies.NUMBER) {
                scrape.sink().sample(lengths[i], replies.number(node, 0));
            }
        }
        int root = replies.root(at + KINDS.length);
        int node = root + 1;
        for (int i = 0; i + 1 < replies.size(root); i += 2) {
            int value = replies.next(node);
            for (int k = 0; k < SETTINGS.length; k++) {
                if (replies.is(node, SETTINGS[k])) {
                    GoNumber.sample(
                            scrape.sink(), settings[k], replies.bytes(), replies.from(value), replies.to(value), 0);
                }
            }
            node = replies.next(value);
        }
    }
}
