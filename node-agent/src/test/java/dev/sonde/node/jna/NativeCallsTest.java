package dev.sonde.node.jna;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FileSystemReading;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCallsTest {
    private final SystemCalls calls = Objects.requireNonNull(NativeCalls.get(), NativeCalls.reason());

    @TempDir
    private Path dir;

    private static byte[] path(Path path) {
        return (path + "\0").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void statfsAgreesWithTheJdk() throws IOException {
        FileStore store = Files.getFileStore(Path.of("/"));
        FileSystemReading reading = new FileSystemReading();

        assertThat(calls.stat(path(Path.of("/")), reading)).isZero();

        assertThat(reading.blocks * reading.blockSize).isEqualTo(store.getTotalSpace());
        assertThat(reading.files).isGreaterThanOrEqualTo(reading.filesFree);
        assertThat(reading.blocksAvailable).isBetween(0L, reading.blocksFree);
        assertThat(reading.mountRoot).isTrue();
    }

    @Test
    void tellsTheDeviceAndWhetherThePathIsAMount() throws IOException {
        long device = (Long) Files.getAttribute(dir, "unix:dev");
        FileSystemReading reading = new FileSystemReading();

        assertThat(calls.stat(path(dir), reading)).isZero();

        assertThat(reading.device >>> 32).isEqualTo(device >>> 8 & 0xfff);
        assertThat((int) reading.device).isEqualTo((int) (device & 0xff | device >>> 12 & 0xfff00));
        assertThat(reading.mountRoot).isFalse();
    }

    @Test
    void errorsAreNegativeNumbers() {
        FileSystemReading reading = new FileSystemReading();

        assertThat(calls.stat(path(dir.resolve("absent")), reading)).isEqualTo(-Errno.ENOENT);
        assertThat(reading.device).isEqualTo(FileSystemReading.UNKNOWN_DEVICE);
        assertThat(calls.netlink(77)).isEqualTo(-Errno.EPROTONOSUPPORT);
        assertThat(Errno.text(Errno.ENOENT)).isEqualTo("no such file or directory");
        assertThat(Errno.text(Errno.ENOTCONN)).isEqualTo("transport endpoint is not connected");
        assertThat(Errno.text(41)).isEqualTo("errno 41");
        assertThat(Errno.text(133)).isEqualTo("memory page has hardware error");
        assertThat(Errno.text(134)).isEqualTo("errno 134");
        assertThat(Errno.text(-1)).isEqualTo("errno -1");
    }
}
