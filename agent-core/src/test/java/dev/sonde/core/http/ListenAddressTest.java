package dev.sonde.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenAddressTest {
    @ParameterizedTest
    @CsvSource({
        ":9100, [::]:9100, false",
        ":0, [::]:0, false",
        "0.0.0.0:9100, [::]:9100, true",
        "[0.0.0.0]:9100, [::]:9100, true",
        "[::]:9100, [::]:9100, false",
        "[::1]:9100, [0:0:0:0:0:0:0:1]:9100, false",
        "127.0.0.1:65535, 127.0.0.1:65535, false",
        "[127.0.0.1]:80, 127.0.0.1:80, false",
    })
    void readsHostAndPort(String text, String printed, boolean ipv4Only) {
        ListenAddress address = ListenAddress.parse(text);
        assertThat(ListenAddress.print(address.resolve())).isEqualTo(printed);
        assertThat(address.isIpv4Only()).isEqualTo(ipv4Only);
        assertThat(address).hasToString(text);
    }

    @Test
    void looksNamesUp() {
        InetSocketAddress address = ListenAddress.parse("localhost:1").resolve();
        assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    9100             | listen tcp: address 9100: missing port in address
                    localhost        | listen tcp: address localhost: missing port in address
                    [::1]            | listen tcp: address [::1]: missing port in address
                    ::1:9100         | listen tcp: address ::1:9100: too many colons in address
                    :99999           | listen tcp: address 99999: invalid port
                    :99999999999     | listen tcp: address 99999999999: invalid port
                    :-1              | listen tcp: address -1: invalid port
                    localhost:http   | listen tcp: address http: invalid port
                    localhost:       | listen tcp: address : invalid port
                    vsock://:9100    | listen vsock://:9100: vsock is not supported
                    """)
    void refusesWhatIsNoAddress(String text, String message) {
        assertThatThrownBy(() -> ListenAddress.parse(text))
                .isInstanceOf(ListenException.class)
                .hasMessage(message);
    }

    @Test
    void saysThatThereIsNoSuchHost() {
        assertThatThrownBy(() -> ListenAddress.parse("no-such-host.invalid:1").resolve())
                .hasMessage("listen tcp: lookup no-such-host.invalid: no such host");
    }

    @Test
    void saysWhyBindingFailed() {
        assertThat(ListenAddress.parse(":9100").bindFailed(new BindException("Address already in use")))
                .hasMessage("listen tcp :9100: bind: address already in use");
    }
}
