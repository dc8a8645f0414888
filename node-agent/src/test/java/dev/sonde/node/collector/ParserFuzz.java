package dev.sonde.node.collector;

import dev.sonde.core.log.LogFormat;
import dev.sonde.core.log.Logging;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.slf4j.event.Level;

/**
 * Feeds mutations of good content to a reader. Whatever the bytes, a reader may only return, throw IOException or throw
 * NoDataException; and it must return.
 *
 * <p>The same mutations in each run: the seed is made from the content, or given by the system property {@code
 * sonde.fuzz.seed}. {@code sonde.fuzz.runs} says how many mutations a parser gets, or a collector for all its fixtures together.
 */
public final class ParserFuzz {
    private static final int RUNS = 100;
    private static final int MOST_BYTES = 1 << 18;

    private static final String[] WORDS = {
        "-1",
        "18446744073709551615",
        "18446744073709551616",
        "9223372036854775808",
        "nan",
        "+Inf",
        "1e309",
        "0x7f",
        "\0\0\0",
        "\r\n",
        "\n\n",
        "\t",
        ":",
        "=",
        "\u00ff",
        "cpu0",
        "TCP: inuse",
        "          ",
        ""
    };

    /** Reads one content. */
    public interface Reader {
        void read(byte[] content) throws IOException, NoDataException;
    }

    private ParserFuzz() {}

    public static void run(Reader reader, String... seeds) {
        run(runs(RUNS), reader, seeds);
    }

    /** How many mutations there are to be: usually so many, or as the property says when that is more. */
    public static int runs(int usual) {
        return Math.max(usual, Integer.getInteger("sonde.fuzz.runs", 0));
    }

    /** So many mutations of each seed content. */
    public static void run(int runs, Reader reader, String... seeds) {
        Logging.configure(Level.ERROR, LogFormat.LOGFMT);
        try {
            mutations(runs, reader, seeds);
        } finally {
            Logging.configure(Level.INFO, LogFormat.LOGFMT);
        }
    }

    private static void mutations(int runs, Reader reader, String... seeds) {
        for (String seed : seeds) {
            byte[] good = seed.getBytes(StandardCharsets.UTF_8);
            CRC32 crc = new CRC32();
            crc.update(good);
            long number = Long.getLong("sonde.fuzz.seed", crc.getValue());
            Random random = new Random(number);
            for (int i = 0; i < runs; i++) {
                byte[] content = mutate(random, good);
                try {
                    reader.read(content);
                } catch (IOException | NoDataException expected) {
                    // The two ways in which a collector may fail.
                } catch (Throwable e) {
                    throw new AssertionError(
                            "run " + i + " with sonde.fuzz.seed=" + number + " on: "
                                    + new String(content, StandardCharsets.ISO_8859_1),
                            e);
                }
            }
        }
    }

    private static byte[] mutate(Random random, byte[] good) {
        byte[] content = good.clone();
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            int from = random.nextInt(content.length + 1);
            int to = Math.min(content.length, from + random.nextInt(1 + content.length / 4));
            content = switch (random.nextInt(8)) {
                case 0 -> flip(random, content);
                case 1 -> Arrays.copyOf(content, from);
                case 2 -> replace(content, from, to, new byte[0]);
                case 3 -> replace(content, from, from, Arrays.copyOfRange(content, from, to));
                case 4, 5 -> replace(content, from, Math.min(content.length, from + random.nextInt(4)), word(random));
                case 6 -> replace(content, from, from, good);
                default -> number(random, content, from);
            };
        }
        return content.length > MOST_BYTES ? Arrays.copyOf(content, MOST_BYTES) : content;
    }

    private static byte[] word(Random random) {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] flip(Random random, byte[] content) {
        for (int i = 0; content.length > 0 && i < 1 + content.length / 64; i++) {
            content[random.nextInt(content.length)] = (byte) random.nextInt(256);
        }
        return content;
    }

    /** Replaces the next number by another of any length. */
    private static byte[] number(Random random, byte[] content, int from) {
        int start = from;
        while (start < content.length && (content[start] < '0' || content[start] > '9')) {
            start++;
        }
        int end = start;
        while (end < content.length && content[end] >= '0' && content[end] <= '9') {
            end++;
        }
        byte[] digits = new byte[random.nextInt(24)];
        for (int i = 0; i < digits.length; i++) {
            digits[i] = (byte) ('0' + random.nextInt(10));
        }
        return replace(content, start, end, digits);
    }

    private static byte[] replace(byte[] content, int from, int to, byte[] by) {
        byte[] result = new byte[content.length - (to - from) + by.length];
        System.arraycopy(content, 0, result, 0, from);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(content, to, result, from + by.length, content.length - to);
        return result;
    }
}
