package dev.sonde.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
    @ParameterizedTest
    @CsvSource({
        "/dev/pts/3, xterm, '', true",
        "/dev/tty1, linux, '', true",
        "/dev/console, linux, '', true",
        "/dev/pts/3, dumb, '', false",
        "/dev/pts/3, xterm, 1, false",
        "/dev/null, xterm, '', false",
        "pipe:[123], xterm, '', false",
        "/home/dev/pts/file, xterm, '', false",
        "'', xterm, '', false",
    })
    void coloursOnlyTerminals(String target, String term, String noColor, boolean coloured) {
        Terminal terminal = Terminal.of(target, Map.of("TERM", term, "NO_COLOR", noColor));
        assertThat(terminal.good("x")).isEqualTo(coloured ? "\u001b[32mx\u001b[0m" : "x");
        assertThat(terminal.bad("x")).isEqualTo(coloured ? "\u001b[1;31mx\u001b[0m" : "x");
    }

    @Test
    void whoSaysNothingOfItsTerminalGetsNoColour() {
        assertThat(Terminal.of("/dev/pts/1", Map.of()).good("x")).isEqualTo("x");
    }
}
