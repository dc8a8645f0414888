package dev.sonde.core.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages were compared with those of node_exporter 1.11.1 where no other reason is given. */
class CommandLineTest {
    static FlagSet flags() {
        return flags(Map.of());
    }

    static FlagSet flags(Map<String, String> environment) {
        FlagSet flags = new FlagSet("node-agent", "", environment);
        flags.version("node-agent, version 1");
        flags.string("path.procfs", "/proc", "procfs mountpoint.");
        flags.string("fs.exclude", "Regexp of types to exclude.");
        flags.string("fs.ignored", "Old spelling.").deprecatedFor("fs.exclude");
        flags.bool("collector.cpu", true, "Enable the cpu collector.");
        flags.bool("web.systemd-socket", false, "Use systemd sockets.").shortName('s');
        flags.integer("web.max-requests", 40, "Parallel scrapes.");
        flags.integer("runtime.gomaxprocs", 1, "Processors.").env("GOMAXPROCS");
        flags.number("timeout-offset", 0.25, "Seconds.").shortName('t');
        flags.duration("mount-timeout", "5s", "How long to wait.").hidden();
        flags.strings("web.listen-address", "Addresses.", ":9100");
        flags.strings("textfile.directory", "Directories.");
        flags.choice("log.level", "info", "Level.", "debug", "info", "warn", "error");
        return flags;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --nope                                  | unknown long flag '--nope'
            --nope=a                                | unknown long flag '--nope'
            --=x                                    | unknown long flag '--'
            --Web.max-requests=1                    | unknown long flag '--Web.max-requests'
            --web.max-request=1                     | unknown long flag '--web.max-request'
            --no-web.max-requests                   | unknown long flag '--no-web.max-requests'
            --no-web.max-requests=3                 | unknown long flag '--no-web.max-requests'
            --no-no-collector.cpu                   | unknown long flag '--no-no-collector.cpu'
            -x                                      | unknown short flag '-x'
            -xyz                                    | unknown short flag '-x'
            -                                       | unknown short flag '-'
            -h=3                                    | unknown short flag '-='
            -hx                                     | unknown short flag '-x'
            foo                                     | unexpected foo
            -- foo                                  | unexpected foo
            -- @nofile                              | unexpected @nofile
            --web.max-requests                      | expected argument for flag '--web.max-requests'
            --web.max-requests --                   | expected argument for flag '--web.max-requests'
            --web.max-requests -5                   | expected argument for flag '--web.max-requests'
            --web.max-requests --version            | expected argument for flag '--web.max-requests'
            --help --web.max-requests               | expected argument for flag '--web.max-requests'
            -t                                      | expected argument for flag '--timeout-offset'
            --collector.cpu=true                    | unexpected true
            --no-collector.cpu=1                    | unexpected 1
            --help=1                                | unexpected 1
            --help foo                              | unexpected foo
            --help --nope                           | unknown long flag '--nope'
            --nope --version                        | unknown long flag '--nope'
            --collector.cpu --collector.cpu         | flag 'collector.cpu' cannot be repeated
            --no-collector.cpu --collector.cpu      | flag 'collector.cpu' cannot be repeated
            --path.procfs=a --path.procfs=b         | flag 'path.procfs' cannot be repeated
            --collector.cpu --collector.cpu --nope  | unknown long flag '--nope'
            --web.max-requests=x --path.procfs=a --path.procfs=b | invalid value "x" for flag '--web.max-requests': expected a whole number
            --web.max-requests=                     | invalid value "" for flag '--web.max-requests': expected a whole number
            --web.max-requests=1.5                  | invalid value "1.5" for flag '--web.max-requests': expected a whole number
            --web.max-requests=9999999999           | invalid value "9999999999" for flag '--web.max-requests': expected a whole number
            --web.max-requests=5d                   | invalid value "5d" for flag '--web.max-requests': expected a whole number
            --timeout-offset=0x1p3                  | invalid value "0x1p3" for flag '--timeout-offset': expected a number
            --timeout-offset=NaN                    | invalid value "NaN" for flag '--timeout-offset': expected a number
            --mount-timeout=5                       | invalid value "5" for flag '--mount-timeout': missing unit in duration
            --mount-timeout=5x                      | invalid value "5x" for flag '--mount-timeout': unknown unit "x" in duration
            --mount-timeout=                        | invalid value "" for flag '--mount-timeout': expected a duration such as 5s
            --log.level=foo                         | invalid value "foo" for flag '--log.level': must be one of debug, info, warn, error
            --log.level=INFO                        | invalid value "INFO" for flag '--log.level': must be one of debug, info, warn, error
            --fs.ignored=a --fs.exclude=b           | flags '--fs.ignored' and '--fs.exclude' are the same: give only one of them
            --fs.exclude=a --fs.ignored=a           | flags '--fs.exclude' and '--fs.ignored' are the same: give only one of them
            --fs.ignored=a --fs.ignored=a           | flag 'fs.ignored' cannot be repeated
            @                                       | expected @ file to expand arguments from
            """)
    void refuses(String line, String message) {
        UsageException error = catchThrowableOfType(UsageException.class, () -> flags().parse(line.split(" +")));

        assertThat(error.text()).isEqualTo("node-agent: error: " + message + ", try --help\n");
        assertThat(error.exitCode()).isEqualTo(1);
        assertThat(error.toStdout()).isFalse();
    }

    @Test
    void anEmptyArgumentIsUnexpected() {
        assertThat(catchThrowableOfType(UsageException.class, () -> flags().parse("")))
                .hasMessage("node-agent: error: unexpected , try --help\n");
    }

    @Test
    void anErrorIsOneLineWhateverWasGiven() {
        assertThat(catchThrowableOfType(UsageException.class, () -> flags().parse("--x\n\u001b[31my"))
                        .text())
                .isEqualTo("node-agent: error: unknown long flag '--x\uFFFD\uFFFD[31my', try --help\n");
    }

    @Test
    void defaults() {
        FlagSet flags = flags();
        flags.parse();

        assertThat(flags.getString("path.procfs")).isEqualTo("/proc");
        assertThat(flags.getString("fs.exclude")).isEmpty();
        assertThat(flags.getBool("collector.cpu")).isTrue();
        assertThat(flags.getBool("web.systemd-socket")).isFalse();
        assertThat(flags.getInt("web.max-requests")).isEqualTo(40);
        assertThat(flags.getNumber("timeout-offset")).isEqualTo(0.25);
        assertThat(flags.getDurationMillis("mount-timeout")).isEqualTo(5000);
        assertThat(flags.getStrings("web.listen-address")).containsExactly(":9100");
        assertThat(flags.getStrings("textfile.directory")).isEmpty();
        assertThat(flags.getString("log.level")).isEqualTo("info");
        assertThat(flags.isSet("path.procfs")).isFalse();
        assertThat(flags.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --path.procfs=/p                       | path.procfs        | /p
            --path.procfs /p                       | path.procfs        | /p
            --path.procfs=                         | path.procfs        | ''
            --path.procfs=a=b                      | path.procfs        | a=b
            --path.procfs=@file                    | path.procfs        | @file
            --path.procfs=-x                       | path.procfs        | -x
            --path.procfs /p --                    | path.procfs        | /p
            --collector.cpu                        | collector.cpu      | true
            --no-collector.cpu                     | collector.cpu      | false
            -s                                     | web.systemd-socket | true
            -st0.5                                 | timeout-offset     | 0.5
            -t 0.5                                 | timeout-offset     | 0.5
            --timeout-offset=1e3                   | timeout-offset     | 1000.0
            --timeout-offset=+Inf                  | timeout-offset     | Infinity
            --web.max-requests=-5                  | web.max-requests   | -5
            --web.max-requests=1e2                 | web.max-requests   | 100
            --mount-timeout=1h2m3.5s               | mount-timeout      | 3723500
            --mount-timeout=250us                  | mount-timeout      | 1
            --mount-timeout=0                      | mount-timeout      | 0
            --mount-timeout=-2ms                   | mount-timeout      | -2
            --mount-timeout=1.5ms                  | mount-timeout      | 1
            --web.listen-address=a --web.listen-address b | web.listen-address | [a, b]
            --log.level=debug                      | log.level          | debug
            --fs.ignored=x                         | fs.exclude         | x
            --fs.ignored=x                         | fs.ignored         | x
            """)
    void takes(String line, String flag, String value) {
        FlagSet flags = flags();
        flags.parse(line.split(" +"));

        assertThat(read(flags, flag)).isEqualTo(value);
        assertThat(flags.isSet(flag)).isTrue();
    }

    private static String read(FlagSet flags, String flag) {
        return switch (flag) {
            case "collector.cpu", "web.systemd-socket" -> String.valueOf(flags.getBool(flag));
            case "web.max-requests" -> String.valueOf(flags.getInt(flag));
            case "timeout-offset" -> String.valueOf(flags.getNumber(flag));
            case "mount-timeout" -> String.valueOf(flags.getDurationMillis(flag));
            case "web.listen-address" -> flags.getStrings(flag).toString();
            default -> flags.getString(flag);
        };
    }

    @Test
    void aDeprecatedSpellingWarnsOnce() {
        FlagSet flags = flags();
        flags.strings("web.address", "Old spelling.").deprecatedFor("web.listen-address");
        flags.parse("--web.address=a", "--web.address=b", "--fs.ignored=x");

        assertThat(flags.getStrings("web.listen-address")).containsExactly("a", "b");
        assertThat(flags.warnings())
                .containsExactly(
                        "--web.address is deprecated, use --web.listen-address",
                        "--fs.ignored is deprecated, use --fs.exclude");
    }

    @Test
    void theEnvironmentGivesDefaults() {
        FlagSet flags = flags(Map.of("GOMAXPROCS", "4"));
        flags.parse();
        assertThat(flags.getInt("runtime.gomaxprocs")).isEqualTo(4);
        assertThat(flags.isSet("runtime.gomaxprocs")).isFalse();

        FlagSet given = flags(Map.of("GOMAXPROCS", "abc"));
        given.parse("--runtime.gomaxprocs=2");
        assertThat(given.getInt("runtime.gomaxprocs")).isEqualTo(2);

        FlagSet empty = flags(Map.of("GOMAXPROCS", ""));
        empty.parse();
        assertThat(empty.getInt("runtime.gomaxprocs")).isEqualTo(1);

        assertThat(catchThrowableOfType(
                        UsageException.class,
                        () -> flags(Map.of("GOMAXPROCS", "abc")).parse()))
                .hasMessage("node-agent: error: invalid value \"abc\" for flag '--runtime.gomaxprocs': "
                        + "expected a whole number (from the environment: GOMAXPROCS), try --help\n");
    }

    @Test
    void mistakesOfTheProgrammerAreNotUsage() {
        FlagSet flags = flags();
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> flags.getString("nope")))
                .hasMessage("no such flag: nope");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> flags.isSet("nope")))
                .hasMessage("no such flag: nope");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> flags.getInt("path.procfs")))
                .hasMessage("flag path.procfs is of type STRING");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> flags.string("log.level", "twice")))
                .hasMessage("flag declared twice: log.level");
        assertThat(catchThrowableOfType(IllegalArgumentException.class, () -> flags.duration("d", "5", "no unit")))
                .hasMessage("invalid value \"5\" for flag '--d': missing unit in duration");
    }
}
