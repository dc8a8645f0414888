package dev.sonde.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.helpers.NOPLogger;

class WatchedFileTest {
    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    Path directory;

    private Path file;
    private int parsed;

    @BeforeEach
    void name() {
        file = directory.resolve("web.yml");
    }

    @Test
    void followsTheFile() throws IOException {
        write("a: 1", 1);
        WatchedFile<Integer> watched = watch();
        assertThat(watched.get()).isEqualTo(1);
        assertThat(watched.get()).isEqualTo(1);
        assertThat(parsed).isEqualTo(1);

        write("a: 22", 2);
        assertThat(watched.get()).isEqualTo(22);
        assertThat(watched.isGood()).isTrue();
        assertThat(parsed).isEqualTo(2);
    }

    @Test
    void aReplacedFileOfTheSameSizeAndTimeIsSeen() throws IOException {
        write("a: 1", 1);
        WatchedFile<Integer> watched = watch();
        Path other = directory.resolve("other");
        Files.writeString(other, "a: 2");
        Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

        assertThat(watched.get()).isEqualTo(2);
    }

    @Test
    void aFileWrittenTwiceWithinOneTickIsSeen() throws IOException {
        Files.writeString(file, "a: 1");
        FileTime now = Files.getLastModifiedTime(file);
        WatchedFile<Integer> watched = watch();
        Files.writeString(file, "a: 2");
        Files.setLastModifiedTime(file, now);

        assertThat(watched.get()).isEqualTo(2);
    }

    @Test
    void badContentKeepsTheOldValue() throws IOException {
        write("a: 1", 1);
        WatchedFile<Integer> watched = watch();
        long loaded = watched.loadedAtMillis();
        write("a: [", 2);

        assertThat(watched.get()).isEqualTo(1);
        assertThat(watched.get()).isEqualTo(1);
        assertThat(watched.isGood()).isFalse();
        assertThat(watched.loadedAtMillis()).isEqualTo(loaded);
        assertThat(parsed).isEqualTo(2);

        write("a: 3", 3);
        assertThat(watched.get()).isEqualTo(3);
        assertThat(watched.isGood()).isTrue();
    }

    @Test
    void aMissingFileKeepsTheOldValueAndMayComeBackUnchanged() throws IOException {
        write("a: 1", 1);
        WatchedFile<Integer> watched = watch();
        Path aside = Files.move(file, directory.resolve("aside"));

        assertThat(watched.get()).isEqualTo(1);
        assertThat(watched.isGood()).isFalse();

        Files.move(aside, file);
        assertThat(watched.get()).isEqualTo(1);
        assertThat(watched.isGood()).isTrue();
        assertThat(parsed).isEqualTo(1);
    }

    @Test
    void badContentThatComesBackIsStillBad() throws IOException {
        write("a: 1", 1);
        WatchedFile<Integer> watched = watch();
        write("a: [", 2);
        watched.get();
        Path aside = Files.move(file, directory.resolve("aside"));
        watched.get();
        Files.move(aside, file);

        assertThat(watched.get()).isEqualTo(1);
        assertThat(watched.isGood()).isFalse();
    }

    @Test
    void anyFailureOfTheParserCounts() throws IOException {
        write("a: 1", 1);
        WatchedFile<Integer> watched = watch();
        write("b: 1", 2);

        assertThat(watched.get()).isEqualTo(1);
        assertThat(watched.isGood()).isFalse();
    }

    @Test
    void reloadReadsInAnyCase() throws IOException {
        write("a: 1", 1);
        WatchedFile<Integer> watched = watch();

        assertThat(watched.reload()).isTrue();
        assertThat(parsed).isEqualTo(2);
        Files.delete(file);
        assertThat(watched.reload()).isFalse();
    }

    @Test
    void theFirstContentHasToBeGood() throws IOException {
        assertThat(catchThrowableOfType(ConfigException.class, this::watch)).hasMessageContaining("web.yml");
        write("a: [", 1);
        assertThat(catchThrowableOfType(ConfigException.class, this::watch)).hasMessageContaining("web.yml:1:5");
    }

    private WatchedFile<Integer> watch() {
        return new WatchedFile<>(file.toString(), this::parse, NOPLogger.NOP_LOGGER);
    }

    private int parse(String name, byte[] content) {
        parsed++;
        int value = ConfigFile.parse(name, content).integer("a", 0);
        if (value == 0) {
            throw new IllegalStateException("zero");
        }
        return value;
    }

    /** The time is long past, so that a test never depends on when it runs. */
    private void write(String text, int minute) throws IOException {
        Files.write(file, text.getBytes(UTF_8));
        Files.setLastModifiedTime(file, FileTime.fromMillis(LONG_AGO.toMillis() + minute * 60_000L));
    }
}
