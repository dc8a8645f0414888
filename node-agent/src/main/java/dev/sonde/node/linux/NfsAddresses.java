package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import java.io.IOException;

/**
 * The addresses of NFS servers, which only {@code proc/<pid>/mountinfo} has, among the options of the file system. One
 * thread at a time. The file lists mounts in the order of {@code mountstats}: who asks in that order is answered without
 * a search.
 */
public final class NfsAddresses {
    private static final byte[] OPTION = {'a', 'd', 'd', 'r', '='};
    private static final int BEFORE_MOUNT_POINT = 4;

    private final KernelFile file;
    private final ByteCursor cursor = new ByteCursor();
    private int next;
    private int start;
    private int end;

    public NfsAddresses(String path) {
        file = new KernelFile(path);
    }

    /**
     * Reads the file anew.
     *
     * @throws IOException when it cannot be read
     */
    public void read() throws IOException {
        KernelFiles.read(file);
        next = 0;
    }

    /**
     * Looks for the next mount of NFS at a mount point, up to the one that was found before: {@link #start}, {@link #end}.
     * It has no address when it is not there.
     */
    public void find(RawText mountPoint) {
        start = 0;
        end = 0;
        if (!find(mountPoint, next, file.length())) {
            find(mountPoint, 0, next);
        }
    }

    private boolean find(RawText mountPoint, int from, int to) {
        cursor.reset(file.bytes(), from, to);
        do {
            if (isAt(mountPoint) && isNfs()) {
                next = Math.min(cursor.lineEnd() + 1, file.length());
                option();
                return true;
            }
        } while (cursor.nextLine());
        return false;
    }

    private boolean isAt(RawText mountPoint) {
        for (int i = 0; i < BEFORE_MOUNT_POINT; i++) {
            if (!cursor.word()) {
                return false;
            }
        }
        return cursor.word() && mountPoint.is(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
    }

    /** A dash ends the optional fields; type, source and options of the file system follow. */
    private boolean isNfs() {
        while (cursor.word()) {
            if (cursor.wordIs("-")) {
                return cursor.word() && cursor.wordStartsWith("nfs") && cursor.word() && cursor.word();
            }
        }
        return false;
    }

    /** {@code rw,vers=4.2,...,clientaddr=192.0.2.7,local_lock=none,addr=192.0.2.1}. */
    private void option() {
        byte[] bytes = cursor.bytes();
        int from = cursor.wordStart();
        for (int at = from; at <= cursor.wordEnd(); at++) {
            if (at == cursor.wordEnd() || bytes[at] == ',') {
                if (startsWith(bytes, from, at)) {
                    start = from + OPTION.length;
                    end = at;
                }
                from = at + 1;
            }
        }
    }

    private static boolean startsWith(byte[] bytes, int from, int to) {
        if (to - from < OPTION.length) {
            return false;
        }
        for (int i = 0; i < OPTION.length; i++) {
            if (bytes[from + i] != OPTION[i]) {
                return false;
            }
        }
        return true;
    }

    /** What {@link #start} and {@link #end} point into, until the next {@link #read}. */
    public byte[] bytes() {
        return file.bytes();
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }
}
