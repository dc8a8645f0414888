package dev.sonde.jmx.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.jmx.config.JmxConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordCheckTest {
    private static final String PASSWORD = "s\u00e4cret:1";

    private static PasswordCheck check(String yaml) {
        String file = "httpServer: {authentication: {basic: {username: u, " + yaml + "}}}";
        return new PasswordCheck(
                JmxConfig.parse("jmx.yml", file.getBytes(StandardCharsets.UTF_8), line -> {}).http.basic);
    }

    private static void assertTakesOnlyThePassword(PasswordCheck check) {
        assertThat(check.accepts(PASSWORD)).isTrue();
        assertThat(check.accepts(PASSWORD + "1")).isFalse();
        assertThat(check.accepts("")).isFalse();
    }

    @Test
    void plainText() {
        assertTakesOnlyThePassword(check("password: '" + PASSWORD + "'"));
        assertTakesOnlyThePassword(check("algorithm: plaintext, password: '" + PASSWORD + "'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA-1", "SHA-256", "SHA-512"})
    void digests(String algorithm) throws Exception {
        byte[] hash =
                MessageDigest.getInstance(algorithm).digest(("salt:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
        String plain = HexFormat.of().formatHex(hash);
        String colons = HexFormat.ofDelimiter(":").withUpperCase().formatHex(hash);
        for (String text : new String[] {plain, colons}) {
            assertTakesOnlyThePassword(
                    check("algorithm: " + algorithm + ", salt: salt, passwordHash: \"" + text + "\""));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PBKDF2WithHmacSHA1", "PBKDF2WithHmacSHA256", "PBKDF2WithHmacSHA512"})
    void stretchedKeysWhateverTheirLengthCounts(String algorithm) throws Exception {
        for (int bits : new int[] {128, 1024}) {
            PBEKeySpec key = new PBEKeySpec(PASSWORD.toCharArray(), "salt".getBytes(StandardCharsets.UTF_8), 10, bits);
            String hash = HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance(algorithm)
                            .generateSecret(key)
                            .getEncoded());
            assertTakesOnlyThePassword(check("algorithm: " + algorithm
                    + ", iterations: 10, keyLength: 128, salt: salt, passwordHash: \"" + hash + "\""));
        }
    }
}
