package dev.sonde.core.http.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientTrustTest {
    private static final X509Certificate CERTIFICATE = TestPki.selfSigned(
                    "client.example",
                    TestPki.ec(),
                    "dns:scraper.example",
                    "email:ops@example.org",
                    "uri:spiffe://example/prometheus",
                    "ip:192.0.2.7",
                    "ip:2001:db8::7")
            .certificate();

    @ParameterizedTest
    @CsvSource({
        "scraper.example, true",
        "ops@example.org, true",
        "spiffe://example/prometheus, true",
        "192.0.2.7, true",
        "2001:db8::7, true",
        "2001:0DB8:0:0:0:0:0:7, true",
        "SCRAPER.example, false",
        "example, false",
        "client.example, false",
        "2001:db8::8, false",
    })
    void comparesEachKindOfAlternativeNameExactly(String allowed, boolean accepted) {
        assertThat(accepts(new ClientTrust(null, List.of("other.example", allowed))))
                .isEqualTo(accepted);
    }

    private static boolean accepts(ClientTrust trust) {
        try {
            trust.checkClientTrusted(new X509Certificate[] {CERTIFICATE}, "EC");
            return true;
        } catch (CertificateException e) {
            return false;
        }
    }
}
