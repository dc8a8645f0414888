package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Attributes of devices in sysfs: small files of one value, each opened, read and closed, since there may be too many of
 * them to keep open. One thread at a time. What cannot be read has no value; a driver may leave out any of them, or
 * refuse to answer now.
 */
public final class Attributes {
    private final ByteCursor cursor = new ByteCursor();
    private long value;

    /** The text of a file without the blanks around it, or null when it cannot be read. */
    public @Nullable String text(String path) {
        try (KernelFile file = new KernelFile(path, 128)) {
            return file.read() ? new String(file.bytes(), 0, file.length(), StandardCharsets.UTF_8).strip() : null;
        }
    }

    /** The text of a file, empty when it cannot be read. */
    public String textOrEmpty(String path) {
        String text = text(path);
        return text == null ? "" : text;
    }

    /**
     * Reads an unsigned number, decimal or with {@code 0x}, that is all the file holds.
     *
     * @return whether there is one
     */
    public boolean readUnsigned(String path) {
        return read(path, false);
    }

    /** Reads a number that may have a sign, decimal or with {@code 0x}, that is all the file holds. */
    public boolean readNumber(String path) {
        return read(path, true);
    }

    private boolean read(String path, boolean signed) {
        try (KernelFile file = new KernelFile(path, 128)) {
            if (!file.read() || !cursor.reset(file).word()) {
                return false;
            }
            if (cursor.wordStartsWith("0x") || cursor.wordStartsWith("0X")) {
                value = cursor.wordHex();
            } else {
                value = signed ? cursor.wordNumber() : cursor.wordU64();
            }
            return cursor.ok() && !cursor.word();
        }
    }

    /** What was read last: of an unsigned number its 64 bits. */
    public long value() {
        return value;
    }
}
