package dev.sonde.core.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.interfaces.ECPrivateKey;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PrivateKeysTest {
    private static final byte[] INT_1 = Der.element(Der.INTEGER, new byte[] {1});

    static Stream<KeyPair> pairs() {
        return Stream.of(TestPki.rsa(), TestPki.ec(), TestPki.pair("EC", "secp384r1"), TestPki.pair("Ed25519", null));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void readsPkcs8OfAnyAlgorithm(KeyPair pair) {
        String pem = TestPki.pem("PRIVATE KEY", pair.getPrivate().getEncoded());
        assertThat(PrivateKeys.read(pem)).isEqualTo(pair.getPrivate());
    }

    @Test
    void readsPkcs1() {
        KeyPair pair = TestPki.rsa();
        assertThat(PrivateKeys.read(TestPki.pem("RSA PRIVATE KEY", inner(pair))))
                .isEqualTo(pair.getPrivate());
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, 2a8648ce3d030107", "secp384r1, 2b81040022", "secp521r1, 2b81040023"})
    void readsSec1WithItsCurve(String curve, String oid) {
        KeyPair pair = TestPki.pair("EC", curve);
        byte[] secret = Der.get(Der.get(inner(pair), Der.SEQUENCE), Der.OCTET_STRING);
        byte[] name = Der.element(Der.OBJECT_IDENTIFIER, HexFormat.of().parseHex(oid));
        byte[] sec1 = Der.element(
                Der.SEQUENCE, INT_1, Der.element(Der.OCTET_STRING, secret), Der.element(Der.EXPLICIT_0, name));
        ECPrivateKey read = (ECPrivateKey) PrivateKeys.read(TestPki.pem("EC PRIVATE KEY", sec1));
        assertThat(read.getS()).isEqualTo(((ECPrivateKey) pair.getPrivate()).getS());
        assertThat(Certificates.belongTogether(TestPki.selfSigned("x", pair).certificate(), read))
                .isTrue();
    }

    @Test
    void readsSec1WithTheCurveInABlockOfItsOwn() {
        KeyPair pair = TestPki.ec();
        byte[] curve = Der.element(Der.OBJECT_IDENTIFIER, HexFormat.of().parseHex("2a8648ce3d030107"));
        String pem = TestPki.pem("EC PARAMETERS", curve) + TestPki.pem("EC PRIVATE KEY", inner(pair));
        assertThat(PrivateKeys.read(pem)).isEqualTo(pair.getPrivate());
    }

    @Test
    void passesOverCertificatesAndText() {
        TestPki.Identity identity = TestPki.selfSigned("x", TestPki.ec());
        String pem = "Bag Attributes\n  name: x\n" + identity.certificatePem() + identity.keyPem();
        assertThat(PrivateKeys.read(pem)).isEqualTo(identity.keys().getPrivate());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    nothing at all                                                                      | no private key found
                    -----BEGIN PRIVATE KEY-----                                                         | PEM block without an end
                    -----BEGIN PRIVATE KEY-----~c2VjcmV0!~-----END PRIVATE KEY-----                     | PEM block PRIVATE KEY is not Base64
                    -----BEGIN PRIVATE KEY-----~c2VjcmV0~-----END PRIVATE KEY-----                      | private key is damaged or of an unknown algorithm
                    -----BEGIN ENCRYPTED PRIVATE KEY-----~c2VjcmV0~-----END ENCRYPTED PRIVATE KEY-----  | encrypted private keys are not supported
                    -----BEGIN RSA PRIVATE KEY-----~Proc-Type: 4,ENCRYPTED~~c2VjcmV0~-----END RSA PRIVATE KEY----- | encrypted private keys are not supported
                    -----BEGIN EC PRIVATE KEY-----~c2VjcmV0~-----END EC PRIVATE KEY-----                | malformed DER
                    -----BEGIN EC PRIVATE KEY-----~MAA=~-----END EC PRIVATE KEY-----                    | private key without the name of its curve
                    """)
    void saysWhatIsWrongAndNothingOfTheKey(String pem, String message) {
        assertThatThrownBy(() -> PrivateKeys.read(pem.replace('~', '\n')))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message)
                .hasNoCause();
    }

    private static byte[] inner(KeyPair pair) {
        return Der.get(Der.get(pair.getPrivate().getEncoded(), Der.SEQUENCE), Der.OCTET_STRING);
    }
}
