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
 * A file of procfs or sysfs that stays open and is read again from its start with {@code pread}, into a buffer of its
 * own. One thread at a time. Never interrupt the thread: an interrupt closes the channel (it is opened again at the next
 * read).
 *
 * <p>Such files have size 0, and {@code Files.readAllBytes} returns one byte of what lies under {@code /proc/sys}; so the
 * file is read until its end. A failure is a value ({@link #error}), not an exception; a file that was missing is only
 * looked up by name until it appears, and a device that went away (ENODEV on the open file) is opened anew.
 */
public final class KernelFile implements AutoCloseable {
    /**
     * A first read of no more than this, a 64-bit number and its line feed, is all there is. Of a table the kernel hands
     * over as many lines as fit a page and may stop early, well before a line of several thousand bytes (the mount of a
     * container with many layers), so all else is read until nothing comes.
     */
    private static final int SURE_END = 21;

    /**
     * A file of more bytes than that is an error. Nothing under procfs comes near it: twenty thousand mounts take 3 MB.
     * But a small heap must live through a large file, wherever it comes from.
     */
    private static final int LIMIT =
            (int) Math.min(64 << 20, Math.max(1 << 20, Runtime.getRuntime().maxMemory() / 8));

    /** A larger buffer is given back when the file takes no more than an eighth of it. */
    private static final int SMALL = 64 << 10;

    private final String path;
    private final int limit;
    private byte[] bytes;
    private @Nullable ByteBuffer view;
    private int length;
    private @Nullable FileInputStream stream;
    private @Nullable FileChannel channel;
    private ReadError error = ReadError.NONE;
    private String message = "";

    public KernelFile(String path) {
        this(path, 4096);
    }

    /** @param expectedBytes size of the first buffer; it grows when the file is larger */
    public KernelFile(String path, int expectedBytes) {
        this(path, expectedBytes, LIMIT);
    }

    KernelFile(String path, int expectedBytes, int limit) {
        this.path = path;
        this.limit = limit;
        this.bytes = new byte[Math.max(64, expectedBytes)];
    }

    public String path() {
        return path;
    }

    /**
     * Reads the whole file.
     *
     * @return whether it could be read; an empty file can
     */
    public boolean read() {
        shrink();
        length = 0;
        try {
            if (channel == null && !open()) {
                return false;
            }
            fill();
            error = ReadError.NONE;
            return true;
        } catch (IOException e) {
            return retry(e);
        }
    }

    private void shrink() {
        if (bytes.length > SMALL && length < bytes.length / 8) {
            bytes = new byte[Math.max(SMALL, 2 * length)];
            view = null;
        }
    }

    /** A read that failed on an open file is tried once on a fresh one: devices come back under the same name. */
    private boolean retry(IOException failure) {
        boolean wasOpen = channel != null;
        ReadError before = error;
        failed(failure);
        close();
        if (!wasOpen || before == error || error != ReadError.NO_DEVICE && error != ReadError.OTHER) {
            return false;
        }
        try {
            if (!open()) {
                return false;
            }
            fill();
            error = ReadError.NONE;
            return true;
        } catch (IOException e) {
            failed(e);
            close();
            return false;
        }
    }

    private void failed(IOException e) {
        length = 0;
        message = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
        error = ReadError.of(message);
    }

    private boolean open() throws IOException {
        if (error == ReadError.MISSING && !new File(path).exists()) {
            return false;
        }
        FileInputStream opened = new FileInputStream(path);
        stream = opened;
        channel = opened.getChannel();
        return true;
    }

    private void fill() throws IOException {
        FileChannel from = channel;
        if (from == null) {
            throw new IOException(path + " is closed");
        }
        while (true) {
            ByteBuffer into = view;
            if (into == null) {
                into = view = ByteBuffer.wrap(bytes);
            }
            // as Buffer: ByteBuffer has these methods of its own only since Java 9
            Buffer window = into;
            window.limit(bytes.length);
            window.position(length);
            int n = from.read(into, length);
            if (n < 0) {
                return;
            }
            if (n == 0) {
                // EAGAIN is the one error that the channel does not throw; taken for the end it would read as no bonds
                throw new IOException(path + ": " + ReadError.AGAIN.message());
            }
            boolean last = length == 0 && n <= SURE_END && n < bytes.length;
            length += n;
            if (last) {
                return;
            }
            if (length == bytes.length) {
                if (length >= limit) {
                    throw new IOException(path + ": " + ReadError.TOO_LARGE.message() + " of " + limit + " bytes");
                }
                bytes = Arrays.copyOf(bytes, (int) Math.min(limit, 2L * length));
                view = null;
            }
        }
    }

    /** The content in {@code [0, length())}; valid until the next {@link #read}. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** Why the last {@link #read} returned false, or NONE. */
    public ReadError error() {
        return error;
    }

    /** {@code path: reason} of the last failure, for a log line or an exception. */
    public String failure() {
        String text = message.isEmpty() ? error.toString() : message;
        return text.startsWith(path) ? text : path + ": " + text;
    }

    /** Lets go of the descriptor; the next {@link #read} opens the file again. */
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
