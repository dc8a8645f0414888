package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sonde.node.collector.ParserFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalZoneTest {
    private static final String MISSING = "/nonexistent/localtime";
    private static final Path DATABASE = Path.of("/usr/share/zoneinfo");

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Africa/Abidjan",
                "Africa/Casablanca",
                "Africa/Johannesburg",
                "America/Argentina/Buenos_Aires",
                "America/New_York",
                "America/Nuuk",
                "America/Phoenix",
                "America/Sao_Paulo",
                "America/St_Johns",
                "Antarctica/Troll",
                "Asia/Gaza",
                "Asia/Kolkata",
                "Asia/Shanghai",
                "Asia/Tehran",
                "Asia/Tokyo",
                "Australia/Lord_Howe",
                "Australia/Sydney",
                "Europe/Berlin",
                "Europe/Dublin",
                "Europe/Istanbul",
                "Europe/London",
                "Pacific/Auckland",
                "Pacific/Chatham",
                "EST5EDT"
            })
    void agreesWithDate(String zone) throws IOException {
        assumeTrue(Files.exists(DATABASE.resolve(zone)), "no time-zone database");
        LocalZone local = LocalZone.of(zone, MISSING);
        for (String time : new String[] {
            "1970-01-01T00:00:00Z",
            "1999-12-31T23:59:59Z",
            "2026-01-15T12:00:00Z",
            "2026-03-29T00:59:59Z",
            "2026-03-29T01:00:00Z",
            "2026-07-15T12:00:00Z",
            "2026-11-21T10:00:00Z",
            "2037-07-15T12:00:00Z",
            "2044-01-15T12:00:00Z",
            "2044-07-15T12:00:00Z"
        }) {
            long second = Instant.parse(time).getEpochSecond();
            ZonePeriod period = local.at(second);
            assertThat(period.abbreviation() + ' ' + period.offsetSeconds())
                    .as("%s at %s", zone, time)
                    .isEqualTo(date(zone, second));
            assertThat(period.holds(second)).isTrue();
        }
    }

    /** Abbreviation and offset in seconds as date(1) gives them. */
    private static String date(String zone, long second) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("date", "-d", "@" + second, "+%Z %::z");
        builder.environment().put("TZ", zone);
        String text = new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        String[] words = text.split(" ");
        String[] clock = words[1].substring(1).split(":");
        int offset = Integer.parseInt(clock[0]) * 3600 + Integer.parseInt(clock[1]) * 60 + Integer.parseInt(clock[2]);
        return words[0] + ' ' + (words[1].startsWith("-") ? -offset : offset);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "unset",
            value = {
                "unset, UTC",
                "'', UTC",
                ":, UTC",
                "No/Such_Zone, UTC",
                "../../etc/localtime, UTC",
                "/no/such/file, UTC",
                "CET-1CEST, CET",
                "<+07>-7, +07"
            })
    void fallsBackAsTheCLibraryDoes(@Nullable String tz, String abbreviation) {
        LocalZone zone = LocalZone.of(tz, MISSING);
        assertThat(zone.at(1_795_000_000).abbreviation()).isEqualTo(abbreviation);
    }

    @Test
    void readsTheFileOfTheHost() throws IOException {
        assumeTrue(Files.exists(DATABASE.resolve("Asia/Tokyo")), "no time-zone database");
        Path file = Files.copy(DATABASE.resolve("Asia/Tokyo"), dir.resolve("localtime"));
        assertThat(LocalZone.of(null, file.toString()).at(1_795_000_000))
                .extracting(ZonePeriod::abbreviation, ZonePeriod::offsetSeconds)
                .containsExactly("JST", 32_400);
        assertThat(LocalZone.of(":" + file, MISSING).at(0).abbreviation()).isEqualTo("JST");
    }

    @Test
    void readsTheFirstVersionOfTheFormat() {
        byte[] file = {
            'T',
            'Z',
            'i',
            'f',
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0, // version 1
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            0,
            0,
            0,
            2,
            0,
            0,
            0,
            8, // 1 transition, 2 types, 8 chars
            0,
            0,
            3,
            (byte) 0xe8,
            1, // second 1000: type 1
            0,
            0,
            14,
            16,
            0,
            0,
            0,
            0,
            28,
            32,
            1,
            4, // 3600 s as ABC, 7200 s as DEF
            'A',
            'B',
            'C',
            0,
            'D',
            'E',
            'F',
            0
        };
        TimeZoneFile zone = TimeZoneFile.parse(file, file.length);
        assertThat(zone).isNotNull();
        assertThat(zone.at(999)).isEqualTo(new ZonePeriod("ABC", 3600, Long.MIN_VALUE, 1000));
        assertThat(zone.at(1000)).isEqualTo(new ZonePeriod("DEF", 7200, 1000, Long.MAX_VALUE));
    }

    @Tag("fuzz")
    @Test
    void aBrokenFileIsNoneOrAnother() throws IOException {
        assumeTrue(Files.exists(DATABASE.resolve("Europe/Berlin")), "no time-zone database");
        byte[] good = Files.readAllBytes(DATABASE.resolve("Europe/Berlin"));
        int rounds = ParserFuzz.runs(5000);
        Random random = new Random(3);
        int refused = 0;
        for (int i = 0; i < rounds; i++) {
            byte[] bytes = good.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                bytes[random.nextInt(i % 2 == 0 ? 60 : bytes.length)] = (byte) random.nextInt();
            }
            TimeZoneFile zone = TimeZoneFile.parse(bytes, random.nextInt(bytes.length + 1));
            if (zone == null) {
                refused++;
            } else {
                assertThat(zone.at(1_795_000_000).abbreviation()).isNotNull();
            }
        }
        assertThat(refused).isBetween(rounds / 5, rounds - 1);
        assertThat(TimeZoneFile.parse(new byte[0], 0)).isNull();
    }
}
