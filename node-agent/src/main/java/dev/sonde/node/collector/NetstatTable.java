package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.KernelFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A file of paired lines, {@code Tcp: InSegs OutSegs} above {@code Tcp: 7 9}. One thread at a time. Lines of names are
 * compared with those of the scrape before; only when one differs are its names looked at.
 */
final class NetstatTable {
    /** The kernel's files have up to seven pairs. */
    private static final int MOST_PAIRS = 64;

    private static final class Pair {
        final byte[] names;
        final int prefix;
        final Wanted[] columns;

        Pair(byte[] names, int prefix, Wanted[] columns) {
            this.names = names;
            this.prefix = prefix;
            this.columns = columns;
        }
    }

    private static final Pair NONE = new Pair(new byte[0], 0, new Wanted[0]);

    private final KernelFile file;
    private final NetstatCollector owner;
    private final ByteCursor cursor = new ByteCursor();
    private Pair[] pairs = {};

    NetstatTable(String path, NetstatCollector owner) {
        file = new KernelFile(path, 8192);
        this.owner = owner;
    }

    void update(MetricSink sink) throws IOException {
        KernelFiles.read(file);
        cursor.reset(file);
        if (cursor.atEnd()) {
            throw KernelFiles.malformed(file, 0);
        }
        for (int i = 0; !cursor.atEnd() && i < MOST_PAIRS; i++) {
            Pair pair = pair(i);
            if (!cursor.nextLine() || !sameProtocol(pair)) {
                throw KernelFiles.malformed(file, cursor.position());
            }
            cursor.position(cursor.position() + pair.prefix);
            values(sink, pair);
            cursor.nextLine();
        }
    }

    private void values(MetricSink sink, Pair pair) throws IOException {
        for (Wanted column : pair.columns) {
            if (!cursor.word()) {
                throw mismatch(pair);
            }
            Series series = column.series;
            if (series != null && !Numbers.sample(sink, series, cursor)) {
                throw new IOException(file.path() + ": \"" + cursor.wordText() + "\" for "
                        + series.family().name());
            }
        }
        if (cursor.word()) {
            throw mismatch(pair);
        }
    }

    private IOException mismatch(Pair pair) {
        String protocol = new String(pair.names, 0, pair.prefix, StandardCharsets.UTF_8);
        return new IOException(
                file.path() + ": " + protocol + " has " + pair.columns.length + " names and another number of values");
    }

    private boolean sameProtocol(Pair pair) {
        int at = cursor.position();
        return at + pair.prefix <= cursor.end()
                && Arrays.equals(pair.names, 0, pair.prefix, cursor.bytes(), at, at + pair.prefix);
    }

    /** The i-th pair, whose line of names the cursor is at. */
    private Pair pair(int i) throws IOException {
        int from = cursor.position();
        int to = cursor.lineEnd();
        if (i == pairs.length) {
            pairs = Arrays.copyOf(pairs, i + 1);
            pairs[i] = NONE;
        }
        byte[] known = pairs[i].names;
        if (known.length == 0 || !Arrays.equals(known, 0, known.length, cursor.bytes(), from, to)) {
            pairs[i] = make(Arrays.copyOfRange(cursor.bytes(), from, to));
        }
        return pairs[i];
    }

    private Pair make(byte[] names) throws IOException {
        int colon = 0;
        while (colon < names.length && names[colon] != ':') {
            colon++;
        }
        if (colon == 0 || colon == names.length) {
            throw KernelFiles.malformed(file, cursor.position());
        }
        String protocol = new String(names, 0, colon, StandardCharsets.UTF_8);
        String rest = new String(names, colon + 1, names.length - colon - 1, StandardCharsets.UTF_8).trim();
        String[] words = rest.isEmpty() ? new String[0] : rest.split("[ \t]+");
        Wanted[] columns = new Wanted[words.length];
        for (int i = 0; i < words.length; i++) {
            columns[i] = owner.wanted(protocol, words[i]);
        }
        return new Pair(names, colon + 1, columns);
    }
}
