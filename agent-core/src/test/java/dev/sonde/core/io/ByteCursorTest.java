package dev.sonde.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCursorTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0,                     0,                    true
            007,                   7,                    true
            -12,                   -12,                  true
            9223372036854775807,   9223372036854775807,  true
            -9223372036854775808,  -9223372036854775808, true
            9223372036854775808,   0,                    false
            9999999999999999999,   0,                    false
            10000000000000000000,  0,                    false
            -,                     0,                    false
            +1,                    0,                    false
            1.0,                   0,                    false
            0x1,                   0,                    false
            1kB,                   0,                    false
            '',                    0,                    false
            '   ',                 0,                    false
            """)
    void numbers(String text, long expected, boolean ok) {
        ByteCursor cursor = cursor(text);
        assertThat(cursor.number()).isEqualTo(expected);
        assertThat(cursor.ok()).isEqualTo(ok);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,                     0,                     true
            18446744073709551615,  1.8446744073709552E19, true
            9223372036854775808,   9.223372036854775808E18, true
            9223372036854776833,   9.223372036854777856E18, true
            9223372036854776832,   9.223372036854775808E18, true
            18446744073709551616,  0,                     false
            99999999999999999999,  0,                     false
            100000000000000000000, 0,                     false
            -1,                    0,                     false
            1e3,                   0,                     false
            '',                    0,                     false
            """)
    void unsignedNumbersAsTheNearestDouble(String text, double expected, boolean ok) {
        ByteCursor cursor = cursor(text);
        assertThat(cursor.unsigned()).isEqualTo(expected);
        assertThat(cursor.ok()).isEqualTo(ok);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.52,                 52,                  2, true
            -0.52,                -52,                 2, true
            12,                   12,                  0, true
            .5,                   5,                   1, true
            5.,                   5,                   0, true
            123456789.123456789,  123456789123456789,  9, true
            1.2.3,                0,                   0, false
            .,                    0,                   0, false
            -,                    0,                   0, false
            1234567890.123456789, 0,                   0, false
            1e3,                  0,                   0, false
            """)
    void decimals(String text, long unscaled, int scale, boolean ok) {
        ByteCursor cursor = cursor(text);
        assertThat(cursor.decimal()).isEqualTo(unscaled);
        assertThat(cursor.ok()).isEqualTo(ok);
        if (ok) {
            assertThat(cursor.scale()).isEqualTo(scale);
        }
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            0,                  0,    true
            ff,                 255,  true
            FF,                 255,  true
            0x1F,               31,   true
            0X1f,               31,   true
            ffffffffffffffff,   -1,   true
            0x,                 0,    false
            10000000000000000,  0,    false
            fg,                 0,    false
            -1,                 0,    false
            '',                 0,    false
            """)
    void hexadecimals(String text, long expected, boolean ok) {
        ByteCursor cursor = cursor(text);
        assertThat(cursor.hex()).isEqualTo(expected);
        assertThat(cursor.ok()).isEqualTo(ok);
    }

    @Test
    void walksLinesAndWords() {
        ByteCursor cursor = cursor("a  b\tc\n\n  d\ne");
        List<String> words = new ArrayList<>();
        do {
            while (cursor.word()) {
                words.add(cursor.wordText());
            }
            words.add("|");
        } while (cursor.nextLine());
        assertThat(String.join("", words)).isEqualTo("abc||d|e|");
        assertThat(cursor.atEnd()).isTrue();
    }

    @Test
    void cutsAtASeparatorOfTheSameLine() {
        ByteCursor cursor = cursor("model name\t: Some CPU: fast\nnone\nlast:");
        assertThat(cursor.wordUntil(':')).isTrue();
        assertThat(cursor.wordIs("model name")).isTrue();
        assertThat(cursor.wordStartsWith("model")).isTrue();
        assertThat(cursor.wordStartsWith("model names")).isFalse();
        cursor.nextLine();
        assertThat(cursor.wordUntil(':')).isFalse();
        cursor.nextLine();
        assertThat(cursor.wordUntil(':')).isTrue();
        assertThat(cursor.wordText()).isEqualTo("last");
        assertThat(cursor.nextLine()).isFalse();
    }

    @Test
    void okHoldsUntilCleared() {
        ByteCursor cursor = cursor("1 x 2");
        cursor.number();
        cursor.number();
        assertThat(cursor.number()).isEqualTo(2);
        assertThat(cursor.ok()).isFalse();
        cursor.clear();
        assertThat(cursor.ok()).isTrue();
    }

    /** Whatever the bytes and the calls: no exception, and no step out of the range. */
    @Test
    void neverLeavesItsRange() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String alphabet = "0123456789abcdefxX.-+: \t\n\0kB/";
        ByteCursor cursor = new ByteCursor();
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte)
                        (random.nextInt(10) == 0
                                ? random.nextInt()
                                : alphabet.charAt(random.nextInt(alphabet.length())));
            }
            int from = random.nextInt(bytes.length + 1);
            int to = from + random.nextInt(bytes.length - from + 1);
            cursor.reset(bytes, from, to);
            for (int step = 0; step < 30; step++) {
                call(cursor, random);
                assertThat(cursor.position()).as("seed %d", seed).isBetween(from, to);
                assertThat(cursor.wordStart()).as("seed %d", seed).isBetween(from, to);
                assertThat(cursor.wordEnd()).as("seed %d", seed).isBetween(cursor.wordStart(), to);
            }
        }
    }

    private static void call(ByteCursor cursor, Random random) {
        switch (random.nextInt(14)) {
            case 0 -> cursor.word();
            case 1 -> cursor.wordUntil(':');
            case 2 -> cursor.nextLine();
            case 3 -> cursor.number();
            case 4 -> cursor.unsigned();
            case 5 -> cursor.decimal();
            case 6 -> cursor.hex();
            case 7 -> cursor.wordNumber();
            case 8 -> cursor.wordUnsigned();
            case 9 -> cursor.wordHex();
            case 10 -> cursor.wordText();
            case 11 -> cursor.position(random.nextInt(100) - 20);
            case 12 -> cursor.wordU64();
            default -> cursor.wordIs("abc");
        }
    }

    private static ByteCursor cursor(String text) {
        byte[] bytes = (text + "\n99").getBytes(StandardCharsets.UTF_8);
        return new ByteCursor().reset(bytes, 0, bytes.length - 3);
    }
}
