package dev.sonde.core.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {
    private static FlagSet flags() {
        FlagSet flags = new FlagSet("db-agent", "Metrics of databases.", Map.of());
        flags.string("web.path", "/metrics", "Where.");
        FlagSet mysql = flags.command("mysql", "MySQL and MariaDB.");
        mysql.string("address", "localhost:3306", "Server.");
        FlagSet redis = flags.command("redis", "Redis and Valkey.");
        redis.string("address", "localhost:6379", "Server.");
        redis.string("uri", "Old spelling.").deprecatedFor("address");
        return flags;
    }

    @Test
    void theCommandAnswersForAllFlags() {
        FlagSet flags = flags();
        FlagSet chosen = flags.parse("redis", "--uri=other", "--web.path=/m");

        assertThat(chosen.name()).isEqualTo("redis");
        assertThat(chosen.getString("address")).isEqualTo("other");
        assertThat(chosen.getString("web.path")).isEqualTo("/m");
        assertThat(flags.getString("web.path")).isEqualTo("/m");
        assertThat(flags.warnings()).containsExactly("--uri is deprecated, use --address");
    }

    @Test
    void flagsOfTheProgramMayComeFirst() {
        FlagSet chosen = flags().parse("--web.path=/m", "mysql");

        assertThat(chosen.name()).isEqualTo("mysql");
        assertThat(chosen.getString("address")).isEqualTo("localhost:3306");
        assertThat(chosen.getString("web.path")).isEqualTo("/m");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            --web.path=/m        | must select a subcommand
            oracle               | expected command but got "oracle"
            --address=x mysql    | unknown long flag '--address'
            mysql --uri=x        | unknown long flag '--uri'
            mysql redis          | unexpected redis
            """)
    void refuses(String line, String message) {
        assertThat(catchThrowableOfType(UsageException.class, () -> flags().parse(line.split(" +")))
                        .text())
                .isEqualTo("db-agent: error: " + message + ", try --help\n");
    }

    @Test
    void help() {
        assertThat(catchThrowableOfType(UsageException.class, () -> flags().parse("--help"))
                        .text())
                .isEqualTo("""
                        usage: db-agent [<flags>] <command> [<args> ...]

                        Metrics of databases.

                        Flags:
                          -h, --[no-]help            Show context-sensitive help (also try --help-long
                                                     and --help-man).
                              --web.path="/metrics"  Where.
                              --[no-]version         Show application version.

                        Commands:
                          mysql  MySQL and MariaDB.
                          redis  Redis and Valkey.
                        """);
        assertThat(catchThrowableOfType(UsageException.class, () -> flags().parse("mysql", "--help"))
                        .text())
                .startsWith("usage: db-agent mysql [<flags>]\n\nMySQL and MariaDB.\n")
                .contains("--address=\"localhost:3306\"", "--web.path");
    }
}
