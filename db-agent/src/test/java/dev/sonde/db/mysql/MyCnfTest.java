package dev.sonde.db.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.config.ConfigException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MyCnfTest {
    private static final Map<String, String> ENVIRONMENT = Map.of("PW", "from outside", "EMPTY", "");

    private static MyCnf parse(String text) {
        return MyCnf.parse("my.cnf", text.getBytes(StandardCharsets.UTF_8), ENVIRONMENT);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            a?b => a?b
            $HOME => $HOME
            ${PW} => from outside
            x${PW}y => xfrom outsidey
            ${NOTHING} => ${NOTHING}
            "quoted" => quoted
            'quoted' => quoted
            "one => "one
            a"b"c => a"b"c
            a#b;c => a#b;c
            `back` => `back`
            a=b=c => a=b=c
            bl ank => bl ank
            ünïcödé => ünïcödé
            % & # ; @ / : ' = [ ! \\ => % & # ; @ / : ' = [ ! \\
            """)
    void takesAValueLiterally(String written, String value) {
        assertThat(parse("[client]\npassword = " + written + "\n").section("client"))
                .containsEntry("password", value);
    }

    @Test
    void childrenOfClientHaveWhatTheyLackFromIt() {
        MyCnf file = parse("""
                # a remark
                [client]
                user = parent
                password = secret
                ssl_ca = /ca.pem
                [client.child]
                user = child
                [other]
                user = alone
                """);
        assertThat(file.section("client.child"))
                .containsEntry("user", "child")
                .containsEntry("password", "secret")
                .containsEntry("ssl-ca", "/ca.pem");
        assertThat(file.section("other")).containsOnlyKeys("user");
        assertThat(file.section("client.missing")).isNull();
    }

    @Test
    void readsSwitchesWindowsLinesAndAByteOrderMark() {
        MyCnf file = parse("\uFEFF[client]\r\nuser=x\r\nenable-cleartext-plugin\r\n");
        assertThat(file.section("client")).containsEntry("user", "x").containsEntry("enable-cleartext-plugin", "");
    }

    @Test
    void refusesASectionThatDoesNotEnd() {
        assertThatThrownBy(() -> parse("[client\npassword=secret\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("my.cnf:1")
                .hasMessageNotContaining("secret");
    }
}
