package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.io.ReadError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysfsAttributeTest {
    @TempDir
    Path dir;

    private final SysfsAttribute attribute = new SysfsAttribute(SysfsAttributeTest.class);

    private String file(String content) throws IOException {
        return Files.writeString(dir.resolve("file"), content).toString();
    }

    @ParameterizedTest
    @CsvSource({"'7\n', 7", "' 0x1f \n', 31", "-3, -3", "0, 0"})
    void readsNumbers(String content, long number) throws IOException {
        assertThat(attribute.readNumber(file(content))).isTrue();
        assertThat(attribute.number()).isEqualTo(number);
    }

    @ParameterizedTest
    @CsvSource({"''", "'\n'", "N/A", "'1 2'", "1x", "0x", "99999999999999999999"})
    void allElseIsNone(String content) throws IOException {
        assertThat(attribute.readNumber(file(content))).isFalse();
        assertThat(attribute.readUnsigned(file(content))).isFalse();
    }

    @Test
    void anUnsignedNumberHas64Bits() throws IOException {
        assertThat(attribute.readUnsigned(file("18446744073709551615\n"))).isTrue();
        assertThat(Unsigned.toDouble(attribute.number())).isEqualTo(0x1p64);
        assertThat(attribute.readUnsigned(file("-1\n"))).isFalse();
    }

    @Test
    void aFileThatWasMissingIsReadOnceItIsThere() throws IOException {
        String path = dir.resolve("file").toString();
        for (int i = 0; i < 2; i++) {
            assertThat(attribute.text(path)).isNull();
            assertThat(attribute.textOrEmpty(path)).isEmpty();
            assertThat(attribute.error()).isEqualTo(ReadError.MISSING);
        }
        file("here\n");
        assertThat(attribute.text(path)).isEqualTo("here");
        assertThat(attribute.error()).isEqualTo(ReadError.NONE);
        Files.delete(dir.resolve("file"));
        assertThat(attribute.read(path)).isFalse();
    }
}
