package dev.sonde.jmx.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelBytesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ` `                       | `{_objectname="d<>a"} `
            `{a="1"} `                | `{_objectname="d<>a",a="1"} `
            `{A="1"} `                | `{A="1",_objectname="d<>a"} `
            `{A="1",b="2"} `          | `{A="1",_objectname="d<>a",b="2"} `
            `{A="x\\",b=\\"}",b="2"} ` | `{A="x\\",b=\\"}",_objectname="d<>a",b="2"} `
            `{Z="x\\\\"} `            | `{Z="x\\\\",_objectname="d<>a"} `
            """)
    void insertsALabelInItsPlace(String before, String after) {
        byte[] labels = before.getBytes(StandardCharsets.UTF_8);
        assertThat(new String(LabelBytes.insert(labels, "_objectname", "d<>a"), StandardCharsets.UTF_8))
                .isEqualTo(after);
    }
}
