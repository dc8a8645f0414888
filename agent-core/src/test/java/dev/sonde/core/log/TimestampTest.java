package dev.sonde.core.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampTest {
    private static final DateTimeFormatter EXPECTED =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    @Test
    void agreesWithJavaTime() {
        Random random = new Random(9);
        long last = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
        for (int i = 0; i < 100_000; i++) {
            check((long) (random.nextDouble() * last));
        }
        check(0);
        check(last);
    }

    @Test
    void everyDayOfFourCenturies() {
        long day = Instant.parse("1970-01-01T00:00:00Z").toEpochMilli();
        for (int i = 0; i < 146_097; i++) {
            check(day + i * 86_400_000L);
        }
    }

    private static void check(long millis) {
        StringBuilder out = new StringBuilder();
        Timestamp.append(out, millis);
        assertThat(out).hasToString(EXPECTED.format(Instant.ofEpochMilli(millis)));
    }
}
