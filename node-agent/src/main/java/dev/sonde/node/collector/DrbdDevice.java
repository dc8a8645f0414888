package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Unsigned;
import java.nio.charset.StandardCharsets;

/** A replicated device, by the words {@code key:value} that describe it. */
final class DrbdDevice {
    private static final int KIB = 1024;

    private enum Number {
        SENT("ns", "network_sent_bytes_total", "Bytes sent to the other node.", KIB),
        RECEIVED("nr", "network_received_bytes_total", "Bytes received from the other node.", KIB),
        WRITTEN("dw", "disk_written_bytes_total", "Bytes written to the disk.", KIB),
        READ("dr", "disk_read_bytes_total", "Bytes read from the disk.", KIB),
        LOG("al", "activitylog_writes_total", "Updates of the activity log.", 1),
        BITMAP("bm", "bitmap_writes_total", "Updates of the bitmap.", 1),
        LOCAL("lo", "local_pending", "Requests to the disk under way.", 1),
        PENDING("pe", "remote_pending", "Requests to the other node without an answer.", 1),
        UNACKNOWLEDGED("ua", "remote_unacknowledged", "Requests of the other node without an answer.", 1),
        APPLICATION("ap", "application_pending", "Requests of applications without an answer.", 1),
        EPOCHS("ep", "epochs", "Epochs under way.", 1),
        OUT_OF_SYNC("oos", "out_of_sync_bytes", "Bytes that differ from the other node's.", KIB);

        final String key;
        final int unit;
        final MetricFamily family;

        Number(String key, String name, String help, int unit) {
            this.key = key + ':';
            this.unit = unit;
            String full = "node_drbd_" + name;
            family = name.endsWith("_total")
                    ? MetricFamily.counter(full, help, "device")
                    : MetricFamily.gauge(full, help, "device");
        }
    }

    private static final Number[] NUMBERS = Number.values();
    private static final MetricFamily CONNECTED = MetricFamily.gauge(
            "node_drbd_connected", "Whether the device is connected to the other node and in step.", "device");
    private static final MetricFamily PRIMARY =
            MetricFamily.gauge("node_drbd_node_role_is_primary", "Whether the node uses the device.", "device", "node");
    private static final MetricFamily UP_TO_DATE = MetricFamily.gauge(
            "node_drbd_disk_state_is_up_to_date", "Whether the node's disk is up to date.", "device", "node");

    private final Series[] numbers = new Series[NUMBERS.length];
    private final Series connected;
    private final Series[] primary;
    private final Series[] upToDate;

    DrbdDevice(String device) {
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = NUMBERS[i].family.series(device);
        }
        connected = CONNECTED.series(device);
        primary = new Series[] {PRIMARY.series(device, "local"), PRIMARY.series(device, "remote")};
        upToDate = new Series[] {UP_TO_DATE.series(device, "local"), UP_TO_DATE.series(device, "remote")};
    }

    /** Takes the cursor's last word; what we do not know, or is no number, has no sample. */
    void take(MetricSink sink, ByteCursor cursor) {
        if (cursor.wordStartsWith("cs:")) {
            sink.sample(connected, value(cursor).equals("Connected") ? 1 : 0);
        } else if (cursor.wordStartsWith("ro:")) {
            both(sink, primary, value(cursor), "Primary");
        } else if (cursor.wordStartsWith("ds:")) {
            both(sink, upToDate, value(cursor), "UpToDate");
        } else {
            number(sink, cursor);
        }
    }

    private static String value(ByteCursor cursor) {
        int from = cursor.wordStart() + "cs:".length();
        return new String(cursor.bytes(), from, cursor.wordEnd() - from, StandardCharsets.US_ASCII);
    }

    /** {@code local/remote}. */
    private static void both(MetricSink sink, Series[] nodes, String states, String wanted) {
        int slash = states.indexOf('/');
        if (slash > 0) {
            sink.sample(nodes[0], states.substring(0, slash).equals(wanted) ? 1 : 0);
            sink.sample(nodes[1], states.substring(slash + 1).equals(wanted) ? 1 : 0);
        }
    }

    private void number(MetricSink sink, ByteCursor cursor) {
        for (int i = 0; i < NUMBERS.length; i++) {
            if (cursor.wordStartsWith(NUMBERS[i].key)) {
                cursor.position(cursor.wordStart() + NUMBERS[i].key.length());
                cursor.clear();
                long number = cursor.u64();
                if (cursor.ok()) {
                    sink.sample(numbers[i], Unsigned.toDouble(number) * NUMBERS[i].unit);
                }
                return;
            }
        }
    }
}
