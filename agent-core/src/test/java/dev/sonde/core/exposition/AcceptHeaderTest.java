package dev.sonde.core.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptHeaderTest {
    /** What Prometheus 2.42 and 3.5 send was recorded from the programs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1 | OPENMETRICS
            application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2 | OPENMETRICS
            application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.2,*/*;q=0.1 | OPENMETRICS
                                                                              | TEXT
            ~~                                                                | TEXT
            */*                                                               | TEXT
            text/plain                                                        | TEXT
            text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8   | TEXT
            application/json                                                  | TEXT
            application/openmetrics-text                                      | OPENMETRICS
            APPLICATION/OpenMetrics-Text ; Version=1.0.0                      | OPENMETRICS
            application/openmetrics-text; version="1.0.0"                     | OPENMETRICS
            application/openmetrics-text; version=2.0.0                       | TEXT
            application/openmetrics-text; version=2.0.0, application/openmetrics-text; version=1.0.0; q=0.1 | OPENMETRICS
            application/openmetrics-text;q=0                                  | TEXT
            application/openmetrics-text;q=0.5, text/plain;q=0.6              | TEXT
            application/openmetrics-text;q=0.5, text/plain;q=0.5              | OPENMETRICS
            application/openmetrics-text;q=0.5, */*;q=0.9                     | TEXT
            application/openmetrics-text;q=0.5, text/plain;q=0.2, */*;q=0.9   | OPENMETRICS
            application/openmetrics-text;q=0.5, text/*;q=0.2, */*;q=0.9       | OPENMETRICS
            */*;q=0.9, text/plain;q=0.2, application/openmetrics-text;q=0.5   | OPENMETRICS
            application/openmetrics-text;q=0.5, text/plain;version=9, */*;q=0.9 | TEXT
            application/openmetrics-text;q=1.5                                | TEXT
            application/openmetrics-text;q=-1                                 | TEXT
            application/openmetrics-text;q=x                                  | TEXT
            application/openmetrics-text;q=                                   | TEXT
            application/openmetrics-text;q=0.123456789                        | TEXT
            application/openmetrics-text;q=1.                                 | OPENMETRICS
            application/openmetrics-text;q="0.5"                              | OPENMETRICS
            text/plain;note="a,application/openmetrics-text";q=0.1            | TEXT
            text/plain;note="a\\",application/openmetrics-text,";q=0.1         | TEXT
            text/plain;note=";q=0";q=0.2, application/openmetrics-text;q=0.1  | TEXT
            ,,;;=,";                                                          | TEXT
            , ,application/openmetrics-text,                                  | OPENMETRICS
            """)
    void choosesTheFormat(String accept, PageFormat expected) {
        assertThat(AcceptHeader.format(accept)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                                      | false
            ~~                        | false
            gzip                      | true
            GZIP                      | true
            x-gzip                    | true
            gzip, deflate, br, zstd   | true
            deflate, gzip;q=0.1       | true
            gzip;q=0                  | false
            gzip;q=0.000              | false
            gzip;q=0, *               | false
            *                         | true
            *;q=0                     | false
            *;q=0, gzip               | true
            identity                  | false
            identity;q=1, gzip;q=0.5  | true
            deflate                   | false
            gzipped                   | false
            gzip;q=nonsense           | false
            ;,gzip                    | true
            """)
    void choosesTheEncoding(String acceptEncoding, boolean expected) {
        assertThat(AcceptHeader.gzip(acceptEncoding)).isEqualTo(expected);
    }

    @Test
    void takesAnythingWithoutAnException() {
        Random random = new Random(5);
        String[] parts = {
            "text/plain",
            "application/openmetrics-text",
            ";",
            ",",
            "q=",
            "0.5",
            "\"",
            "\\",
            " ",
            "=",
            "*/*",
            "é",
            "version=1.0.0"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder header = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                header.append(parts[random.nextInt(parts.length)]);
            }
            assertThat(AcceptHeader.format(header.toString())).isNotNull();
            AcceptHeader.gzip(header.toString());
        }
    }
}
