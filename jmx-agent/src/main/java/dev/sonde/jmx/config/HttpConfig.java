package dev.sonde.jmx.config;

import org.jspecify.annotations.Nullable;

/** The block {@code httpServer}. Read once, at the start. Immutable. */
public final class HttpConfig {
    /** A path beside {@code /metrics} where the page is too; null for none. */
    public final @Nullable String metricsPath;

    public final @Nullable BasicAuthConfig basic;
    public final @Nullable SslConfig ssl;

    HttpConfig(@Nullable KeyedNode node) {
        KeyedNode metrics = node == null ? null : node.child("metrics");
        KeyedNode authentication = node == null ? null : node.child("authentication");
        if (node != null) {
            node.known("metrics", "threads", "maximumRequestSeconds", "authentication", "ssl");
            threads(node.child("threads"));
        }
        metricsPath = metrics == null ? null : path(metrics);
        basic = authentication == null ? null : basic(authentication);
        KeyedNode tls = node == null ? null : node.child("ssl");
        ssl = tls == null ? null : new SslConfig(tls);
    }

    private static @Nullable String path(KeyedNode metrics) {
        metrics.known("path");
        String path = metrics.text("path");
        if (path != null && !path.startsWith("/")) {
            throw metrics.error("path", "expected a path that begins with a slash");
        }
        return path == null || path.equals("/metrics") ? null : path;
    }

    /** Checked as the peer does; this agent's server needs no such pool. */
    private static void threads(@Nullable KeyedNode threads) {
        if (threads == null) {
            return;
        }
        threads.known("minimum", "maximum", "keepAliveTime");
        for (String key : new String[] {"minimum", "maximum", "keepAliveTime"}) {
            if (threads.integer(key, 0) < 0 || !threads.has(key)) {
                throw threads.error("expected minimum, maximum and keepAliveTime, none of them negative");
            }
        }
    }

    private static @Nullable BasicAuthConfig basic(KeyedNode authentication) {
        authentication.known("basic", "plugin");
        if (authentication.has("plugin")) {
            throw authentication.error("plugin", "not supported: this agent has no com.sun.net.httpserver");
        }
        KeyedNode basic = authentication.child("basic");
        return basic == null ? null : new BasicAuthConfig(basic);
    }
}
