package dev.sonde.core.http.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BcryptHashTest {
    @ParameterizedTest
    @ValueSource(strings = {"$2a$", "$2b$", "$2y$"})
    void matchesItsPassword(String version) {
        String made = BCrypt.withDefaults().hashToString(4, "pässword".toCharArray());
        BcryptHash hash = BcryptHash.parse(version + made.substring(4));
        assertThat(hash.matches("pässword")).isTrue();
        assertThat(hash.matches("password")).isFalse();
        assertThat(hash.matches("")).isFalse();
    }

    @Test
    void looksAtTheFirst72BytesAsOthersDo() {
        String password = "0123456789".repeat(8);
        String made = BCrypt.with(at.favre.lib.crypto.bcrypt.LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2A))
                .hashToString(4, password.toCharArray());
        assertThat(BcryptHash.parse(made).matches(password)).isTrue();
        assertThat(BcryptHash.parse(made).matches(password.substring(0, 72) + "x"))
                .isTrue();
        assertThat(BcryptHash.parse(made).matches(password.substring(0, 71))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "$2x$10$.....................................................",
                "$2y$03$.....................................................",
                "$2y$32$.....................................................",
                "$2y$1x$.....................................................",
                "$2y$10$....................................................",
                "$2y$10$....................................................*",
                "$apr1$.......................................................",
            })
    void refusesWhatIsNoHash(String text) {
        assertThatThrownBy(() -> BcryptHash.parse(text))
                .hasMessage("not a bcrypt hash ($2a$, $2b$ or $2y$, cost 4 to 31)");
    }

    @Test
    void theDecoyCostsAsMuch() {
        BcryptHash decoy = BcryptHash.decoy(BcryptHash.parse("$2b$07$" + "a".repeat(53)));
        assertThat(new String(decoy.bytes(), java.nio.charset.StandardCharsets.US_ASCII))
                .startsWith("$2y$07$");
        assertThat(decoy.matches("")).isFalse();
    }

    @Test
    void doesNotShowItself() {
        assertThat(BcryptHash.parse("$2y$10$" + ".".repeat(53))).hasToString("<secret>");
    }
}
