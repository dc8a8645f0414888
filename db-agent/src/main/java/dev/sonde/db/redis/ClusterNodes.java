package dev.sonde.db.redis;

import dev.sonde.db.net.Deadline;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The nodes that CLUSTER NODES names. */
final class ClusterNodes {
    private ClusterNodes() {}

    /** Addresses of all nodes that have one, in the scheme of the seed. */
    static List<String> of(RedisSession session, RedisAddress seed, Options options) throws IOException {
        Replies replies = new Replies();
        Commands commands = new Commands();
        commands.add("CLUSTER", "NODES");
        session.exchange(commands, replies, Deadline.in(options.millis("connection-timeout")));
        int root = replies.root(0);
        if (replies.kind(root) != Replies.TEXT) {
            throw new RedisException(replies.text(root));
        }
        return parse(replies.text(root), seed.scheme(), options.bool("cluster-discover-hostnames"));
    }

    /** Lines such as {@code <id> 10.0.0.1:7000@17000,host flags ...}. */
    static List<String> parse(String text, String scheme, boolean hostnames) {
        List<String> nodes = new ArrayList<>();
        for (String line : text.split("\n")) {
            String[] words = line.split(" ");
            if (words.length < 2) {
                continue;
            }
            String[] parts = words[1].split(",");
            int at = parts[0].indexOf('@');
            String place = at < 0 ? parts[0] : parts[0].substring(0, at);
            int colon = place.lastIndexOf(':');
            if (colon < 0) {
                continue;
            }
            String host = hostnames && parts.length > 1 && !parts[1].isEmpty() && parts[1].indexOf('=') < 0
                    ? parts[1]
                    : place.substring(0, colon);
            if (!host.isEmpty()) {
                nodes.add(scheme + "://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + place.substring(colon));
            }
        }
        return nodes;
    }
}
