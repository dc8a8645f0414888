package dev.sonde.core.config;

import dev.sonde.core.log.StateLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import org.slf4j.Logger;

/**
 * A file whose parsed content follows the file: whoever asks gets what is there now. A content that cannot be read or
 * parsed leaves the last good one in force, which is logged when it begins and when it ends.
 *
 * <p>Asking costs one stat. There is no timer and no thread. Any thread may ask.
 *
 * @param <T> what the parser makes of the file; should be immutable
 */
public final class WatchedFile<T> {
    /** A change within this time after a read may leave the modification time as it was. */
    private static final long RACY_MILLIS = 2000;

    private final String file;
    private final Path path;
    private final Parser<T> parser;
    private final StateLog log;

    private byte[] content;
    private Object stamp;
    private boolean contentGood = true;
    private boolean racy;
    private volatile T value;
    private volatile boolean good = true;
    private volatile long loadedAtMillis;

    /** Makes a value of a file's bytes. */
    public interface Parser<T> {
        /**
         * @param file the name for messages
         * @throws ConfigException when the content cannot be used; any other unchecked exception counts as that too
         */
        T parse(String file, byte[] content);
    }

    /**
     * Reads the file for the first time.
     *
     * @throws ConfigException when that fails: there is no good content to fall back on
     */
    public WatchedFile(String file, Parser<T> parser, Logger logger) {
        this.file = file;
        this.path = Paths.get(file);
        this.parser = parser;
        this.log = new StateLog(logger);
        this.stamp = stamp();
        this.content = ConfigFile.content(file);
        this.value = parser.parse(file, content);
        this.loadedAtMillis = System.currentTimeMillis();
    }

    /** The value of the file as it is, or of the last good content. */
    public T get() {
        refresh(false);
        return value;
    }

    /**
     * Reads the file again even if it seems unchanged.
     *
     * @return whether the file as it is now is in force
     */
    public boolean reload() {
        refresh(true);
        return good;
    }

    /** Whether the file, when last looked at, was the one in force. */
    public boolean isGood() {
        return good;
    }

    /** When the content in force was read, in milliseconds since 1970. */
    public long loadedAtMillis() {
        return loadedAtMillis;
    }

    public String file() {
        return file;
    }

    private synchronized void refresh(boolean force) {
        Object now = stamp();
        if (!force && !racy && now.equals(stamp)) {
            return;
        }
        stamp = now;
        try {
            byte[] read = ConfigFile.content(file);
            if (force || !Arrays.equals(read, content)) {
                content = read;
                contentGood = false;
                value = parser.parse(file, read);
                loadedAtMillis = System.currentTimeMillis();
                contentGood = true;
            }
            good = contentGood;
        } catch (RuntimeException e) {
            good = false;
            log.failed(file, "Keeping the last good content of a file: " + e.getMessage(), null);
        }
        if (good) {
            log.recovered(file, "Read again: " + file);
        }
    }

    /** Changes whenever the file does, most of the time; also by which error it cannot be looked at. */
    private Object stamp() {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            long modified = attributes.lastModifiedTime().toMillis();
            racy = Math.abs(System.currentTimeMillis() - modified) < RACY_MILLIS;
            return Arrays.asList(attributes.lastModifiedTime(), attributes.size(), fileKey(attributes));
        } catch (IOException e) {
            racy = false;
            return e.getClass();
        }
    }

    private static Object fileKey(BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? "" : key;
    }
}
