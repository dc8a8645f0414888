package dev.sonde.jmx.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** A rules file that is changed while agents follow it. */
final class RulesFile {
    private static final int STEP_MILLIS = 2000;

    final Path path;
    private long modified = System.currentTimeMillis();

    RulesFile(Path path) {
        this.path = path;
    }

    /** The reference looks at the time of modification, in whole seconds on some systems. */
    void put(String content) throws IOException {
        Files.writeString(path, content);
        modified += STEP_MILLIS;
        Files.setLastModifiedTime(path, FileTime.fromMillis(modified));
    }
}
