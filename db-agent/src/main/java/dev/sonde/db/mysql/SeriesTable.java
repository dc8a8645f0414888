package dev.sonde.db.mysql;

import dev.sonde.core.metrics.LabelCache;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is kept for a row, found by the bytes of the cells that label it. Bounded: rows beyond the limit are left out. One
 * thread at a time.
 *
 * @param <T> what is kept, usually an array of series
 */
final class SeriesTable<T> {
    private static final int LIMIT = 200_000;
    private static final String SEPARATOR = "\0";

    private final LabelCache<T> cache;
    private byte[] key = new byte[256];

    /** @param make makes it of the cells' texts, NULL being empty */
    SeriesTable(Function<String[], T> make) {
        cache = new LabelCache<>(LIMIT, text -> make.apply(text.split(SEPARATOR, -1)));
    }

    void begin() {
        cache.begin();
    }

    /** For the row that {@code rows} is at, labelled by the first {@code labels} columns; null beyond the limit. */
    @Nullable T get(Rows rows, int labels) throws SQLException {
        int length = 0;
        for (int i = 1; i <= labels; i++) {
            byte[] cell = rows.bytesOrEmpty(i);
            if (key.length - length <= cell.length) {
                key = Arrays.copyOf(key, 2 * (length + cell.length + 1));
            }
            if (i > 1) {
                key[length++] = 0;
            }
            for (byte b : cell) {
                key[length++] = b == 0 ? (byte) '?' : b;
            }
        }
        return cache.get(key, 0, length);
    }
}
