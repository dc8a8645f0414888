package dev.sonde.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class KernelFileTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/proc/sys/fs/nr_open",
                "/proc/sys/kernel/pid_max",
                "/proc/sys/kernel/ostype",
                "/proc/sys/net/core/somaxconn",
                "/proc/self/limits",
                "/proc/filesystems",
                "/proc/version",
                "/sys/class/net/lo/mtu",
                "/sys/class/net/lo/address"
            })
    void readsWholeFilesOfTheKernelAgainAndAgain(String path) throws IOException {
        String expected = String.join("\n", Files.readAllLines(Path.of(path))) + "\n";
        try (KernelFile file = new KernelFile(path)) {
            for (int i = 0; i < 3; i++) {
                assertThat(file.read()).as(file.failure()).isTrue();
                assertThat(text(file)).isEqualTo(expected);
                assertThat(file.error()).isEqualTo(ReadError.NONE);
            }
        }
    }

    @Test
    void readsMountsToTheEndWhateverTheLengthOfTheirLines() throws IOException {
        try (KernelFile file = new KernelFile("/proc/self/mountinfo", 64)) {
            assertThat(file.read()).isTrue();
            assertThat(text(file).lines().count())
                    .isEqualTo(
                            Files.readAllLines(Path.of("/proc/self/mountinfo")).size());
        }
    }

    /**
     * A page of the kernel's table ends before a line that does not fit it, here that of a library with a path of 3,000
     * bytes behind some short lines: a read that brings little is not the last.
     */
    @Test
    void readsOnBehindAShortPieceOfATable() throws Exception {
        Path library = Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("/libm.so") || line.contains("/libc.musl"))
                .map(line -> Path.of(line.substring(line.indexOf('/'))))
                .findFirst()
                .orElseThrow();
        Path deep = directory;
        while (deep.toString().length() < 3_000) {
            deep = Files.createDirectory(deep.resolve("d".repeat(200)));
        }
        Path copy = Files.copy(library, deep.resolve("copy.so"));
        ProcessBuilder builder = new ProcessBuilder("sleep", "60");
        builder.environment().put("LC_ALL", "C"); // else lines of locale files come first
        builder.environment().put("LD_PRELOAD", copy.toString());
        Process sleeper = builder.start();
        String path = "/proc/" + sleeper.pid() + "/maps";
        try (KernelFile file = new KernelFile(path)) {
            Path state = Path.of("/proc/" + sleeper.pid() + "/stat");
            while (!Files.readString(state).contains("(sleep) S")
                    || !Files.readString(Path.of(path)).contains(copy.toString())) {
                Thread.sleep(5); // until it has loaded its libraries
            }
            assertThat(file.read()).isTrue();
            assertThat(text(file)).isEqualTo(String.join("\n", Files.readAllLines(Path.of(path))) + "\n");
            assertThat(text(file)).contains(copy.toString()).contains("[stack]");
        } finally {
            sleeper.destroyForcibly().waitFor();
        }
    }

    @Test
    void aProcessThatHasGoneIsAnErrorEachTime() throws Exception {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try (KernelFile file = new KernelFile("/proc/" + sleeper.pid() + "/stat")) {
            assertThat(file.read()).isTrue();
            sleeper.destroyForcibly().waitFor();
            for (int i = 0; i < 3; i++) {
                assertThat(file.read()).isFalse();
                assertThat(file.length()).isZero();
            }
            assertThat(file.error()).isEqualTo(ReadError.MISSING);
        }
    }

    @Test
    void followsAFileThatGrowsAndShrinks() throws IOException {
        Path path = directory.resolve("file");
        try (KernelFile file = new KernelFile(path.toString(), 64)) {
            for (int size : new int[] {0, 1, 20, 21, 22, 63, 64, 65, 4095, 4096, 4097, 100_000, 3, 0}) {
                byte[] content = new byte[size];
                Arrays.fill(content, (byte) ('a' + size % 26));
                Files.write(path, content);
                assertThat(file.read()).isTrue();
                assertThat(Arrays.copyOf(file.bytes(), file.length())).isEqualTo(content);
            }
        }
    }

    @Test
    void aReplacedFileIsSeenOnceItIsClosed() throws IOException {
        Path path = Files.writeString(directory.resolve("file"), "old\n");
        KernelFile file = new KernelFile(path.toString());
        file.read();
        Path other = Files.writeString(directory.resolve("other"), "new\n");
        Files.move(other, path, StandardCopyOption.REPLACE_EXISTING);
        file.read();
        assertThat(text(file)).isEqualTo("old\n");
        file.close();
        assertThat(file.read()).isTrue();
        assertThat(text(file)).isEqualTo("new\n");
        file.close();
    }

    @Test
    void aMissingFileIsReadWhenItAppears() throws IOException {
        Path path = directory.resolve("file");
        try (KernelFile file = new KernelFile(path.toString())) {
            for (int i = 0; i < 3; i++) {
                assertThat(file.read()).isFalse();
                assertThat(file.error()).isEqualTo(ReadError.MISSING);
                assertThat(file.failure()).startsWith(path.toString()).contains("No such file");
            }
            Files.writeString(path, "here\n");
            assertThat(file.read()).isTrue();
            assertThat(text(file)).isEqualTo("here\n");
            assertThat(file.error()).isEqualTo(ReadError.NONE);
        }
    }

    @Test
    void aFileUnderAFileIsMissing() throws IOException {
        Path path = Files.writeString(directory.resolve("file"), "");
        try (KernelFile file = new KernelFile(path + "/below")) {
            assertThat(file.read()).isFalse();
            assertThat(file.error()).isEqualTo(ReadError.MISSING);
        }
    }

    @Test
    void aDirectoryIsAnErrorEachTime() {
        try (KernelFile file = new KernelFile(directory.toString())) {
            for (int i = 0; i < 3; i++) {
                assertThat(file.read()).isFalse();
                assertThat(file.error()).isEqualTo(ReadError.OTHER);
                assertThat(file.failure()).startsWith(directory.toString());
                assertThat(file.length()).isZero();
            }
        }
    }

    @Test
    void aDriversRefusalIsAValue() {
        // the loopback device has no speed: EINVAL
        try (KernelFile file = new KernelFile("/sys/class/net/lo/speed")) {
            for (int i = 0; i < 3; i++) {
                assertThat(file.read()).isFalse();
                assertThat(file.error()).as(file.failure()).isEqualTo(ReadError.INVALID);
                assertThat(file.failure()).startsWith("/sys/class/net/lo/speed: ");
            }
        }
    }

    @Test
    void aHugeFileIsAnErrorAndItsBufferIsGivenBack() throws IOException {
        Path path = directory.resolve("huge");
        try (var channel = Files.newByteChannel(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.position(3_000_000);
            channel.write(ByteBuffer.wrap(new byte[] {1}));
        }
        try (KernelFile file = new KernelFile(path.toString(), 64, 2_000_000)) {
            for (int i = 0; i < 3; i++) {
                assertThat(file.read()).isFalse();
                assertThat(file.error()).isEqualTo(ReadError.TOO_LARGE);
                assertThat(file.failure()).isEqualTo(path + ": File is beyond the limit of 2000000 bytes");
                assertThat(file.length()).isZero();
            }
            Files.write(path, new byte[1_900_000]);
            assertThat(file.read()).isTrue();
            assertThat(file.length()).isEqualTo(1_900_000);
            Files.writeString(path, "12\n");
            assertThat(file.read()).isTrue();
            assertThat(file.length()).isEqualTo(3);
            assertThat(file.read()).isTrue();
            assertThat(file.bytes()).hasSizeLessThan(100_000);
        }
        try (KernelFile file = new KernelFile("/dev/zero")) {
            assertThat(file.read()).isFalse();
        }
    }

    @Test
    void recoversFromAnInterrupt() {
        try (KernelFile file = new KernelFile("/proc/uptime")) {
            assertThat(file.read()).isTrue();
            Thread.currentThread().interrupt();
            file.read();
            assertThat(Thread.interrupted()).isTrue();
            assertThat(file.read()).as(file.failure()).isTrue();
            assertThat(file.length()).isPositive();
        }
    }

    @Test
    void leaksNoDescriptors() throws IOException {
        String[] paths = {"/proc/stat", "/sys/class/net/lo/speed", directory.toString(), directory + "/none"};
        try (KernelFile warm = new KernelFile("/proc/stat")) {
            warm.read();
        }
        int before = descriptors();
        for (int i = 0; i < 250; i++) {
            for (String path : paths) {
                try (KernelFile file = new KernelFile(path)) {
                    file.read();
                    file.read();
                }
            }
        }
        assertThat(descriptors()).isEqualTo(before);
        try (KernelFile kept = new KernelFile("/proc/stat");
                KernelFile failing = new KernelFile("/sys/class/net/lo/speed")) {
            for (int i = 0; i < 1_000; i++) {
                assertThat(kept.read()).isTrue();
                failing.read();
            }
            assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
        }
        assertThat(descriptors()).isEqualTo(before);
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }

    private static String text(KernelFile file) {
        return new String(file.bytes(), 0, file.length(), StandardCharsets.UTF_8);
    }
}
