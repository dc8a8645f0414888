package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.KernelLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What every reader of a kernel file says when the file is not there or not what it should be. */
public final class KernelFiles {
    private static final int QUOTED = 80;

    private KernelFiles() {}

    /** Reads the file anew, or says why not. */
    public static void read(KernelFile file) throws IOException {
        if (!file.read()) {
            throw new IOException(file.failure());
        }
    }

    /** Names the file and its line that holds the cursor's last word. */
    public static IOException malformed(KernelFile file, ByteCursor cursor) {
        return malformed(file, cursor.wordStart());
    }

    /** Names the file and its line around an offset. */
    public static IOException malformed(KernelFile file, int offset) {
        byte[] bytes = file.bytes();
        int length = file.length();
        if (length == 0) {
            return new IOException(file.path() + ": empty");
        }
        int from = Math.min(offset, length - 1);
        while (from > 0 && bytes[from - 1] != '\n') {
            from--;
        }
        return malformed(file.path(), bytes, from, length);
    }

    /** Names the file and its line that the cursor was given, from where it begins. */
    public static IOException malformed(KernelLines file, ByteCursor cursor, int line) {
        return malformed(file.path(), cursor.bytes(), line, cursor.end());
    }

    private static IOException malformed(String path, byte[] bytes, int from, int end) {
        int to = from;
        while (to < end && to - from < QUOTED && bytes[to] != '\n') {
            to++;
        }
        return new IOException(path + ": malformed line \"" + printable(bytes, from, to) + '"');
    }

    private static String printable(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (char c : new String(bytes, from, to - from, StandardCharsets.UTF_8).toCharArray()) {
            text.append(c < ' ' || c == 0x7f ? '\ufffd' : c);
        }
        return text.toString();
    }
}
