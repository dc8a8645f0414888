package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
    private final Gzip gzip = new Gzip();

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 100, 16 * 1024, 100_000, 3 << 20})
    void comesBackWhateverItIs(int length) throws IOException {
        byte[] noise = new byte[length + 10];
        new Random(length).nextBytes(noise);
        byte[] zeros = new byte[length + 10];
        byte[] text = Arrays.copyOf(
                "node_x{device=\"eth0\"} 1\n".repeat(length / 20 + 1).getBytes(StandardCharsets.US_ASCII), length + 10);
        int layout = 0;
        for (byte[] page : new byte[][] {noise, zeros, text}) {
            layout++;
            // the first pages of a layout go another way than the later ones
            for (int i = 0; i < 6; i++) {
                byte[] member = gzip.compress(page, length, layout, new int[0], 0);
                assertThat(inflated(member)).isEqualTo(Arrays.copyOf(page, length));
                assertThat(member.length).isLessThan(length + length / 100 + 400);
            }
        }
    }

    /** Numbers grow and shrink between pages of one layout, also so far that repetitions go out of reach. */
    @Test
    void comesBackWhileTheNumbersChange() throws IOException {
        Random random = new Random(3);
        for (int series : new int[] {1, 2, 50, 2_000}) {
            String[] prefixes = new String[series];
            for (int i = 0; i < series; i++) {
                prefixes[i] = (i % 50 == 0 ? "# HELP m" + i + " Some help.\n" : "") + "m" + i / 50 + "{cpu=\"" + i
                        + "\",é=\"" + Integer.toHexString(random.nextInt()) + "\"} ";
            }
            Gzip each = new Gzip();
            for (int scrape = 0; scrape < 40; scrape++) {
                int[] numbers = new int[2 * series];
                ByteArrayOutputStream page = new ByteArrayOutputStream();
                for (int i = 0; i < series; i++) {
                    page.writeBytes(prefixes[i].getBytes(StandardCharsets.UTF_8));
                    numbers[2 * i] = page.size();
                    page.writeBytes(number(random, scrape).getBytes(StandardCharsets.US_ASCII));
                    numbers[2 * i + 1] = page.size();
                    page.write('\n');
                }
                byte[] expected = page.toByteArray();
                assertThat(inflated(each.compress(expected, expected.length, 1, numbers, series)))
                        .isEqualTo(expected);
            }
        }
    }

    private static String number(Random random, int scrape) {
        return switch (scrape / 5 % 4) {
            case 0 -> "0";
            case 1 -> Long.toString(random.nextInt());
            case 2 -> "-2.2250738585072014e-308";
            default -> random.nextBoolean() ? "NaN" : "+Inf";
        };
    }

    private static byte[] inflated(byte[] member) throws IOException {
        return new GZIPInputStream(new ByteArrayInputStream(member)).readAllBytes();
    }
}
