package dev.sonde.core.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArgumentFileTest {
    @TempDir
    Path directory;

    @Test
    void aLineIsAnArgument() throws IOException {
        FlagSet flags = parse(
                write("args", "# comment\n--path.procfs\n/with blanks\n\n--web.max-requests=7\r\n--no-collector.cpu"));

        assertThat(flags.getString("path.procfs")).isEqualTo("/with blanks");
        assertThat(flags.getInt("web.max-requests")).isEqualTo(7);
        assertThat(flags.getBool("collector.cpu")).isFalse();
    }

    @Test
    void aFileMayGiveTheValueOfAFlagBeforeIt() throws IOException {
        assertThat(parse("--path.procfs", write("value", "#\n/proc2\n")).getString("path.procfs"))
                .isEqualTo("/proc2");
        assertThat(parse(write("flag", "--path.procfs\n"), "/proc3").getString("path.procfs"))
                .isEqualTo("/proc3");
        assertThat(error("--path.procfs", write("other", "--web.max-requests=1\n")))
                .contains("expected argument for flag '--path.procfs'");
    }

    @Test
    void filesNest() throws IOException {
        String inner = write("inner", "--web.max-requests=7");

        assertThat(parse(write("outer", inner + "\n--path.procfs=/p\n")).getInt("web.max-requests"))
                .isEqualTo(7);
    }

    @Test
    void nothingIsSpecialAfterTheEndOfFlags() throws IOException {
        assertThat(error(write("end", "--\n"), "--web.max-requests=7")).contains("unexpected --web.max-requests=7");
        assertThat(error("--", "@file")).contains("unexpected @file");
    }

    @Test
    void blanksBelongToTheArgument() throws IOException {
        assertThat(error(write("blanks", "  --web.max-requests=7"))).contains("unexpected   --web.max-requests=7");
    }

    @Test
    void aFileThatNamesItselfEnds() throws IOException {
        Path self = directory.resolve("self");
        Files.writeString(self, "@" + self + "\n@" + self + "\n");

        assertThat(error("@" + self)).contains("more than 64 argument files");
    }

    @Test
    void whatCannotBeReadIsNamed() throws IOException {
        assertThat(error("@" + directory.resolve("none")))
                .startsWith("node-agent: error: failed to read arguments file \"" + directory.resolve("none") + "\": ");
        assertThat(error("@" + directory)).contains("failed to read arguments file \"" + directory + "\"");
        Path big = directory.resolve("big");
        Files.write(big, new byte[(1 << 20) + 1]);
        assertThat(error("@" + big)).contains("is larger than 1048576 bytes");
    }

    private String write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.writeString(file, text);
        return "@" + file;
    }

    private static FlagSet parse(String... args) {
        return CommandLineTest.flags().parse(args);
    }

    private static String error(String... args) {
        return catchThrowableOfType(UsageException.class, () -> parse(args)).text();
    }
}
