package dev.sonde.core.http.web;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigFile;
import dev.sonde.core.config.ConfigNode;
import dev.sonde.core.http.tls.FileTexts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The files of one reading, and how they looked when they were read. One thread at a time. */
final class WatchedFiles implements FileTexts {
    private static final int MAX_BYTES = 4 << 20;

    /** A change within this time after another may leave the modification time as it was. */
    private static final long RACY_MILLIS = 2000;

    private final Path config;
    private final Map<Path, Object> stamps = new LinkedHashMap<>();
    private final Map<Path, byte[]> contents = new LinkedHashMap<>();
    private boolean racy;

    WatchedFiles(Path config) {
        this.config = config;
    }

    /** The config file itself. */
    ConfigNode readConfig() {
        try {
            return ConfigFile.parse(config.toString(), bytes(config));
        } catch (IOException e) {
            throw new ConfigException(config + ": " + reason(e));
        }
    }

    /** Names are relative to the config file. */
    @Override
    public String read(ConfigNode name) {
        Path path = config.resolveSibling(name.string());
        try {
            return new String(bytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw name.error(path + ": " + reason(e));
        }
    }

    private byte[] bytes(Path path) throws IOException {
        Object stamp = stamp(path);
        stamps.put(path, stamp);
        if (Files.size(path) > MAX_BYTES) {
            throw new IOException("larger than " + MAX_BYTES + " bytes");
        }
        byte[] content = Files.readAllBytes(path);
        contents.put(path, content);
        return content;
    }

    /** Whether the same bytes were read. */
    boolean sameAs(WatchedFiles other) {
        boolean same = contents.keySet().equals(other.contents.keySet());
        for (Map.Entry<Path, byte[]> entry : contents.entrySet()) {
            same = same && Arrays.equals(entry.getValue(), other.contents.get(entry.getKey()));
        }
        return same;
    }

    /** Whether a file may have changed since it was read. */
    boolean mayHaveChanged() {
        boolean again = racy;
        for (Map.Entry<Path, Object> entry : stamps.entrySet()) {
            again |= !stamp(entry.getKey()).equals(entry.getValue());
        }
        return again;
    }

    private Object stamp(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            racy |= Math.abs(System.currentTimeMillis()
                            - attributes.lastModifiedTime().toMillis())
                    < RACY_MILLIS;
            return Arrays.asList(
                    attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException e) {
            return e.getClass();
        }
    }

    private static String reason(IOException e) {
        if (e instanceof java.nio.file.NoSuchFileException) {
            return "no such file or directory";
        }
        return e instanceof java.nio.file.AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
