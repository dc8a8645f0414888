package dev.sonde.node.textfile;

import dev.sonde.core.exposition.TextFormatException;
import dev.sonde.core.exposition.TextParser;
import dev.sonde.core.metrics.Series;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One file and what it said when it was read last. It is read again when its {@link FileStamp} changed. One thread at a
 * time.
 */
final class TextFile {
    private static final int ATTEMPTS = 10;

    private final Path path;
    private final String name;
    private final long settledMillis;
    final Series mtime;
    final Series error;

    private @Nullable FileStamp stamp;
    private Map<String, FileFamily> families = new LinkedHashMap<>();
    private FileColumns columns = new FileColumns(0);
    private @Nullable String failure;
    private long modifiedSeconds;

    /** The budget that was too small for the file: with a larger one it is worth another try. */
    private long refusedBudget = Long.MAX_VALUE;

    /** What the merge of all files had to leave out of this one. */
    @Nullable String conflict;

    /** @param settledMillis a file whose last change is younger is read again even if it looks the same */
    TextFile(Path path, String name, long settledMillis, Series mtime, Series error) {
        this.path = path;
        this.name = name;
        this.settledMillis = settledMillis;
        this.mtime = mtime;
        this.error = error;
    }

    String name() {
        return name;
    }

    /** Why nothing of the file can be used, or null. */
    @Nullable String failure() {
        return failure;
    }

    /** Why the file, or a part of it, cannot be used, or null. */
    @Nullable String problem() {
        return failure != null ? failure : conflict;
    }

    /** Something is left out; the first of it is told. */
    void conflict(String what) {
        if (conflict == null) {
            conflict = what;
        }
    }

    long modifiedSeconds() {
        return modifiedSeconds;
    }

    Map<String, FileFamily> families() {
        return families;
    }

    FileColumns columns() {
        return columns;
    }

    /**
     * Reads the file unless it is as it was.
     *
     * @param budget bytes that its series may take
     * @return whether it was read
     */
    boolean refresh(TextParser parser, long budget) {
        FileStamp known = stamp;
        FileStamp now = null;
        try {
            now = FileStamp.of(path);
            if (known != null && now.equals(known) && budget <= refusedBudget) {
                return false;
            }
            now = read(parser, now, budget);
            modifiedSeconds = now.modifiedSeconds();
            failure = null;
            refusedBudget = Long.MAX_VALUE;
        } catch (TextFormatException | RefusedException e) {
            fail(e);
            refusedBudget = e instanceof TooLargeException ? budget : Long.MAX_VALUE;
        } catch (IOException e) {
            // its stamp may stay the same when the reason is gone
            fail(e);
            now = null;
        }
        stamp = now != null && now.isOlderThan(settledMillis) ? now : null;
        return true;
    }

    private void fail(IOException e) {
        failure = Reasons.of(e);
        families = new LinkedHashMap<>();
        columns = new FileColumns(0);
    }

    /** Reads until the file was the same before and after, so that its numbers and its time belong together. */
    private FileStamp read(TextParser parser, FileStamp first, long budget) throws IOException {
        FileStamp before = first;
        for (int attempt = 1; ; attempt++) {
            try (InputStream in = open(before)) {
                parse(parser, in, budget);
            }
            FileStamp after = FileStamp.of(path);
            if (after.equals(before) || attempt == ATTEMPTS) {
                return after;
            }
            before = after;
        }
    }

    /** Opens regular files only: opening a FIFO would wait for a writer. */
    private InputStream open(FileStamp what) throws IOException {
        if (what.isNullDevice()) {
            return new ByteArrayInputStream(new byte[0]);
        }
        if (!what.isRegular()) {
            throw new RefusedException(what.isDirectory() ? "is a directory" : "is not a regular file");
        }
        return Files.newInputStream(path);
    }

    private void parse(TextParser parser, InputStream in, long budget) throws IOException {
        int expected = columns.size();
        FileColumns fresh = new FileColumns(expected);
        FileReading reading = new FileReading(families, columns, fresh);
        parser.parse(new BoundedInput(in, fresh, budget), reading);
        if (parser.timestamps()) {
            throw new RefusedException("it has samples with timestamps");
        }
        reading.complete();
        families = reading.families();
        columns = fresh;
    }

    /** The file will not do as long as it is as it is. */
    private static class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private static final class TooLargeException extends RefusedException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /** Stops the reading of a file that would take more memory than there is for it. */
    private static final class BoundedInput extends FilterInputStream {
        private final FileColumns columns;
        private final long budget;

        BoundedInput(InputStream in, FileColumns columns, long budget) {
            super(in);
            this.columns = columns;
            this.budget = budget;
        }

        @Override
        public int read(byte[] buffer, int from, int length) throws IOException {
            if (columns.cost() > budget) {
                throw new TooLargeException("its series need more memory than is left of the "
                        + (Textfiles.BUDGET >> 20) + " MiB that textfiles may take of the heap");
            }
            return super.read(buffer, from, length);
        }
    }
}
