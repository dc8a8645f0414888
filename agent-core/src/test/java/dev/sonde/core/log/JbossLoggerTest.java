package dev.sonde.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class JbossLoggerTest {
    private final Logger logger = Logger.getLogger("org.xnio.nio");

    @Test
    void warningsAndErrorsOnly() {
        try (CapturedStderr stderr = new CapturedStderr(Level.DEBUG, LogFormat.LOGFMT)) {
            logger.trace("trace");
            logger.debug("debug");
            logger.info("info");
            logger.warnf("%s and %d", "text", 1);
            logger.errorv("{0}", "text");
            logger.fatal("fatal");
            logger.warnf("%d", "broken");

            assertThat(stderr.lines())
                    .containsExactly(
                            "time=T level=WARN source=nio msg=\"text and 1\"",
                            "time=T level=ERROR source=nio msg=text",
                            "time=T level=ERROR source=nio msg=fatal",
                            "time=T level=WARN source=nio msg=%d");
        }
    }

    @Test
    void followsTheLevel() {
        try (CapturedStderr stderr = new CapturedStderr(Level.ERROR, LogFormat.LOGFMT)) {
            logger.warn("warn", new RuntimeException());

            assertThat(stderr.text()).isEmpty();
            assertThat(logger.isEnabled(Logger.Level.WARN)).isFalse();
            assertThat(logger.isEnabled(Logger.Level.ERROR)).isTrue();
        }
    }
}
