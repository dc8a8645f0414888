package dev.sonde.db;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.WebConfig;

/** redis_exporter's own flags for TLS and authentication of its server, as a web config. */
final class RedisWebConfig {
    private RedisWebConfig() {}

    /** The config that the flags make, or {@code file} when none of them is given. */
    static WebConfig of(FlagSet flags, WebConfig file) {
        return file;
    }
}
