package dev.sonde.core.io;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file of procfs that stays open and is read again from its start, line by line and in pieces: for tables that on a
 * large host are larger than a small heap should hold at once, such as its sockets or interrupts. One thread at a time,
 * which is never to be interrupted, as for {@link KernelFile}.
 *
 * <p>{@link #begin}, {@link #next} until it is false, then a look at {@link #error}: a file may fail in its middle.
 */
public final class KernelLines implements AutoCloseable {
    private static final int PIECE = 16 << 10;

    /** A longer line is an error; one interrupt of 8192 CPUs takes a tenth of it. */
    private static final int LONGEST = 1 << 20;

    /** Into this much the kernel puts as many lines as fit before it hands them over. */
    private static final int PAGE = 4096;

    private final String path;
    private final int sureEnd;
    private byte[] bytes = new byte[PIECE];
    private int line;
    private int searched;
    private int length;
    private long offset;
    private boolean ended;
    private @Nullable FileInputStream stream;
    private @Nullable FileChannel channel;
    private ReadError error = ReadError.NONE;
    private String message = "";

    public KernelLines(String path) {
        this(path, PAGE);
    }

    /**
     * For tables whose lines are known to be short: when there was room for one more in the first piece, that is all.
     * To ask again costs the kernel as much where it walks through a large empty table, as that of UDP.
     *
     * @param longestLine with its line feed
     */
    public KernelLines(String path, int longestLine) {
        this.path = path;
        sureEnd = PAGE - longestLine;
    }

    public String path() {
        return path;
    }

    /**
     * Goes back to the start of the file and reads its first piece.
     *
     * @return whether that could be done
     */
    public boolean begin() {
        line = 0;
        searched = 0;
        length = 0;
        offset = 0;
        ended = false;
        if (channel == null && error == ReadError.MISSING && !new File(path).exists()) {
            return false;
        }
        error = ReadError.NONE;
        try {
            if (channel == null) {
                stream = new FileInputStream(path);
                channel = stream.getChannel();
            }
            fill();
            return true;
        } catch (IOException e) {
            failed(e);
            return false;
        }
    }

    /** Gives the cursor the next line, without its line feed; false when there is none or the file cannot be read. */
    public boolean next(ByteCursor into) {
        while (true) {
            for (int i = searched; i < length; i++) {
                if (bytes[i] == '\n') {
                    into.reset(bytes, line, i);
                    line = i + 1;
                    searched = line;
                    return true;
                }
            }
            searched = length;
            if (ended) {
                into.reset(bytes, line, length);
                boolean more = line < length;
                line = length;
                return more;
            }
            try {
                fill();
            } catch (IOException e) {
                failed(e);
                return false;
            }
        }
    }

    private void fill() throws IOException {
        FileChannel from = channel;
        if (from == null) {
            ended = true;
            return;
        }
        if (line > 0) {
            System.arraycopy(bytes, line, bytes, 0, length - line);
            length -= line;
            searched -= line;
            line = 0;
        }
        if (length == bytes.length) {
            if (length >= LONGEST) {
                throw new IOException(
                        path + ": " + ReadError.TOO_LARGE.message() + " of a line, " + LONGEST + " bytes");
            }
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        ByteBuffer into = ByteBuffer.wrap(bytes);
        // as Buffer: ByteBuffer has these methods of its own only since Java 9
        Buffer window = into;
        window.position(length);
        window.limit(Math.min(bytes.length, length + PIECE));
        int n = from.read(into, offset);
        if (n == 0) {
            throw new IOException(path + ": " + ReadError.AGAIN.message());
        }
        if (n < 0) {
            ended = true;
        } else {
            ended = offset == 0 && n <= sureEnd;
            length += n;
            offset += n;
        }
    }

    private void failed(IOException e) {
        message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        error = ReadError.of(message);
        line = 0;
        searched = 0;
        length = 0;
        ended = true;
        close();
    }

    /** Why {@link #begin} or the last {@link #next} could not read, or NONE. */
    public ReadError error() {
        return error;
    }

    /** {@code path: reason} of the last failure. */
    public String failure() {
        return message.startsWith(path) ? message : path + ": " + message;
    }

    /** Lets go of the descriptor; the next {@link #begin} opens the file again. */
    @Override
    public void close() {
        FileInputStream open = stream;
        stream = null;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                message = String.valueOf(e.getMessage());
            }
        }
    }
}
