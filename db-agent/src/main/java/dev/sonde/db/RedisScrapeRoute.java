package dev.sonde.db;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.MetricsRoute;
import dev.sonde.core.http.Route;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.db.net.HostPort;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.Passwords;
import dev.sonde.db.redis.RedisTargets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code /scrape?target=}: the page of a server that the request names, with options that it may set. */
final class RedisScrapeRoute implements Route {
    private static final String[] QUERY = {
        "check-keys", "check-single-keys", "check-streams", "check-single-streams", "count-keys"
    };

    private final MetricsRoute metrics;
    private final RedisTargets targets;
    private final Options options;
    private final @Nullable Passwords passwords;
    private final TargetFilter allowed;

    RedisScrapeRoute(
            MetricsRoute metrics, RedisTargets targets, Options options, @Nullable Passwords passwords, String allow) {
        this.metrics = metrics;
        this.targets = targets;
        this.options = options;
        this.passwords = passwords;
        this.allowed = new TargetFilter(allow);
    }

    @Override
    public void handle(HttpCall call) {
        PageSource page;
        try {
            page = page(call);
        } catch (IllegalArgumentException e) {
            targets.refused();
            Answers.text(call, 400, e.getMessage() + "\n");
            return;
        }
        metrics.answer(call, page);
    }

    private PageSource page(HttpCall call) {
        List<String> target = call.queryValues("target");
        if (target.isEmpty() || target.get(0).isEmpty()) {
            throw new IllegalArgumentException("'target' parameter must be specified");
        }
        String address = withoutPassword(target.get(0));
        allowed.check(RedisTargets.place(address));
        Options asked = options;
        for (String name : QUERY) {
            List<String> values = call.queryValues(name);
            if (!values.isEmpty()) {
                asked = asked.with(name, values.get(0));
            }
        }
        List<String> serverName = call.queryValues("tls_server_name");
        if (!serverName.isEmpty()) {
            asked = asked.with("tls-server-name", serverName.get(0));
        }
        return targets.page(address, asked, passwords);
    }

    /** Credentials do not belong into a request; the user alone stays, to look the password up by. */
    private static String withoutPassword(String target) {
        int scheme = target.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int at = target.lastIndexOf('@');
        if (at < start) {
            return target;
        }
        int colon = target.indexOf(':', start);
        String user = target.substring(start, colon >= 0 && colon < at ? colon : at);
        return target.substring(0, start) + user + target.substring(at);
    }

    /** Which hosts may be asked for. */
    static final class TargetFilter {
        private final List<String> patterns;

        /** @param list host names, addresses, or {@code *.domain}, parted by commas; empty for any */
        TargetFilter(String list) {
            patterns = list.isBlank() ? List.of() : List.of(list.strip().split("\\s*,\\s*"));
        }

        /** @throws IllegalArgumentException when the host is not among those allowed */
        void check(HostPort where) {
            if (patterns.isEmpty()) {
                return;
            }
            String host = where.isUnix() ? where.toString() : where.host();
            for (String pattern : patterns) {
                boolean suffix = pattern.startsWith("*.");
                if (suffix
                        ? host.endsWith(pattern.substring(1))
                        : host.equals(pattern) || pattern.equals(where.toString())) {
                    return;
                }
            }
            throw new IllegalArgumentException("Invalid 'target' parameter: not among the hosts allowed");
        }
    }
}
