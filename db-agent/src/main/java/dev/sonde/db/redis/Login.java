package dev.sonde.db.redis;

import dev.sonde.core.config.Secret;
import dev.sonde.db.options.Options;
import org.jspecify.annotations.Nullable;

/**
 * Who the agent says it is to a server. The address's own password comes first, then the file's, then the option's;
 * asked for at every login, so that a changed file is in force with the next one. Thread-safe.
 */
final class Login {
    private final RedisAddress address;
    private final Secret password;
    private final @Nullable Passwords file;

    /** @param file passwords by address, or null */
    Login(RedisAddress address, Options options, @Nullable Passwords file) {
        String user = options.text("redis.user");
        this.address = address.user().isEmpty() && !user.isEmpty() ? address.withUser(user) : address;
        this.password = new Secret(options.text("redis.password"));
        this.file = file;
    }

    String user() {
        return address.user();
    }

    Secret password() {
        if (!address.password().isEmpty()) {
            return address.password();
        }
        Secret found = file == null ? null : file.of(address.key());
        return found == null ? password : found;
    }
}
