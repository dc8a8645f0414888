package dev.sonde.db;

import static dev.sonde.db.options.Option.Kind.BOOL;
import static dev.sonde.db.options.Option.Kind.TEXT;
import static dev.sonde.db.options.Option.Kind.TEXTS;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.LogFlags;
import dev.sonde.core.http.WebFlags;
import dev.sonde.core.log.LogFormat;
import dev.sonde.core.log.Logging;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.db.options.Option;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.RedisOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.Level;

/** The flags of {@code db-agent redis}: redis_exporter's, and those that all agents have. */
final class RedisFlags {
    private static final List<Option> PROCESS = List.of(
            process("redis-only-metrics", BOOL, "false", "Leave out the families about the agent itself."),
            process("include-go-runtime-metrics", BOOL, "false", "Has no effect: there is no Go runtime here."),
            process("debug", BOOL, "false", "Log at level debug."),
            process("log-level", TEXT, "INFO", "Log level: DEBUG, INFO, WARN, ERROR."),
            process("log-format", TEXT, "txt", "Log format: txt or json."),
            process("disable-scrape-endpoint", BOOL, "false", "No /scrape: only the configured target is scraped."),
            process("scrape-allow", TEXT, "", "Hosts that /scrape may reach, parted by commas, *.example.org too."),
            process("basic-auth-username", TEXT, "", "User that clients have to log in as."),
            process("basic-auth-password", TEXT, "", "Password of that user."),
            process("basic-auth-hash-password", TEXT, "", "The password as a bcrypt hash, instead."),
            process("tls-server-cert-file", TEXT, "", "Certificate of the agent's own server, PEM."),
            process("tls-server-key-file", TEXT, "", "Key of that certificate, PEM."),
            process("tls-server-ca-cert-file", TEXT, "", "Authorities that clients need a certificate of, PEM."),
            process("tls-server-min-version", TEXT, "TLS1.2", "Lowest version of TLS: TLS1.0 to TLS1.3."));

    private RedisFlags() {}

    private static Option process(String name, Option.Kind kind, String standard, String help) {
        return new Option(name, kind, standard, RedisOptions.env(name), help);
    }

    static FlagSet declare(BuildInfo build) {
        FlagSet flags = new FlagSet("db-agent redis", "Redis metrics for Prometheus").version(build.text("db-agent"));
        WebFlags.declare(flags, ":9121");
        LogFlags.declare(flags);
        Options.declare(RedisOptions.TABLE, flags);
        Options.declare(PROCESS, flags);
        return flags;
    }

    /** Puts the logging that was asked for into force, in the agents' words or in the peer's. */
    static void applyLog(FlagSet flags) {
        LogFlags.apply(flags);
        boolean own = flags.isSet("log.level") || flags.isSet("log.format");
        if (own) {
            return;
        }
        String named =
                flags.getBool("debug") ? "DEBUG" : flags.getString("log-level").toUpperCase(Locale.ROOT);
        Level level = switch (named) {
            case "DEBUG", "TRACE" -> Level.DEBUG;
            case "WARN", "WARNING" -> Level.WARN;
            case "ERROR", "FATAL", "PANIC" -> Level.ERROR;
            default -> Level.INFO;
        };
        Logging.configure(level, flags.getString("log-format").equals("json") ? LogFormat.JSON : LogFormat.LOGFMT);
    }

    /** All flags that the environment may set, by name. */
    static Map<String, Option> byName() {
        Map<String, Option> byName = new LinkedHashMap<>();
        for (Option option : RedisOptions.TABLE) {
            byName.put(option.name(), option);
        }
        for (Option option : PROCESS) {
            byName.put(option.name(), option);
        }
        byName.put("web.listen-address", process("web.listen-address", TEXTS, ":9121", ""));
        byName.put("web.telemetry-path", process("web.telemetry-path", TEXT, "/metrics", ""));
        return byName;
    }
}
