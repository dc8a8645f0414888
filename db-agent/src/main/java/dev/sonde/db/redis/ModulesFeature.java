package dev.sonde.db.redis;

import dev.sonde.db.redis.info.Pairs;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.nio.charset.StandardCharsets;

/** The modules that the server has loaded, INFO MODULES, and their own figures. One thread at a time. */
final class ModulesFeature extends Feature {
    private static final String[] LABELS = {"name", "ver", "api", "filters", "usedby", "using"};
    private static final String PREFIX = "module:";

    private final Family info;

    ModulesFeature(Names names) {
        info = names.gauge("module_info", "1, labelled with a module.", LABELS);
    }

    @Override
    void ask(Commands commands) {
        commands.add("INFO", "MODULES");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int root = replies.root(at);
        if (replies.kind(root) != Replies.TEXT) {
            return;
        }
        scrape.info().readMore(replies.bytes(), replies.from(root), replies.to(root), scrape.sink());
        for (String line : replies.text(root).split("\r?\n")) {
            if (line.startsWith(PREFIX)) {
                byte[] bytes = line.substring(PREFIX.length()).getBytes(StandardCharsets.UTF_8);
                Pairs pairs = new Pairs().over(bytes, 0, bytes.length, ',');
                String[] values = {"", "", "", "", "", ""};
                while (pairs.next()) {
                    for (int i = 0; i < LABELS.length; i++) {
                        if (pairs.keyIs(LABELS[i])) {
                            values[i] = pairs.value();
                        }
                    }
                }
                scrape.sink().sample(info.series(values), 1L);
            }
        }
    }
}
