package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkMountStatTest {
    private final FileSystemReading reading = new FileSystemReading();

    private int stat(Path path) {
        return new JdkMountStat().stat((path + "\0").getBytes(StandardCharsets.UTF_8), reading);
    }

    @Test
    void sizesWithoutInodes() throws IOException {
        assertThat(stat(Path.of("/"))).isZero();

        assertThat(reading.blocks * reading.blockSize)
                .isEqualTo(Files.getFileStore(Path.of("/")).getTotalSpace());
        assertThat(reading.blocksAvailable).isBetween(1L, reading.blocksFree);
        assertThat(reading.inodesKnown).isFalse();
        assertThat(reading.device).isEqualTo(FileSystemReading.UNKNOWN_DEVICE);
    }

    @Test
    void whatIsEmptyIsNotAbsent(@TempDir Path dir) {
        assertThat(stat(Path.of("/proc"))).isZero();
        assertThat(reading.blocks).isZero();
        assertThat(stat(dir.resolve("absent"))).isEqualTo(-Errno.ENOENT);
    }
}
