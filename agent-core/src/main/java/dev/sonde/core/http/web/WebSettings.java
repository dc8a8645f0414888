package dev.sonde.core.http.web;

import dev.sonde.core.config.ConfigNode;
import dev.sonde.core.http.TlsSettings;
import dev.sonde.core.http.auth.BcryptHash;
import dev.sonde.core.http.tls.FileTexts;
import dev.sonde.core.http.tls.TlsReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a web config file and the files it names came to when they were read. Immutable. */
final class WebSettings {
    private static final String[] HEADERS = {
        "Content-Security-Policy",
        "X-Frame-Options",
        "X-Content-Type-Options",
        "X-XSS-Protection",
        "Strict-Transport-Security"
    };

    final @Nullable TlsSettings tls;
    final boolean http2;
    final Map<String, String> headers;
    final Map<String, BcryptHash> users;

    /** Null for no limit. */
    final @Nullable RateLimit rateLimit;

    /** @throws dev.sonde.core.config.ConfigException when the file cannot be used */
    WebSettings(ConfigNode root, FileTexts files) {
        root.allow("tls_server_config", "http_server_config", "basic_auth_users", "rate_limit");
        ConfigNode tlsNode = root.get("tls_server_config");
        this.tls = tlsNode == null ? null : TlsReader.read(tlsNode, files);
        ConfigNode http = root.get("http_server_config");
        if (http != null) {
            http.allow("http2", "headers");
        }
        this.http2 = http == null || http.bool("http2", true);
        this.headers = headers(http == null ? null : http.get("headers"));
        this.users = users(root.get("basic_auth_users"));
        this.rateLimit = rateLimit(root.get("rate_limit"));
    }

    private WebSettings(WebSettings that, RateLimit rateLimit) {
        this.tls = that.tls;
        this.http2 = that.http2;
        this.headers = that.headers;
        this.users = that.users;
        this.rateLimit = rateLimit;
    }

    /** These settings, with the bucket of {@code before} where it is still the same one: reading does not refill it. */
    WebSettings continuing(WebSettings before) {
        boolean same = rateLimit != null && before.rateLimit != null && rateLimit.sameAs(before.rateLimit);
        return same ? new WebSettings(this, before.rateLimit) : this;
    }

    private static Map<String, String> headers(@Nullable ConfigNode node) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (node != null) {
            node.allow(HEADERS);
            for (String name : node.keys()) {
                String value = node.string(name, "");
                check(node, name, value.toLowerCase(Locale.ROOT));
                if (!value.isEmpty()) {
                    headers.put(name, value);
                }
            }
        }
        return Collections.unmodifiableMap(headers);
    }

    private static void check(ConfigNode node, String name, String value) {
        switch (value.isEmpty() ? "" : name) {
            case "X-Frame-Options":
                if (!value.equals("deny") && !value.equals("sameorigin")) {
                    throw node.require(name).error("expected deny or sameorigin");
                }
                break;
            case "X-Content-Type-Options":
                if (!value.equals("nosniff")) {
                    throw node.require(name).error("expected nosniff");
                }
                break;
            default:
                break;
        }
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw node.require(name).error("a header cannot hold control characters");
            }
        }
    }

    private static Map<String, BcryptHash> users(@Nullable ConfigNode node) {
        Map<String, BcryptHash> users = new LinkedHashMap<>();
        if (node != null) {
            for (String name : node.keys()) {
                ConfigNode hash = node.require(name);
                try {
                    users.put(name, BcryptHash.parse(hash.secret().reveal()));
                } catch (IllegalArgumentException e) {
                    throw hash.error(String.valueOf(e.getMessage()));
                }
            }
        }
        return Collections.unmodifiableMap(users);
    }

    private static @Nullable RateLimit rateLimit(@Nullable ConfigNode node) {
        if (node == null) {
            return null;
        }
        node.allow("interval", "burst");
        long interval = node.durationMillis("interval", 0);
        int burst = node.integer("burst", 0);
        if (interval < 0 || burst < 0) {
            throw node.error("interval and burst cannot be negative");
        }
        return interval == 0 ? null : new RateLimit(interval, burst, System.nanoTime());
    }
}
