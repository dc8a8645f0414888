package dev.sonde.jmx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.config.ConfigException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            9404:c.yaml                | 0.0.0.0:9404   | c.yaml
            localhost:9404:/a b/c.yaml | localhost:9404 | /a b/c.yaml
            [::1]:9404:c:d.yaml        | [::1]:9404     | c:d.yaml
            127.0.0.1:0:C:/x.yaml      | 127.0.0.1:0    | C:/x.yaml
            """)
    void namesAddressAndFile(String text, String address, String file) {
        Arguments arguments = Arguments.parse(text);
        assertThat(arguments.address).isEqualTo(address);
        assertThat(arguments.file).isEqualTo(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9404", "9404:", "c.yaml", "host:c.yaml", "123456:c.yaml", "[::1]:c.yaml"})
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Arguments.parse(text)).isInstanceOf(ConfigException.class);
    }
}
