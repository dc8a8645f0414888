package dev.sonde.core.flags;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.log.LogFormat;
import dev.sonde.core.log.Logging;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogFlagsTest {
    private final PrintStream original = System.err;
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setErr(original);
        Logging.configure(Level.INFO, LogFormat.LOGFMT);
    }

    @Test
    void theFlagsRuleTheLogAndWarningsAreTold() {
        FlagSet flags = new FlagSet("node-agent", "", Map.of());
        LogFlags.declare(flags);
        flags.string("new", "", "New.");
        flags.string("old", "Old.").deprecatedFor("new");
        flags.parse("--log.level=warn", "--log.format=json", "--old=x");
        System.setErr(new PrintStream(stderr, true, StandardCharsets.UTF_8));

        LogFlags.apply(flags);
        Logger logger = LoggerFactory.getLogger("x");
        logger.info("info");
        logger.warn("warn");

        assertThat(stderr.toString(StandardCharsets.UTF_8).replaceAll("\"time\":\"[^\"]*\",", ""))
                .isEqualTo("{\"level\":\"WARN\",\"source\":\"LogFlags\",\"msg\":\"--old is deprecated, use --new\"}\n"
                        + "{\"level\":\"WARN\",\"source\":\"x\",\"msg\":\"warn\"}\n");
    }
}
