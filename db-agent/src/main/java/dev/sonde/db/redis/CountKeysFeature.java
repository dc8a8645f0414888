package dev.sonde.db.redis;

import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** How many keys match the patterns that were asked for. One thread at a time. */
final class CountKeysFeature extends Feature {
    private final Map<Integer, List<String>> patterns;
    private final int step;
    private final Family count;

    CountKeysFeature(Names names, Options options) {
        patterns = KeyPatterns.parse(options.list("count-keys"));
        step = options.integer("check-keys-batch-size");
        count = names.gauge("keys_count", "Keys that match a pattern.", "db", "key");
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        return false;
    }

    @Override
    void more(RedisScrape scrape) throws IOException {
        for (Map.Entry<Integer, List<String>> entry : patterns.entrySet()) {
            KeyScan.select(scrape, entry.getKey());
            for (String pattern : entry.getValue()) {
                long found = KeyScan.count(scrape, pattern, step);
                scrape.sink().sample(count.series("db" + entry.getKey(), pattern), found);
            }
        }
    }
}
