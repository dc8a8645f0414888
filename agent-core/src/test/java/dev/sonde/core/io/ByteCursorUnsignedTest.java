package dev.sonde.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCursorUnsignedTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0, 0
            007, 7
            9223372036854775807, 9223372036854775807
            9223372036854775808, -9223372036854775808
            18446744073709551615, -1
            00000000000000000012, 12
            """)
    void readsTheWholeRange(String text, long bits) {
        ByteCursor cursor = cursor(text);
        assertThat(cursor.u64()).isEqualTo(bits);
        assertThat(cursor.ok()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1x",
                "0x1",
                "nan",
                "18446744073709551616",
                "18446744073709551620",
                "99999999999999999999",
                "100000000000000000000"
            })
    void refusesWhatIsNone(String text) {
        ByteCursor cursor = cursor(text);
        assertThat(cursor.u64()).isZero();
        assertThat(cursor.ok()).isFalse();
    }

    @Test
    void agreesWithBigInteger() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            BigInteger n = new BigInteger(random.nextInt(68), random);
            ByteCursor cursor = cursor(n + " rest");
            long bits = cursor.u64();
            assertThat(cursor.ok()).as("%s", n).isEqualTo(n.bitLength() <= 64);
            if (cursor.ok()) {
                assertThat(Long.toUnsignedString(bits)).isEqualTo(n.toString());
            }
        }
    }

    private static ByteCursor cursor(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return new ByteCursor().reset(bytes, 0, bytes.length);
    }
}
