package dev.sonde.db.redis;

import dev.sonde.core.config.ConfigException;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What Lua scripts of the user answer: names and numbers in turn. One thread at a time. */
final class ScriptsFeature extends Feature {
    private static final long ERROR = 0;
    private static final long OK = 1;
    private static final long EMPTY = 2;

    private final Map<String, String> scripts = new LinkedHashMap<>();
    private final String command;
    private final Family values;
    private final Family result;

    /** @throws ConfigException when a script cannot be read */
    ScriptsFeature(Names names, Options options) {
        for (String file : options.list("script")) {
            try {
                scripts.put(file, Files.readString(Path.of(file)));
            } catch (IOException e) {
                throw new ConfigException("script cannot be read: " + file);
            }
        }
        command = options.bool("lua-script-read-only") ? "EVAL_RO" : "EVAL";
        values = names.gauge("script_values", "What a script answered.", "key", "filename");
        result = names.gauge("script_result", "How a script ended: 0 failed, 1 well, 2 without an answer.", "filename");
    }

    @Override
    boolean wanted(RedisScrape scrape) {
        return false;
    }

    @Override
    boolean mustSucceed() {
        return true;
    }

    @Override
    void more(RedisScrape scrape) throws IOException {
        for (Map.Entry<String, String> script : scripts.entrySet()) {
            scrape.next().add(command, script.getValue(), "0", "0");
            Replies replies = scrape.send();
            int root = replies.root(0);
            String file = script.getKey();
            if (replies.isError(root)) {
                scrape.sink().sample(result.series(file), ERROR);
                throw new RedisException(replies.text(root));
            }
            int size = replies.size(root);
            scrape.sink().sample(result.series(file), size == 0 ? EMPTY : OK);
            int node = root + 1;
            for (int i = 0; i + 1 < size; i += 2) {
                int value = replies.next(node);
                GoNumber.sample(
                        scrape.sink(),
                        values.series(replies.text(node), file),
                        replies.bytes(),
                        replies.from(value),
                        replies.to(value),
                        0);
                node = replies.next(value);
            }
        }
    }
}
