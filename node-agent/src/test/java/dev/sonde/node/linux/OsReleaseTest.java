package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OsReleaseTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "A=b | b",
                "A = b | b",
                "export A=b | b",
                "A=\"b c\" | b c",
                "A='b \"c\" \\n' | b \"c\" \\n",
                "A=b 'c  d' e  # why | b c  d e",
                "A=b#c | b",
                "A=\"b#c\" | b#c",
                "A=\"\\\"\\\\\\$\\`\\/\" | \"\\$`/",
                "A=\"x\\u00e9y\" | xéy",
                "A=\"\\u12\" | \\u12",
                "A=\"\\ud800\" | \ufffd",
                "A=\"\\z\" | \\z",
                "A=b\\c | b\\c",
            })
    void readsValues(String line, String value) {
        assertThat(OsRelease.parse(line)).isEqualTo(Map.of("A", value));
    }

    @Test
    void passesOverWhatIsNoAssignment() {
        assertThat(OsRelease.parse("A\n=b\n#C=d\nE=\"f\nG='h\n\nI=j\n")).isEqualTo(Map.of("I", "j"));
    }

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "22.04, 22.04",
        "3.18.4, 3.18",
        "1., 1",
        "8stream, 8",
        "v1, 0",
        ".5, 0",
        "'', 0",
    })
    void takesMajorAndMinor(String version, double number) {
        assertThat(OsRelease.majorMinor(version)).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({
        "1970-01-01, 0",
        "2000-02-29, 951782400",
        "2024-02-29, 1709164800",
        "2027-12-31, 1830211200",
        "1969-12-31, -86400",
    })
    void countsDays(String day, long seconds) {
        assertThat(OsRelease.day(day)).isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "2027",
        "2027-13-01",
        "2027-02-29",
        "2100-02-29",
        "2027-04-31",
        "2027-00-01",
        "2027-1-011",
        "+027-01-01"
    })
    void refusesWhatIsNoDay(String day) {
        assertThat(OsRelease.day(day)).isEqualTo(Long.MIN_VALUE);
    }
}
