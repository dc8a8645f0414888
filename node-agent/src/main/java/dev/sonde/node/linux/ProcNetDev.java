package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import java.io.IOException;

/** {@code proc/net/dev}: interfaces and 16 counters each. One thread at a time. */
public final class ProcNetDev {
    public static final int COUNTERS = 16;
    private static final int HEADER_LINES = 2;

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private final long[] counters = new long[COUNTERS];
    private int nameStart;
    private int nameEnd;

    public ProcNetDev(String path) {
        file = new KernelFile(path);
    }

    public void read() throws IOException {
        KernelFiles.read(file);
        cursor.reset(file);
        for (int i = 0; i < HEADER_LINES; i++) {
            cursor.nextLine();
        }
        nameStart = cursor.position();
    }

    /** Moves to the next interface; false at the end. */
    public boolean next() throws IOException {
        while (!cursor.atEnd()) {
            int start = cursor.position();
            int end = cursor.lineEnd();
            int colon = end - 1;
            while (colon >= start && file.bytes()[colon] != ':') {
                colon--;
            }
            if (colon < start) {
                if (start == end) {
                    cursor.nextLine();
                    continue;
                }
                throw KernelFiles.malformed(file, start);
            }
            line(start, colon);
            return true;
        }
        return false;
    }

    private void line(int start, int colon) throws IOException {
        nameStart = start;
        while (file.bytes()[nameStart] == ' ') {
            nameStart++;
        }
        nameEnd = colon;
        cursor.position(colon + 1);
        for (int i = 0; i < COUNTERS; i++) {
            counters[i] = cursor.u64();
        }
        if (!cursor.ok() || nameStart == nameEnd) {
            throw KernelFiles.malformed(file, start);
        }
        cursor.nextLine();
    }

    public byte[] bytes() {
        return file.bytes();
    }

    public int nameStart() {
        return nameStart;
    }

    public int nameEnd() {
        return nameEnd;
    }

    /** In the order of the file, receive before transmit; unsigned. */
    public long[] counters() {
        return counters;
    }
}
