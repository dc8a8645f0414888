package dev.sonde.jmx;

import dev.sonde.core.config.Secret;
import dev.sonde.jmx.config.RemoteConfig;
import dev.sonde.jmx.config.StoreConfig;
import org.jspecify.annotations.Nullable;

/**
 * Keys, trust, protocols and ciphers towards the JVM that is read. The server's stub brings its own socket factory,
 * which asks nobody but system properties; so this is for the agent as a program of its own.
 */
final class RemoteTls {
    private RemoteTls() {}

    /** To be called before the first connection. */
    static void use(RemoteConfig config) {
        if (config.ssl) {
            store("javax.net.ssl.keyStore", config.keyStore);
            store("javax.net.ssl.trustStore", config.trustStore);
            set("javax.rmi.ssl.client.enabledProtocols", config.protocols);
            set("javax.rmi.ssl.client.enabledCipherSuites", config.ciphers);
        }
    }

    private static void store(String property, @Nullable StoreConfig store) {
        if (store != null) {
            Secret password = store.password;
            set(property, store.filename);
            set(property + "Type", store.type);
            set(property + "Password", password == null ? null : password.reveal());
        }
    }

    /** What the file does not say stays as the command line has it. */
    private static void set(String property, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            System.setProperty(property, value);
        }
    }
}
