package dev.sonde.db.mysql;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.WatchedFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The option file that the agent was given, read again when it changes, and what flags and environment add to its section
 * {@code client}. Thread-safe.
 */
public final class OptionFile {
    private final @Nullable WatchedFile<MyCnf> file;
    private final Map<String, String> fallback;

    /**
     * @param path of the file; one that is not there is as good as an empty one
     * @param fallback options of {@code client} where the file has none
     * @throws ConfigException when the file cannot be read
     */
    public OptionFile(String path, Map<String, String> fallback, Map<String, String> environment) {
        this.fallback = fallback;
        this.file = path.isEmpty() || !Files.exists(Path.of(path))
                ? null
                : new WatchedFile<>(
                        path,
                        (name, content) -> MyCnf.parse(name, content, environment),
                        LoggerFactory.getLogger(OptionFile.class));
    }

    /** The options of a section, null when there is no such section. */
    @Nullable Map<String, String> section(String name) {
        MyCnf options = file == null ? MyCnf.empty() : file.get();
        Map<String, String> found = options.section(name);
        if (found == null && !name.equals("client")) {
            return null;
        }
        Map<String, String> all = new LinkedHashMap<>(fallback);
        if (found != null) {
            all.putAll(found);
        }
        return all;
    }

    /** Whether the file as it is now is in force. */
    public boolean reload() {
        return file == null || file.reload();
    }
}
