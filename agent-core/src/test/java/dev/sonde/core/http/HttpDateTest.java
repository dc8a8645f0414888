package dev.sonde.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpDateTest {
    private static final DateTimeFormatter EXPECTED = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    1970-01-01T00:00:00Z | Thu, 01 Jan 1970 00:00:00 GMT
                    1994-11-06T08:49:37Z | Sun, 06 Nov 1994 08:49:37 GMT
                    2000-02-29T23:59:59Z | Tue, 29 Feb 2000 23:59:59 GMT
                    2100-03-01T00:00:00Z | Mon, 01 Mar 2100 00:00:00 GMT
                    """)
    void formats(Instant time, String expected) {
        assertThat(new HttpDate().at(time.toEpochMilli())).isEqualTo(expected);
    }

    @Test
    void agreesWithTheCalendarOfTheJdk() {
        Random random = new Random(1);
        HttpDate date = new HttpDate();
        for (int i = 0; i < 5000; i++) {
            long millis = (random.nextLong() >>> 1)
                    % Instant.parse("2400-01-01T00:00:00Z").toEpochMilli();
            assertThat(date.at(millis)).isEqualTo(EXPECTED.format(Instant.ofEpochMilli(millis)));
        }
    }
}
