package dev.sonde.jmx.config;

import dev.sonde.core.config.Secret;
import org.jspecify.annotations.Nullable;

/** A key or trust store; what is null comes from the {@code javax.net.ssl.*} system properties. Immutable. */
public final class StoreConfig {
    public final @Nullable String filename;
    public final @Nullable String type;
    public final @Nullable Secret password;

    private StoreConfig(KeyedNode node) {
        node.known("filename", "type", "password");
        filename = node.text("filename");
        type = node.text("type");
        String text = node.text("password");
        password = text == null ? null : new Secret(Variables.resolve(node, "password", text));
    }

    static @Nullable StoreConfig of(@Nullable KeyedNode node) {
        return node == null ? null : new StoreConfig(node);
    }
}
