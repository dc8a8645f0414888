package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import java.io.IOException;

/**
 * {@code proc/net/arp}: a heading, then a line for each neighbour, whose last word is the interface. The hardware
 * address before it may be missing: some interfaces have none. One thread at a time.
 */
public final class ProcNetArp {
    /** IP address, hardware type, flags, mask and device. */
    private static final int LEAST_WORDS = 5;

    private static final int MOST_WORDS = 6;

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private int deviceStart;
    private int deviceEnd;

    public ProcNetArp(String path) {
        file = new KernelFile(path);
    }

    public void read() throws IOException {
        KernelFiles.read(file);
        cursor.reset(file);
        cursor.nextLine();
    }

    /**
     * Moves to the next neighbour; false at the end.
     *
     * @throws IOException when a line is none of a neighbour
     */
    public boolean next() throws IOException {
        while (!cursor.atEnd()) {
            int line = cursor.position();
            int words = 0;
            while (cursor.word()) {
                words++;
                deviceStart = cursor.wordStart();
                deviceEnd = cursor.wordEnd();
            }
            cursor.nextLine();
            if (words >= LEAST_WORDS && words <= MOST_WORDS) {
                return true;
            }
            if (words > 0) {
                throw KernelFiles.malformed(file, line);
            }
        }
        return false;
    }

    public byte[] bytes() {
        return file.bytes();
    }

    public int deviceStart() {
        return deviceStart;
    }

    public int deviceEnd() {
        return deviceEnd;
    }
}
