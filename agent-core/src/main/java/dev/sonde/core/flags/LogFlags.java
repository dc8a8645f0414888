package dev.sonde.core.flags;

import dev.sonde.core.log.LogFormat;
import dev.sonde.core.log.Logging;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** {@code --log.level} and {@code --log.format}, the same for all agents. */
public final class LogFlags {
    private static final String LEVEL = "log.level";
    private static final String FORMAT = "log.format";

    private LogFlags() {}

    public static void declare(FlagSet flags) {
        flags.choice(
                LEVEL,
                "info",
                "Only log messages with the given severity or above. One of: [debug, info, warn, error]",
                "debug",
                "info",
                "warn",
                "error");
        flags.choice(FORMAT, "logfmt", "Output format of log messages. One of: [logfmt, json]", "logfmt", "json");
    }

    /** Puts the flags into force, then logs what the parser had to say. */
    public static void apply(FlagSet flags) {
        Logging.configure(
                Level.valueOf(flags.getString(LEVEL).toUpperCase(Locale.ROOT)),
                LogFormat.valueOf(flags.getString(FORMAT).toUpperCase(Locale.ROOT)));
        if (!flags.warnings().isEmpty()) {
            Logger logger = LoggerFactory.getLogger(LogFlags.class);
            for (String warning : flags.warnings()) {
                logger.warn(warning);
            }
        }
    }
}
