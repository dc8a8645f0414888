package dev.sonde.db.mysql;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** The rows that a statement gave, cell by cell as the bytes that came. Columns count from 1. One thread at a time. */
final class Rows {
    private static final byte[] NOTHING = new byte[0];

    private final ResultSet results;

    /** By column: whether the driver gives its bytes; it has only texts of numbers and times. */
    private final boolean[] raw;

    Rows(ResultSet results) throws SQLException {
        this.results = results;
        ResultSetMetaData columns = results.getMetaData();
        raw = new boolean[columns.getColumnCount() + 1];
        for (int i = 1; i < raw.length; i++) {
            raw[i] = switch (columns.getColumnType(i)) {
                case Types.CHAR,
                        Types.VARCHAR,
                        Types.LONGVARCHAR,
                        Types.CLOB,
                        Types.BINARY,
                        Types.VARBINARY,
                        Types.LONGVARBINARY,
                        Types.BLOB -> true;
                default -> false;
            };
        }
    }

    boolean next() throws SQLException {
        return results.next();
    }

    int columns() {
        return raw.length - 1;
    }

    String name(int column) throws SQLException {
        return results.getMetaData().getColumnLabel(column);
    }

    /** Null for NULL. */
    byte @Nullable [] bytes(int column) throws SQLException {
        if (raw[column]) {
            return results.getBytes(column);
        }
        String text = results.getString(column);
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** Empty for NULL. */
    byte[] bytesOrEmpty(int column) throws SQLException {
        byte[] bytes = bytes(column);
        return bytes == null ? NOTHING : bytes;
    }

    /** Empty for NULL. */
    String text(int column) throws SQLException {
        return new String(bytesOrEmpty(column), StandardCharsets.UTF_8);
    }

    /** NaN for NULL and what is no number. */
    double number(int column) throws SQLException {
        byte[] bytes = bytes(column);
        return bytes == null ? Double.NaN : GoNumber.parse(new String(bytes, StandardCharsets.US_ASCII));
    }

    /** Hands a cell to the sink if it holds a number, divided by ten to the power of {@code shift}. */
    void sample(MetricSink sink, Series series, int column, int shift) throws SQLException {
        byte[] bytes = bytes(column);
        if (bytes != null && bytes.length > 0) {
            GoNumber.sample(sink, series, bytes, 0, bytes.length, shift);
        }
    }
}
