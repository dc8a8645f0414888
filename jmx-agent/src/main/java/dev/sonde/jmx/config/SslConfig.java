package dev.sonde.jmx.config;

import org.jspecify.annotations.Nullable;

/** The block {@code httpServer.ssl}. Immutable. */
public final class SslConfig {
    public final @Nullable StoreConfig keyStore;
    /** Which certificate of the key store is shown. */
    public final String alias;

    public final boolean mutualTls;
    public final @Nullable StoreConfig trustStore;
    /** Comma-separated; empty for Java's own. */
    public final String protocols;

    public final String ciphers;

    SslConfig(KeyedNode node) {
        node.known("keyStore", "certificate", "mutualTLS", "trustStore", "protocols", "ciphers");
        keyStore = StoreConfig.of(node.child("keyStore"));
        KeyedNode certificate = node.child("certificate");
        String name = certificate == null ? null : certificate.text("alias");
        if (certificate == null || name == null) {
            throw node.error("missing key certificate.alias");
        }
        certificate.known("alias");
        alias = name;
        mutualTls = node.bool("mutualTLS", false);
        trustStore = StoreConfig.of(node.child("trustStore"));
        protocols = node.text("protocols", "");
        ciphers = node.text("ciphers", "");
    }
}
