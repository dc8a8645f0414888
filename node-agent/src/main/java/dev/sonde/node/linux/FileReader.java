package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Reads one kernel file after the other, all into the same buffer: for thousands of small files that are not kept open.
 * One thread at a time.
 */
public final class FileReader {
    /** Of more at a time FileInputStream makes a copy outside the heap. */
    private static final int CHUNK = 8192;

    private static final int LIMIT = 1 << 20;

    private byte[] bytes = new byte[CHUNK];
    private final ByteCursor cursor = new ByteCursor();

    /** A cursor at the start of the file, to be used until the next call. */
    public ByteCursor read(String path) throws IOException {
        int length = 0;
        try (FileInputStream file = new FileInputStream(path)) {
            while (length < LIMIT) {
                if (length == bytes.length) {
                    bytes = Arrays.copyOf(bytes, 2 * length);
                }
                int n = file.read(bytes, length, Math.min(CHUNK, bytes.length - length));
                if (n < 0) {
                    break;
                }
                length += n;
            }
        }
        return cursor.reset(bytes, 0, length);
    }
}
