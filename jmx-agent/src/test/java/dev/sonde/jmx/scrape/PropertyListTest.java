package dev.sonde.jmx.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import javax.management.ObjectName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertyListTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            d:z=1,a=2              | {z=1, a=2}
            d:a="x,y=z",b=         | {a="x,y=z", b=}
            d:a="q\\"u\\\\",b=:/@  | {a="q\\"u\\\\", b=:/@}
            """)
    void keepsOrderAndQuotes(String name, String properties) throws Exception {
        String list = name.substring(2);
        assertThat(PropertyList.parse(list)).hasToString(properties);
        if (!name.contains("b=:")) {
            assertThat(PropertyList.of(new ObjectName(name))).hasToString(properties);
        }
    }
}
