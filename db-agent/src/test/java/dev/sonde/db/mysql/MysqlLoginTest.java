package dev.sonde.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.db.net.HostPort;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlLoginTest {
    private static final HostPort HERE = MysqlLogin.place("localhost:3306");

    private static Map<String, String> section(String options) {
        Map<String, String> section = new HashMap<>(Map.of("user", "me"));
        for (String option : options.isBlank() ? new String[0] : options.split(" ")) {
            int equals = option.indexOf('=');
            section.put(
                    equals < 0 ? option : option.substring(0, equals), equals < 0 ? "" : option.substring(equals + 1));
        }
        return section;
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "|", textBlock = """
            ''                                              | disable     | false
            ssl-mode=DISABLED tls=true                      | disable     | false
            ssl-mode=PREFERRED                              | trust       | true
            ssl-mode=required                               | trust       | false
            ssl-mode=VERIFY_CA                              | verify-ca   | false
            ssl-mode=VERIFY_IDENTITY                        | verify-full | false
            ssl-mode=VERIFY_IDENTITY ssl-skip-verfication   | trust       | false
            ssl-ca=/ca.pem                                  | verify-full | false
            ssl-ca=/ca.pem ssl-skip-verification=true       | trust       | false
            tls=true                                        | verify-full | false
            tls=skip-verify                                 | trust       | false
            tls=preferred                                   | trust       | true
            tls=false                                       | disable     | false
            """)
    void followsSslModeAndTheDriversWords(String options, String mode, boolean preferred) {
        MysqlLogin login = MysqlLogin.of(section(options), HERE, false);
        assertThat(login.sslMode()).isEqualTo(mode);
        assertThat(login.preferred()).isEqualTo(preferred);
    }

    @Test
    void aSocketNeedsNoTls() {
        assertThat(MysqlLogin.of(section("ssl-mode=REQUIRED"), MysqlLogin.place("unix:///run/s"), false)
                        .sslMode())
                .isEqualTo("disable");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "|", textBlock = """
            ''                          | localhost:3306
            host=db                     | db:3306
            port=3307                   | localhost:3307
            host=db port=3307           | db:3307
            host=::1                    | [::1]:3306
            host=db socket=/run/s       | unix:///run/s
            """)
    void aSectionLeadsSomewhere(String options, String where) {
        assertThat(MysqlLogin.where(section(options), HERE)).isEqualTo(MysqlLogin.place(where));
    }

    @Test
    void complainsWithoutTellingTheSecret() {
        assertThatThrownBy(() -> MysqlLogin.of(Map.of("password", "hunter2"), HERE, false))
                .hasMessageContaining("no user")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> MysqlLogin.of(section("ssl-mode=MAYBE password=hunter2"), HERE, false))
                .hasMessageContaining("ssl-mode")
                .hasMessageNotContaining("hunter2");
        assertThat(MysqlLogin.of(section("password=hunter2"), HERE, false).toString())
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = "|", textBlock = """
            8.0.36                | SELECT /*+ MAX_EXECUTION_TIME(1500) */ a FROM t
            9.7.4                 | SELECT /*+ MAX_EXECUTION_TIME(1500) */ a FROM t
            5.6.51                | SELECT a FROM t
            10.11.6-MariaDB       | SET STATEMENT max_statement_time=1.500 FOR SELECT a FROM t
            5.5.5-10.0.38-MariaDB | SELECT a FROM t
            """)
    void theServerEndsWhatNobodyWaitsFor(String version, String sql) {
        assertThat(TimeLimit.of(MysqlVersion.parse(version), "SELECT a FROM t", 1500))
                .isEqualTo(sql);
    }

    @Test
    void millisecondsAreThousandths() {
        assertThat(TimeLimit.of(MysqlVersion.parse("10.11.6-MariaDB"), "SELECT 1", 2007))
                .isEqualTo("SET STATEMENT max_statement_time=2.007 FOR SELECT 1");
    }
}
