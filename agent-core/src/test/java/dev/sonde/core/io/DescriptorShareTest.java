package dev.sonde.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptorShareTest {
    @TempDir
    Path directory;

    @Test
    void givesUntilNothingIsLeft() {
        DescriptorShare share = new DescriptorShare(50);
        assertThat(share.take(22)).isTrue();
        assertThat(share.take(22)).isTrue();
        assertThat(share.take(22)).isFalse();
        assertThat(share.take(6)).isTrue();
        share.giveBack(22);
        assertThat(share.take(22)).isTrue();
        assertThat(share.take(1)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Max open files            1024                 4096                 files, 1024",
        "Max open files            unlimited            unlimited            files, 9223372036854775807",
        "Max open files            -5                   4096                 files, 0",
        "Max open, 0",
        "Max processes             95992                95992                processes, 0",
        "'', 0"
    })
    void findsTheLimit(String line, long expected) throws IOException {
        String before = "Limit                     Soft Limit           Hard Limit           Units\n"
                + "Max cpu time              unlimited            unlimited            seconds\n";
        Path file = Files.writeString(directory.resolve("limits"), before + line + "\n");
        try (KernelFile limits = new KernelFile(file.toString())) {
            assertThat(limits.read()).isTrue();
            assertThat(DescriptorShare.softLimit(limits)).isEqualTo(expected);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void isAPartOfWhatTheProcessMayHave() {
        DescriptorShare share = DescriptorShare.ofProcess();
        assertThat(share.take(16)).isTrue();
        assertThat(share.take(4096)).isFalse();
    }
}
