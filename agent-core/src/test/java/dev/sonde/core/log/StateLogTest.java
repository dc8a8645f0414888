package dev.sonde.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class StateLogTest {
    private final Logger logger = LoggerFactory.getLogger("State");

    @Test
    void tellsChangesOnly() {
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            StateLog log = new StateLog(logger);
            log.recovered("a", "never failed");
            log.failed("a", "a fails", new IOException("why"));
            log.failed("a", "a fails", null);
            log.failed("b", "b fails", null);
            log.recovered("a", "a works");
            log.recovered("a", "a works");
            log.failed("a", "a fails again", null);

            assertThat(stderr.lines())
                    .containsExactly(
                            "time=T level=WARN source=State msg=\"a fails\" err=\"java.io.IOException: why\"",
                            "time=T level=WARN source=State msg=\"b fails\"",
                            "time=T level=INFO source=State msg=\"a works\"",
                            "time=T level=WARN source=State msg=\"a fails again\"");
        }
    }

    @Test
    void keysAreBounded() {
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            StateLog log = new StateLog(logger, 2, Long.MAX_VALUE);
            for (String key : "a b c d a b c".split(" ")) {
                log.failed(key, key, null);
            }
            log.recovered("c", "not told");
            log.recovered("a", "a works");
            log.failed("c", "c", null);

            assertThat(stderr.lines())
                    .containsExactly(
                            "time=T level=WARN source=State msg=a",
                            "time=T level=WARN source=State msg=b",
                            "time=T level=WARN source=State msg=\"More than 2 different failures, "
                                    + "further ones are logged at level debug\"",
                            "time=T level=INFO source=State msg=\"a works\"",
                            "time=T level=WARN source=State msg=c");
        }
    }

    @Test
    void oldFailuresMakeRoom() {
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            StateLog log = new StateLog(logger, 2, 0);
            log.failed("a", "a", null);
            log.failed("b", "b", null);
            log.failed("a", "a", null);
            log.failed("c", "c", null);
            log.failed("a", "a is still known", null);
            log.failed("b", "b was forgotten", null);

            assertThat(stderr.lines())
                    .containsExactly(
                            "time=T level=WARN source=State msg=a",
                            "time=T level=WARN source=State msg=b",
                            "time=T level=WARN source=State msg=c",
                            "time=T level=WARN source=State msg=\"b was forgotten\"");
        }
    }
}
