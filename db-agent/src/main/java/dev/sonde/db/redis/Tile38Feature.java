package dev.sonde.db.redis;

import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.nio.charset.StandardCharsets;

/** What a Tile38 says of itself, SERVER EXT: names and values in turn, told as fields of INFO. One thread at a time. */
final class Tile38Feature extends Feature {
    private static final String PREFIX = "tile38_";

    @Override
    void ask(Commands commands) {
        commands.add("SERVER", "EXT");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int root = replies.root(at);
        if (!replies.isArray(root)) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        int node = root + 1;
        for (int i = 0; i + 1 < replies.size(root); i += 2) {
            int value = replies.next(node);
            String name = replies.text(node);
            lines.append(name.startsWith(PREFIX) ? name : PREFIX + name)
                    .append(':')
                    .append(replies.text(value))
                    .append('\n');
            node = replies.next(value);
        }
        byte[] info = lines.toString().getBytes(StandardCharsets.UTF_8);
        scrape.info().readMore(info, 0, info.length, scrape.sink());
    }
}
