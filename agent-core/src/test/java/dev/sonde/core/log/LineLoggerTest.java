package dev.sonde.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LineLoggerTest {
    private final Logger logger = LoggerFactory.getLogger("dev.sonde.node.CpuCollector");

    @Test
    void logfmt() {
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            logger.info("ready");
            logger.atWarn()
                    .addKeyValue("collector", "cpu")
                    .addKeyValue("took ms", 1.5)
                    .addKeyValue("none", (Object) null)
                    .log("collector {} failed", "cpu");

            assertThat(stderr.lines())
                    .containsExactly(
                            "time=T level=INFO source=CpuCollector msg=ready",
                            "time=T level=WARN source=CpuCollector msg=\"collector cpu failed\" "
                                    + "collector=cpu \"took ms\"=1.5 none=null");
        }
    }

    @Test
    void json() {
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.JSON)) {
            logger.atError()
                    .addKeyValue("n", 3)
                    .addKeyValue("ok", true)
                    .addKeyValue("inf", Double.POSITIVE_INFINITY)
                    .addKeyValue("level", Level.WARN)
                    .log("a \"b\"\n");

            assertThat(stderr.lines())
                    .containsExactly(
                            "{\"time\":\"T\",\"level\":\"ERROR\",\"source\":\"CpuCollector\","
                                    + "\"msg\":\"a \\\"b\\\"\\n\",\"n\":3,\"ok\":true,\"inf\":\"Infinity\",\"level\":\"WARN\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"DEBUG, debug info warn error", "INFO, info warn error", "WARN, warn error", "ERROR, error"})
    void levels(Level level, String expected) {
        try (CapturedStderr stderr = new CapturedStderr(level, LogFormat.LOGFMT)) {
            logger.trace("trace");
            logger.debug("debug");
            logger.info("info");
            logger.warn("warn");
            logger.error("error");

            assertThat(stderr.text().replaceAll("(?m)^.* msg=(.*)$\n?", "$1 ").trim())
                    .isEqualTo(expected);
        }
    }

    @Test
    void anExceptionIsOneLineAndHasItsStackOnlyAtDebug() {
        IOException cause = new IOException("no\nsuch file");
        RuntimeException thrown = new IllegalStateException("failed", cause);
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            logger.warn("oh", thrown);
            logger.warn("wrapped", new RuntimeException(cause));

            assertThat(stderr.lines())
                    .containsExactly(
                            "time=T level=WARN source=CpuCollector msg=oh err=\"java.lang.IllegalStateException: "
                                    + "failed: java.io.IOException: no\\nsuch file\"",
                            "time=T level=WARN source=CpuCollector msg=wrapped err=\"java.lang.RuntimeException: "
                                    + "java.io.IOException: no\\nsuch file\"");
        }
        try (CapturedStderr stderr = new CapturedStderr(Level.DEBUG, LogFormat.LOGFMT)) {
            logger.warn("oh", thrown);

            assertThat(stderr.lines()).hasSize(1);
            assertThat(stderr.text()).contains("stack=\"java.lang.IllegalStateException: failed\\n\\tat dev.sonde.");
        }
    }

    @Test
    void oneWriteMakesOneLine() {
        int[] writes = {0};
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int b) {
                writes[0]++;
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                writes[0]++;
            }
        };
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            System.setErr(new PrintStream(counting, true));
            logger.atInfo().addKeyValue("a", "x".repeat(5000)).log("b");
            System.setErr(new PrintStream(counting, true));

            assertThat(stderr.text()).isEmpty();
        }
        assertThat(writes[0]).isEqualTo(1);
    }

    @Test
    void neverThrows() {
        Object broken = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        };
        Throwable cyclic = new RuntimeException("a");
        cyclic.initCause(new RuntimeException("b", cyclic));
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            logger.atInfo().addKeyValue("x", broken).log("fluent");
            logger.info("old {}", broken);
            logger.info("too few {} {}", "a");
            logger.info(null);
            logger.atInfo().addKeyValue(null, (Object) null).log();
            logger.info("cyclic", cyclic);

            assertThat(stderr.lines())
                    .hasSize(6)
                    .first()
                    .asString()
                    .endsWith("msg=fluent x=!java.lang.IllegalStateException");
        }
    }

    @Test
    void longValuesAreCut() {
        try (CapturedStderr stderr = new CapturedStderr(Level.INFO, LogFormat.LOGFMT)) {
            logger.info("x".repeat(LogLine.MAX_VALUE_CHARS) + "y");

            assertThat(stderr.lines()).singleElement().asString().endsWith("xxx...");
            assertThat(stderr.text()).doesNotContain("y");
        }
    }
}
