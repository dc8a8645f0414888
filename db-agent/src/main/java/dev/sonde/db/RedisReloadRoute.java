package dev.sonde.db;

import dev.sonde.core.http.Answers;
import dev.sonde.core.http.HttpCall;
import dev.sonde.core.http.Route;
import dev.sonde.db.redis.Passwords;
import org.jspecify.annotations.Nullable;

/** Reads the password file again, which happens by itself too when it has changed. */
final class RedisReloadRoute implements Route {
    private final @Nullable Passwords passwords;

    RedisReloadRoute(@Nullable Passwords passwords) {
        this.passwords = passwords;
    }

    @Override
    public void handle(HttpCall call) {
        if (passwords == null) {
            Answers.text(call, 400, "There is no pwd file specified\n");
            return;
        }
        Passwords file = passwords;
        call.execute(() -> {
            if (file.reload()) {
                Answers.text(call, 200, "ok");
            } else {
                Answers.text(call, 500, "The password file cannot be used, the log says why\n");
            }
        });
    }
}
