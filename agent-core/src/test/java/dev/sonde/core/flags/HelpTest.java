package dev.sonde.core.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
    private static FlagSet flags(Map<String, String> environment) {
        FlagSet flags = new FlagSet("node-agent", "Metrics of this host.", environment);
        flags.version("node-agent, version 1");
        flags.string(
                "collector.diskstats.device-exclude",
                "^(z?ram|\"x\")\\d+$",
                "Regexp of diskstats devices to exclude (mutually exclusive to device-include).");
        flags.string("collector.arp.device-include", "Regexp of arp devices to include.");
        flags.string("path.procfs", "/proc", "procfs mountpoint.");
        flags.string("web.config.file", "", "Path to a file. See: https://example.org/" + "x".repeat(60));
        flags.strings("web.listen-address", "Addresses on which to expose metrics.", ":9100");
        flags.strings("collector.textfile.directory", "Directories.");
        flags.bool("collector.cpu", true, "Enable the cpu collector (default: enabled).");
        flags.integer("web.max-requests", 40, "Maximum number of parallel scrape requests. Use 0 to disable.");
        flags.integer("runtime.gomaxprocs", 1, "The target number of CPUs.").env("GOMAXPROCS");
        flags.number("timeout-offset", 0.25, "Seconds.").placeholder("SECONDS").shortName('t');
        flags.duration("secret.knob", "5s", "Not shown.").hidden();
        flags.choice("log.level", "info", "Level. One of: [info, warn]", "info", "warn");
        return flags;
    }

    private static UsageException usage(FlagSet flags, String... args) {
        return catchThrowableOfType(UsageException.class, () -> flags.parse(args));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "--help-long", "--no-help", "--web.max-requests=x --help"})
    void help(String line) throws IOException {
        UsageException help = usage(flags(Map.of()), line.split(" "));

        assertThat(help.text()).isEqualTo(golden("help.txt"));
        assertThat(help.exitCode()).isZero();
        assertThat(help.toStdout()).isTrue();
    }

    @Test
    void helpIsAsWideAsTheTerminal() {
        String wide = usage(flags(Map.of("COLUMNS", "200")), "--help").text();
        assertThat(wide).contains("  Regexp of diskstats devices to exclude (mutually exclusive to device-include).\n");
        assertThat(usage(flags(Map.of("COLUMNS", "x")), "--help").text())
                .isEqualTo(usage(flags(Map.of()), "--help").text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "--no-version", "--version --nope", "--help --version", "--version=1"})
    void versionActsWhereItStands(String line) {
        UsageException version = usage(flags(Map.of()), line.split(" "));

        assertThat(version.text()).isEqualTo("node-agent, version 1\n");
        assertThat(version.exitCode()).isZero();
        assertThat(version.toStdout()).isTrue();
    }

    @Test
    void manPage() throws IOException {
        assertThat(usage(flags(Map.of()), "--help-man").text()).isEqualTo(golden("manpage.txt"));
    }

    @Test
    void completion() {
        assertThat(usage(flags(Map.of()), "--completion-bash").text().lines())
                .contains("--help", "--version", "--path.procfs", "--collector.cpu", "--no-collector.cpu")
                .doesNotContain("--secret.knob", "--help-man", "--no-help");
        assertThat(usage(flags(Map.of()), "--completion-script-bash").text())
                .contains("complete -o default -F _node_agent_complete node-agent\n");
        assertThat(usage(flags(Map.of()), "--completion-script-zsh").text()).startsWith("#compdef node-agent\n");
    }

    @Test
    void textsGoWhereTheyBelong() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stdout = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream stderr = new PrintStream(err, true, StandardCharsets.UTF_8);

        assertThat(usage(flags(Map.of()), "--version").print(stdout, stderr)).isZero();
        assertThat(usage(flags(Map.of()), "--nope").print(stdout, stderr)).isEqualTo(1);

        assertThat(out).hasToString("node-agent, version 1\n");
        assertThat(err).hasToString("node-agent: error: unknown long flag '--nope', try --help\n");
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = HelpTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
