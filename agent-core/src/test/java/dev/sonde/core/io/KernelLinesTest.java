package dev.sonde.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@EnabledOnOs(OS.LINUX)
class KernelLinesTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"/proc/self/limits", "/proc/filesystems", "/proc/sys/kernel/ostype", "/proc/version"})
    void readsFilesOfTheKernelAgainAndAgain(String path) throws IOException {
        try (KernelLines file = new KernelLines(path)) {
            for (int i = 0; i < 3; i++) {
                assertThat(lines(file)).isEqualTo(Files.readAllLines(Path.of(path)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n", "a", "a\n", "a\n\nb", "\na\n"})
    void takesLinesAsTheyAre(String content) throws IOException {
        Path path = write(content);
        assertThat(lines(new KernelLines(path.toString())))
                .isEqualTo(content.isEmpty() ? List.of() : content.lines().toList());
    }

    @Test
    void readsInPiecesWhateverTheLengthOfLines() throws IOException {
        StringBuilder content = new StringBuilder();
        for (int length : new int[] {1, 0, 16_000, 384, 16_383, 16_384, 16_385, 5, 200_000, 3, 0, 70_000}) {
            content.append("x".repeat(length)).append('\n');
        }
        for (int i = 0; i < 20_000; i++) {
            content.append("line ").append(i).append('\n');
        }
        KernelLines file = new KernelLines(write(content.toString()).toString());
        for (int i = 0; i < 2; i++) {
            assertThat(lines(file)).isEqualTo(content.toString().lines().toList());
        }
    }

    @Test
    void startsAgainInTheMiddle() throws IOException {
        KernelLines file = new KernelLines(write("a\nb\nc\n").toString());
        ByteCursor cursor = new ByteCursor();
        file.begin();
        file.next(cursor);
        assertThat(lines(file)).containsExactly("a", "b", "c");
    }

    @Test
    void findsAFileThatComesLater() throws IOException {
        Path path = directory.resolve("file");
        KernelLines file = new KernelLines(path.toString());
        for (int i = 0; i < 2; i++) {
            assertThat(file.begin()).isFalse();
            assertThat(file.next(new ByteCursor())).isFalse();
            assertThat(file.error()).isEqualTo(ReadError.MISSING);
            assertThat(file.failure()).startsWith(path.toString()).contains("No such file");
        }
        write("a\n");
        assertThat(lines(file)).containsExactly("a");
    }

    @Test
    void refusesALineWithoutEnd() throws IOException {
        KernelLines file = new KernelLines(write("a\n" + "x".repeat(1 << 21)).toString());
        ByteCursor cursor = new ByteCursor();
        assertThat(file.begin()).isTrue();
        assertThat(file.next(cursor)).isTrue();
        assertThat(file.next(cursor)).isFalse();
        assertThat(file.error()).isEqualTo(ReadError.TOO_LARGE);
        write("b\n");
        assertThat(lines(file)).containsExactly("b");
    }

    @Test
    void saysWhyADirectoryIsNoFile() {
        KernelLines file = new KernelLines(directory.toString());
        assertThat(file.begin()).isFalse();
        assertThat(file.error()).isEqualTo(ReadError.OTHER);
        assertThat(file.failure()).startsWith(directory.toString()).contains("directory");
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("file"), content);
    }

    private static List<String> lines(KernelLines file) {
        List<String> lines = new ArrayList<>();
        ByteCursor cursor = new ByteCursor();
        assertThat(file.begin()).as(file.failure()).isTrue();
        while (file.next(cursor)) {
            int from = cursor.position();
            lines.add(new String(cursor.bytes(), from, cursor.end() - from, StandardCharsets.UTF_8));
        }
        assertThat(file.error()).isEqualTo(ReadError.NONE);
        return lines;
    }
}
