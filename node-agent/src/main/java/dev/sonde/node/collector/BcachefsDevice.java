package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.BinaryNumber;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import org.jspecify.annotations.Nullable;

/** A device of a file system, {@code dev-<n>}. What cannot be read has no sample. One thread at a time. */
final class BcachefsDevice {
    private static final int MOST_ROWS = 64;

    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_bcachefs_device_info", "Label and state of a device; always 1.", "uuid", "device", "label", "state");

    private static final MetricFamily[] DONE = {
        MetricFamily.counter(
                "node_bcachefs_device_io_done_bytes_total",
                "Bytes read from a device and written to it, by what they were.",
                "uuid",
                "device",
                "operation",
                "data_type")
    };

    private static final MetricFamily[] ERRORS = {
        MetricFamily.counter(
                "node_bcachefs_device_io_errors_total",
                "Errors of a device since the file system was made.",
                "uuid",
                "device",
                "type")
    };

    /** A file with one number. */
    private enum Number {
        BUCKET_SIZE("bucket_size", "bucket_size_bytes", "Size of a bucket of a device."),
        BUCKETS("nbuckets", "buckets", "Buckets of a device."),
        DURABILITY("durability", "durability", "How many copies one on a device counts for.");

        final String file;
        final MetricFamily family;

        Number(String file, String name, String help) {
            this.file = file;
            family = MetricFamily.gauge("node_bcachefs_device_" + name, help, "uuid", "device");
        }
    }

    private static final Number[] NUMBERS = Number.values();

    private final String uuid;
    private final String name;
    private final String directory;
    private final InfoSeries info = new InfoSeries(INFO);
    private final RawText label = new RawText();
    private final RawText state = new RawText();
    private String[] infoLabels = {};
    private final Series[] numbers = new Series[NUMBERS.length];
    private final NamedRows reads;
    private final NamedRows writes;
    private final NamedRows errors;

    BcachefsDevice(String uuid, String name, String directory) {
        this.uuid = uuid;
        this.name = name;
        this.directory = directory;
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = NUMBERS[i].family.series(uuid, name);
        }
        reads = new NamedRows(MOST_ROWS, DONE, uuid, name, "read");
        writes = new NamedRows(MOST_ROWS, DONE, uuid, name, "write");
        errors = new NamedRows(MOST_ROWS, ERRORS, uuid, name);
    }

    void update(MetricSink sink, SysfsAttribute attribute, ByteCursor cursor, BinaryNumber number) {
        boolean other = attribute.readInto(label, directory + "label");
        other |= attribute.readInto(state, directory + "state");
        if (other || infoLabels.length == 0) {
            infoLabels = new String[] {uuid, name, label.text(), state.text()};
        }
        info.sample(sink, infoLabels);
        for (int i = 0; i < NUMBERS.length; i++) {
            if (attribute.read(directory + NUMBERS[i].file)
                    && number.parse(attribute.bytes(), attribute.start(), attribute.end())) {
                sink.sample(numbers[i], number.value());
            }
        }
        if (attribute.read(directory + "io_done")) {
            done(sink, cursor.reset(attribute.bytes(), attribute.start(), attribute.end()), number);
        }
        if (attribute.read(directory + "io_errors")) {
            errors(sink, cursor.reset(attribute.bytes(), attribute.start(), attribute.end()), number);
        }
    }

    /** A line {@code read:} or {@code write:} says what follows. */
    private void done(MetricSink sink, ByteCursor cursor, BinaryNumber number) {
        reads.begin();
        writes.begin();
        NamedRows rows = null;
        do {
            if (cursor.wordUntil(':')) {
                if (cursor.position() < cursor.lineEnd()) {
                    sample(sink, cursor, rows, number);
                } else if (cursor.wordIs("read")) {
                    rows = reads;
                } else if (cursor.wordIs("write")) {
                    rows = writes;
                }
            }
        } while (cursor.nextLine());
    }

    /** Those since the file system was made come first; those since the last reset follow. */
    private void errors(MetricSink sink, ByteCursor cursor, BinaryNumber number) {
        errors.begin();
        NamedRows rows = null;
        do {
            int line = cursor.position();
            if (startsWith(cursor, line, "IO errors since filesystem creation")) {
                rows = errors;
            } else if (startsWith(cursor, line, "IO errors since ")) {
                return;
            } else if (cursor.wordUntil(':')) {
                sample(sink, cursor, rows, number);
            }
        } while (cursor.nextLine());
    }

    private static boolean startsWith(ByteCursor cursor, int line, String ascii) {
        if (cursor.end() - line < ascii.length()) {
            return false;
        }
        for (int i = 0; i < ascii.length(); i++) {
            if (cursor.bytes()[line + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static void sample(MetricSink sink, ByteCursor cursor, @Nullable NamedRows rows, BinaryNumber number) {
        int from = cursor.wordStart();
        int to = cursor.wordEnd();
        if (rows != null && cursor.word() && number.parse(cursor.bytes(), cursor.wordStart(), cursor.wordEnd())) {
            Series[] row = rows.get(cursor.bytes(), from, to);
            if (row != null) {
                sink.sample(row[0], number.value());
            }
        }
    }
}
