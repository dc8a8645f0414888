package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.ReadError;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads attributes of devices in sysfs. Reused; one thread at a time. Each is a file with one value of less than a page
 * that the driver hands out in one read; it is opened and closed again, for a host may have thousands. There is no second
 * read, in which some drivers fail. A failure is a value ({@link #error}), not an exception; a file that was missing is
 * only looked up by name until it appears, since an exception costs ten times as much.
 */
public final class SysfsAttribute {
    private static final int PAGE = 4096;
    private static final int MOST_MISSING = 1024;
    private static final byte[] NOTHING = {};

    private final Losses losses;
    private final Set<String> missing = new HashSet<>();
    private final ByteCursor cursor = new ByteCursor();
    private byte[] bytes = NOTHING;
    private String path = "";
    private int start;
    private int end;
    private long number;
    private ReadError error = ReadError.NONE;
    private String message = "";

    /** @param collector in whose name it is logged what cannot be read */
    public SysfsAttribute(Class<?> collector) {
        losses = new Losses(collector);
    }

    /** Reads the attribute; blanks and line feeds around the value do not count. */
    public boolean read(String file) {
        boolean read = take(file);
        if (read) {
            losses.found(file);
        }
        return read;
    }

    private boolean take(String file) {
        path = file;
        start = 0;
        end = 0;
        if (isStillMissing(file)) {
            error = ReadError.MISSING;
            message = error.name();
            return false;
        }
        if (bytes.length == 0) {
            bytes = new byte[PAGE];
        }
        try (FileInputStream in = new FileInputStream(file)) {
            end = Math.max(0, in.read(bytes));
        } catch (IOException e) {
            failed(e);
            return false;
        }
        error = ReadError.NONE;
        while (end > start && isBlank(bytes[end - 1])) {
            end--;
        }
        while (start < end && isBlank(bytes[start])) {
            start++;
        }
        return true;
    }

    private boolean isStillMissing(String file) {
        if (missing.isEmpty() || !missing.contains(file)) {
            return false;
        }
        if (new File(file).exists()) {
            missing.remove(file);
            return false;
        }
        return true;
    }

    private void failed(IOException e) {
        message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        error = ReadError.of(message);
        if (error == ReadError.MISSING && missing.size() < MOST_MISSING) {
            missing.add(path);
        }
        losses.lost(path, error, failure());
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    /** The text of an attribute, or null when it cannot be read. */
    public @Nullable String text(String file) {
        return read(file) ? text() : null;
    }

    /** The text of an attribute, empty when it cannot be read. */
    public String textOrEmpty(String file) {
        return read(file) ? text() : "";
    }

    /** Reads a signed number, decimal or with {@code 0x}: {@link #number}. */
    public boolean readNumber(String file) {
        return take(file) && understood(isNumber());
    }

    /** Reads an unsigned number of 64 bits, decimal or with {@code 0x}: {@link #number}, for {@link Unsigned}. */
    public boolean readUnsigned(String file) {
        return take(file) && understood(isUnsigned());
    }

    /** Drivers that have no number now give nothing, or say so. */
    private boolean understood(boolean number) {
        if (number || isEmpty() || bytes[start] == 'N') {
            losses.found(path);
        } else {
            losses.lost(path, failure());
        }
        return number;
    }

    /** Whether what was read is a signed number, decimal or with {@code 0x}: {@link #number}. */
    public boolean isNumber() {
        return isNumber(true);
    }

    /** Whether what was read is an unsigned number of 64 bits: {@link #number}, for {@link Unsigned}. */
    public boolean isUnsigned() {
        return isNumber(false);
    }

    private boolean isNumber(boolean signed) {
        if (!cursor.reset(bytes, start, end).word()) {
            return false;
        }
        if (cursor.wordStartsWith("0x") || cursor.wordStartsWith("0X")) {
            number = cursor.wordHex();
        } else {
            number = signed ? cursor.wordNumber() : cursor.wordU64();
        }
        return cursor.ok() && cursor.wordEnd() == end;
    }

    /** Whether what was read is a hexadecimal number, with or without {@code 0x}: {@link #number}. */
    public boolean isHex() {
        number = cursor.reset(bytes, start, end).hex();
        return cursor.ok() && cursor.wordEnd() == end;
    }

    public long number() {
        return number;
    }

    /** What was read. Valid until the next read; {@code [start, end)}. */
    public byte[] bytes() {
        return bytes;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    public boolean isEmpty() {
        return start == end;
    }

    public boolean is(String ascii) {
        int n = ascii.length();
        if (end - start != n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (bytes[start + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** As text, with U+FFFD for each run of bytes that is not UTF-8. */
    public String text() {
        return MountPath.text(bytes, start, end);
    }

    /** Reads a text, empty when that fails; true when it is other than what is held. */
    public boolean readInto(RawText text, String file) {
        read(file);
        return text.set(bytes, start, end);
    }

    /** Why the last read failed, or NONE. */
    public ReadError error() {
        return error;
    }

    /** {@code path: reason} of the last failure, or {@code path: value} of what could be read. */
    public String failure() {
        if (error == ReadError.NONE) {
            return path + ": \"" + text() + '"';
        }
        return message.startsWith(path) ? message : path + ": " + message;
    }
}
