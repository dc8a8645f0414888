package dev.sonde.db;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.Route;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.Passwords;
import dev.sonde.db.redis.RedisTargets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /discover-cluster-nodes}: the nodes of a cluster in the format of Prometheus' HTTP service discovery. */
final class DiscoverRoute implements Route {
    private static final String JSON = "application/json";

    private final RedisTargets targets;
    private final Options options;
    private final @Nullable Passwords passwords;

    DiscoverRoute(RedisTargets targets, Options options, @Nullable Passwords passwords) {
        this.targets = targets;
        this.options = options;
        this.passwords = passwords;
    }

    @Override
    public void handle(HttpCall call) {
        if (!options.bool("is-cluster")) {
            Answers.text(call, 400, "The discovery endpoint is only available on a redis cluster\n");
            return;
        }
        call.execute(() -> {
            try {
                List<String> nodes = targets.clusterNodes(options.text("redis.addr"), options, passwords);
                StringBuilder json = new StringBuilder("[{\"targets\":[");
                for (int i = 0; i < nodes.size(); i++) {
                    json.append(i == 0 ? "\"" : ",\"")
                            .append(escaped(nodes.get(i)))
                            .append('"');
                }
                byte[] body = json.append("],\"labels\":{}}]").toString().getBytes(StandardCharsets.UTF_8);
                call.respond(200, JSON, body, body.length);
            } catch (IOException | IllegalArgumentException e) {
                Answers.text(call, 500, "Couldn't get cluster nodes: " + e.getMessage() + "\n");
            }
        });
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c >= ' ') {
                out.append(c);
            }
        }
        return out.toString();
    }
}
