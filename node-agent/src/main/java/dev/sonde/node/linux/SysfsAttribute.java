package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.ReadError;
import java.io.FileInputStream;
import java.io.IOException;

/**
 * Reads attributes of devices in sysfs. Reused; one thread at a time. Each is a file with one value of less than a page
 * that the driver hands out in one read; it is opened and closed again, for a host may have thousands. There is no second
 * read, in which some drivers fail. A failure is a value ({@link #error}), not an exception.
 */
public final class SysfsAttribute {
    private static final int PAGE = 4096;

    private final byte[] bytes = new byte[PAGE];
    private final ByteCursor cursor = new ByteCursor();
    private String path = "";
    private int start;
    private int end;
    private long number;
    private ReadError error = ReadError.NONE;
    private String message = "";

    /** Reads the attribute; blanks and line feeds around the value do not count. */
    public boolean read(String file) {
        path = file;
        start = 0;
        end = 0;
        try (FileInputStream in = new FileInputStream(file)) {
            end = Math.max(0, in.read(bytes));
        } catch (IOException e) {
            message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
            error = ReadError.of(message);
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

    private static boolean isBlank(byte b) {
        return b == ' ' || b >= '\t' && b <= '\r';
    }

    /** Reads a signed decimal number: {@link #number}. */
    public boolean readNumber(String file) {
        return read(file) && isNumber();
    }

    /** Reads an unsigned decimal number of 64 bits: {@link #number}, for {@link Unsigned}. */
    public boolean readUnsigned(String file) {
        return read(file) && isUnsigned();
    }

    /** Whether what was read is a signed decimal number: {@link #number}. */
    public boolean isNumber() {
        number = cursor.reset(bytes, start, end).number();
        return cursor.ok() && cursor.wordEnd() == end;
    }

    /** Whether what was read is an unsigned decimal number of 64 bits: {@link #number}, for {@link Unsigned}. */
    public boolean isUnsigned() {
        number = cursor.reset(bytes, start, end).u64();
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
