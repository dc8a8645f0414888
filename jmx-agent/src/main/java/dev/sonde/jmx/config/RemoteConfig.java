package dev.sonde.jmx.config;

import dev.sonde.core.config.Secret;
import org.jspecify.annotations.Nullable;

/** How to reach another JVM over JMX. Immutable. */
public final class RemoteConfig {
    /** A service URL. */
    public final String url;
    /** Empty for none; credentials are sent only when both are given. */
    public final String username;

    public final Secret password;
    public final boolean ssl;
    public final @Nullable StoreConfig keyStore;
    public final @Nullable StoreConfig trustStore;
    /** Comma-separated; empty for Java's own. */
    public final String protocols;

    public final String ciphers;

    private RemoteConfig(String url, KeyedNode root) {
        this.url = url;
        this.username = Variables.resolve(root, "username", root.text("username", ""));
        this.password = new Secret(Variables.resolve(root, "password", root.text("password", "")));
        boolean plain = !root.has("ssl") || root.isScalar("ssl");
        KeyedNode block = plain ? null : root.child("ssl");
        this.ssl = block == null ? root.bool("ssl", false) : block.bool("enabled", false);
        if (block != null) {
            block.known("enabled", "keyStore", "trustStore", "protocols", "ciphers");
        }
        this.keyStore = block == null ? null : StoreConfig.of(block.child("keyStore"));
        this.trustStore = block == null ? null : StoreConfig.of(block.child("trustStore"));
        this.protocols = block == null ? "" : block.text("protocols", "");
        this.ciphers = block == null ? "" : block.text("ciphers", "");
    }

    private RemoteConfig(String url) {
        this.url = url;
        username = "";
        password = new Secret("");
        ssl = false;
        keyStore = null;
        trustStore = null;
        protocols = "";
        ciphers = "";
    }

    /** A JVM of this host that lets itself be asked without credentials. */
    public static RemoteConfig local(String url) {
        return new RemoteConfig(url);
    }

    static @Nullable RemoteConfig of(KeyedNode root) {
        String hostPort = root.text("hostPort");
        String url = root.text("jmxUrl");
        if (hostPort != null && url != null) {
            throw root.error("jmxUrl", "only one of hostPort and jmxUrl can be given");
        }
        if (hostPort != null) {
            return new RemoteConfig("service:jmx:rmi:///jndi/rmi://" + hostPort + "/jmxrmi", root);
        }
        return url == null ? null : new RemoteConfig(url, root);
    }
}
