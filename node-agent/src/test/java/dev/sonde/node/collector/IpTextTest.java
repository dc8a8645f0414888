package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            127.0.0.1        | 127.0.0.1     | link-local
            10.1.2.255       | 10.1.2.255    | global
            169.254.1.1      | 169.254.1.1   | link-local
            169.253.1.1      | 169.253.1.1   | global
            224.0.0.5        | 224.0.0.5     | link-local
            224.0.1.5        | 224.0.1.5     | ''
            239.1.1.1        | 239.1.1.1     | ''
            240.0.0.1        | 240.0.0.1     | global
            0.0.0.0          | 0.0.0.0       | ''
            255.255.255.255  | 255.255.255.255 | ''
            ::               | ::            | ''
            ::1              | ::1           | link-local
            1::              | 1::           | global
            fe80::1:0:0:2    | fe80::1:0:0:2 | link-local
            fe80:0:0:1::2    | fe80:0:0:1::2 | link-local
            febf::1          | febf::1       | link-local
            fec0::1          | fec0::1       | global
            2001:db8:0:1:1:1:1:1 | 2001:db8:0:1:1:1:1:1 | global
            2001:0:0:1:0:0:0:1   | 2001:0:0:1::1 | global
            2001:0:0:1:1:0:0:1   | 2001::1:1:0:0:1 | global
            fd00:0:0:0:1:2:3:4   | fd00::1:2:3:4 | global
            1:2:3:4:5:6:7:8  | 1:2:3:4:5:6:7:8 | global
            0:2:3:4:5:6:7:8  | 0:2:3:4:5:6:7:8 | global
            ff01::1          | ff01::1       | interface-local
            ff02::1          | ff02::1       | link-local
            ff05::1          | ff05::1       | ''
            """)
    void textAndScope(String address, String text, String scope) throws UnknownHostException {
        byte[] bytes = InetAddress.getByName(address).getAddress();

        assertThat(IpText.of(bytes)).isEqualTo(text);
        assertThat(IpText.scope(bytes)).isEqualTo(scope);
    }

    @ParameterizedTest
    @CsvSource({"1.2.3.4, global", "127.0.0.1, link-local"})
    void aMappedAddressIsTheOneInIt(String address, String scope) throws UnknownHostException {
        byte[] mapped = new byte[16];
        mapped[10] = mapped[11] = -1;
        System.arraycopy(InetAddress.getByName(address).getAddress(), 0, mapped, 12, 4);

        assertThat(IpText.of(mapped)).isEqualTo(address);
        assertThat(IpText.scope(mapped)).isEqualTo(scope);
    }
}
