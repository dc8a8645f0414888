package dev.sonde.jmx;

import dev.sonde.core.config.ConfigException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;

/** The jar that this runs from; copies itself for init containers, whose images need no shell then. */
final class CopyJar {
    private CopyJar() {}

    static File jar() {
        URL own = CopyJar.class.getResource("CopyJar.class");
        String text = own == null ? "" : own.getPath();
        int end = text.indexOf("!/");
        try {
            return new File(new URI(text.substring(0, Math.max(0, end))));
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ConfigException("not run from its jar: " + own);
        }
    }

    /** Puts a copy there, whole or not at all; returns where it is. */
    static Path copyTo(String directory) {
        Path target = Paths.get(directory, "jmx-agent.jar");
        Path draft = Paths.get(directory, ".jmx-agent.jar.new");
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.copy(jar().toPath(), draft, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return target;
        } catch (IOException e) {
            throw new ConfigException("cannot copy to " + target + ": " + e);
        }
    }
}
