package dev.sonde.db.redis;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigFile;
import dev.sonde.core.config.ConfigNode;
import dev.sonde.core.config.Secret;
import dev.sonde.core.config.WatchedFile;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A file of passwords by address, read again when it changes. Thread-safe. */
public final class Passwords {
    private final WatchedFile<Map<String, Secret>> file;

    /** @throws ConfigException when the file cannot be used */
    public Passwords(String path) {
        file = new WatchedFile<>(path, Passwords::parse, LoggerFactory.getLogger(Passwords.class));
    }

    private static Map<String, Secret> parse(String path, byte[] content) {
        // JSON whatever it is called; YAML reads JSON
        ConfigNode root = ConfigFile.parse(path, content);
        if (!root.isMap()) {
            throw new ConfigException(path + ": expected an object of addresses and passwords");
        }
        Map<String, Secret> byKey = new HashMap<>();
        for (String key : root.keys()) {
            byKey.put(key, root.require(key).secret());
        }
        return byKey;
    }

    @Nullable Secret of(String key) {
        return file.get().get(key);
    }

    /** True when the file as it is now is in force. */
    public boolean reload() {
        return file.reload();
    }
}
