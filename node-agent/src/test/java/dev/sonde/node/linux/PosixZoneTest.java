package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PosixZoneTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            UTC0                                | 2026-07-01T00:00:00Z | UTC   | 0
            CET-1CEST,M3.5.0,M10.5.0/3          | 2026-03-29T00:59:59Z | CET   | 3600
            CET-1CEST,M3.5.0,M10.5.0/3          | 2026-03-29T01:00:00Z | CEST  | 7200
            CET-1CEST,M3.5.0,M10.5.0/3          | 2026-10-25T00:59:59Z | CEST  | 7200
            CET-1CEST,M3.5.0,M10.5.0/3          | 2026-10-25T01:00:00Z | CET   | 3600
            EST5EDT,M3.2.0,M11.1.0              | 2026-03-08T06:59:59Z | EST   | -18000
            EST5EDT,M3.2.0,M11.1.0              | 2026-03-08T07:00:00Z | EDT   | -14400
            EST5EDT                             | 2026-11-01T05:59:59Z | EDT   | -14400
            EST5EDT                             | 2026-11-01T06:00:00Z | EST   | -18000
            AEST-10AEDT,M10.1.0,M4.1.0/3        | 2026-01-15T00:00:00Z | AEDT  | 39600
            AEST-10AEDT,M10.1.0,M4.1.0/3        | 2026-06-15T00:00:00Z | AEST  | 36000
            AEST-10AEDT,M10.1.0,M4.1.0/3        | 2026-12-31T23:59:59Z | AEDT  | 39600
            <+0330>-3:30                        | 2026-06-15T00:00:00Z | +0330 | 12600
            <-03>3                              | 2026-06-15T00:00:00Z | -03   | -10800
            IST-1GMT0,M10.5.0,M3.5.0/1          | 2026-01-15T00:00:00Z | GMT   | 0
            IST-1GMT0,M10.5.0,M3.5.0/1          | 2026-07-15T00:00:00Z | IST   | 3600
            <-02>2<-01>,M3.5.0/-1,M10.5.0/0     | 2026-03-29T00:59:59Z | -02   | -7200
            <-02>2<-01>,M3.5.0/-1,M10.5.0/0     | 2026-03-29T01:00:00Z | -01   | -3600
            EET-2EEST,M3.4.4/50,M10.4.4/50      | 2026-03-28T00:00:00Z | EEST  | 10800
            XXX0YYY,J60,J300                    | 2024-03-01T02:00:00Z | YYY   | 3600
            XXX0YYY,J60,J300                    | 2024-03-01T01:59:59Z | XXX   | 0
            XXX0YYY,J60,J300                    | 2025-03-01T02:00:00Z | YYY   | 3600
            XXX0YYY,59,300                      | 2024-02-29T02:00:00Z | YYY   | 3600
            XXX0YYY,59,300                      | 2025-03-01T01:59:59Z | XXX   | 0
            XXX0:15:30                          | 2025-03-01T01:59:59Z | XXX   | -930
            """)
    void knowsNameAndOffset(String text, String time, String name, int offset) {
        long second = Instant.parse(time).getEpochSecond();
        ZonePeriod period = Objects.requireNonNull(PosixZone.parse(text)).at(second);
        assertThat(period.abbreviation()).isEqualTo(name);
        assertThat(period.offsetSeconds()).isEqualTo(offset);
        assertThat(period.holds(second)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CET-1CEST,M3.5.0,M10.5.0/3", "AEST-10AEDT,M10.1.0,M4.1.0/3", "XXX0YYY,J60,J300"})
    void periodsFollowEachOther(String text) {
        PosixZone zone = Objects.requireNonNull(PosixZone.parse(text));
        long second = Instant.parse("1999-12-31T23:00:00Z").getEpochSecond();
        for (int i = 0; i < 200; i++) {
            ZonePeriod period = zone.at(second);
            ZonePeriod next = zone.at(period.until());
            assertThat(next.from()).isEqualTo(period.until());
            assertThat(next.abbreviation()).isNotEqualTo(period.abbreviation());
            assertThat(zone.at(period.until() - 1)).isEqualTo(period);
            second = period.until();
        }
        assertThat(Instant.ofEpochSecond(second)).isAfter(Instant.parse("2098-01-01T00:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "C",
                "CET",
                "CE-1",
                "<CET-1",
                "CET-25",
                "CET-1CEST,",
                "CET-1CEST,M3.5.0",
                "CET-1CEST,M13.5.0,M10.5.0",
                "CET-1CEST,M3.6.0,M10.5.0",
                "CET-1CEST,M3.5.0,M10.5.0/168",
                "CET-1CEST,M3.5.0,M10.5.0x",
                "CET-1CEST,J0,J5",
                "Europe/Berlin",
                "99999999999999999999"
            })
    void refusesWhatIsNone(String text) {
        assertThat(PosixZone.parse(text)).isNull();
    }
}
