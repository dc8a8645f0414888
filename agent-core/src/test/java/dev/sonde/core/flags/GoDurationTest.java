package dev.sonde.core.flags;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            0,            0
            +0,           0
            1ns,          1
            1us,          1000
            1µs,          1000
            1ms,          1000000
            1.5s,         1500000000
            .5s,          500000000
            1.s,          1000000000
            -1m,          -60000000000
            +1h,          3600000000000
            1h2m3.5s,     3723500000000
            2540400h,     9145440000000000000
            """)
    void nanos(String text, long nanos) {
        assertThat(GoDuration.parseNanos(text)).isEqualTo(nanos);
        assertThat(GoDuration.complaint(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '',           expected a duration such as 5s
            -,            expected a duration such as 5s
            s,            expected a duration such as 5s
            .s,           expected a duration such as 5s
            1.2.3s,       expected a duration such as 5s
            5,            missing unit in duration
            1h5,          missing unit in duration
            1d,           unknown unit "d" in duration
            1S,           unknown unit "S" in duration
            1 s,          unknown unit " s" in duration
            3000000h,     duration too large
            """)
    void complaints(String text, String complaint) {
        assertThat(GoDuration.complaint(text)).isEqualTo(complaint);
    }
}
