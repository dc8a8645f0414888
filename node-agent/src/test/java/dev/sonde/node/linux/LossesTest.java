package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.NoDataException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossesTest {
    private final Losses losses = new Losses(LossesTest.class);
    private final NoDataException absent = new NoDataException("nothing there");

    /** Lines of the log that say what the actions did. */
    private static String logged(Runnable actions) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            actions.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void tellsWhenALossBeginsAndWhenItEnds() {
        String log = logged(() -> {
            losses.found("/a");
            for (int i = 0; i < 3; i++) {
                losses.lost("/a", ReadError.IO, "/a: Input/output error");
            }
            losses.found("/a");
            losses.found("/a");
            losses.lost("/a", new IOException("/a: malformed line \"x\""));
        });

        assertThat(log.lines().map(line -> line.replaceAll(".* level=(\\w+) .*msg=", "$1 ")))
                .containsExactly(
                        "WARN \"/a: Input/output error\"",
                        "INFO \"/a can be read again\"",
                        "WARN \"/a: malformed line \\\"x\\\"\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"MISSING", "INVALID", "AGAIN", "NO_DATA", "NO_DEVICE", "NOT_SUPPORTED"})
    void aDriverMayHaveNothingToSay(ReadError error) {
        assertThat(logged(() -> losses.lost("/a", error, "/a: refused"))).isEmpty();
    }

    @Test
    void tellsOfOneFileOfThoseThatOnlyRootMayRead() {
        String log = logged(() -> {
            losses.lost("/a", ReadError.DENIED, "/a: Permission denied");
            losses.lost("/b", ReadError.DENIED, "/b: Permission denied");
        });

        assertThat(log.lines()).hasSize(1);
        assertThat(log).contains("/a: Permission denied");
    }

    @Test
    void aScrapeFailsOnlyWhenNothingIsFound() throws Exception {
        losses.begin();
        losses.lost("/a", ReadError.MISSING, "/a: missing");
        assertThatThrownBy(() -> losses.end(absent)).isSameAs(absent);

        losses.begin();
        losses.lost("/a", ReadError.IO, "/a: Input/output error");
        assertThatThrownBy(() -> losses.end(absent))
                .isInstanceOf(IOException.class)
                .hasMessage("/a: Input/output error");

        losses.begin();
        losses.lost("/a", ReadError.IO, "/a: Input/output error");
        losses.found("/b");
        losses.end(absent);
    }
}
