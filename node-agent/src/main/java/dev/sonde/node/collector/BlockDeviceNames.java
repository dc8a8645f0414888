package dev.sonde.node.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What block devices are called, by their numbers: {@code sys/dev/block/8:0} is a link to the device. */
final class BlockDeviceNames {
    private final String directory;

    BlockDeviceNames(String directory) {
        this.directory = directory;
    }

    /** The name of {@code 8:0}, or the numbers when there is none. */
    String of(String numbers) {
        try {
            if (numbers.indexOf('/') < 0) {
                return String.valueOf(
                        Files.readSymbolicLink(Path.of(directory, numbers)).getFileName());
            }
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            // Gone meanwhile, or not of this host: its numbers still tell it from others.
            return numbers;
        }
        return numbers;
    }
}
