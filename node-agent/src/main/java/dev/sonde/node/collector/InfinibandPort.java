package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One port of an InfiniBand adapter. One thread at a time. */
final class InfinibandPort {
    private static final String[] FOLDERS = {"counters", "counters_ext", "hw_counters"};
    private static final int GIGABIT_IN_BYTES = 125_000_000;

    /** So many digits times the bytes of a gigabit stay a long. */
    private static final long HIGHEST = Long.MAX_VALUE / GIGABIT_IN_BYTES;

    /** Listing the folders costs more than it brings: a driver shows the same counters as long as it is loaded. */
    private static final int LIST_EVERY = 32;

    private static final MetricFamily STATE = MetricFamily.gauge(
            "node_infiniband_state_id",
            "State of the port: 0 no change, 1 down, 2 being set up, 3 armed, 4 active, 5 active but deferred.",
            "device",
            "port");
    private static final MetricFamily PHYSICAL_STATE = MetricFamily.gauge(
            "node_infiniband_physical_state_id",
            "Physical state of the port: 0 no change, 1 sleep, 2 polling, 3 disabled, 4 training, 5 link up,"
                    + " 6 recovering from an error, 7 test.",
            "device",
            "port");
    private static final MetricFamily RATE = MetricFamily.gauge(
            "node_infiniband_rate_bytes_per_second", "Highest rate of the port now.", "device", "port");

    private final String directory;
    private final Series state;
    private final Series physicalState;
    private final Series rate;
    private final AttributeMetric.Of counters;
    private final ByteCursor cursor = new ByteCursor();
    private int[] present = {};
    private int scrapes;

    /** @param directory of the port, with a slash at its end */
    InfinibandPort(String device, String port, String directory) {
        this.directory = directory;
        state = STATE.series(device, port);
        physicalState = PHYSICAL_STATE.series(device, port);
        rate = RATE.series(device, port);
        counters = new AttributeMetric.Of(InfinibandCounters.ALL, device, port);
    }

    void update(MetricSink sink, SysfsAttribute attributes) {
        number(sink, state, attributes.text(directory + "state"));
        number(sink, physicalState, attributes.text(directory + "phys_state"));
        rate(sink, attributes.textOrEmpty(directory + "rate"));
        if (scrapes++ % LIST_EVERY == 0) {
            present = list();
        }
        for (int i : present) {
            if (attributes.readUnsigned(directory + InfinibandCounters.ALL[i].file())) {
                counters.sample(sink, i, attributes.number());
            }
        }
    }

    private int[] list() {
        Set<String> files = new TreeSet<>();
        for (String folder : FOLDERS) {
            String[] names = new File(directory + folder).list();
            if (names != null) {
                for (String name : names) {
                    files.add(folder + '/' + name);
                }
            }
        }
        int[] found = new int[InfinibandCounters.ALL.length];
        int n = 0;
        for (int i = 0; i < found.length; i++) {
            if (files.contains(InfinibandCounters.ALL[i].file())) {
                found[n++] = i;
            }
        }
        return Arrays.copyOf(found, n);
    }

    /** {@code 4: ACTIVE}. */
    private void number(MetricSink sink, Series series, @Nullable String text) {
        if (text != null && reset(text).wordUntil(':')) {
            long value = cursor.wordU64();
            if (cursor.ok() && value == (int) value) {
                sink.sample(series, value);
            }
        }
    }

    /** {@code 100 Gb/sec (4X EDR)}, {@code 2.5 Gb/sec}. */
    private void rate(MetricSink sink, String text) {
        long gigabits = reset(text).decimal();
        if (cursor.ok() && gigabits >= 0 && gigabits <= HIGHEST && cursor.word()) {
            sink.decimal(rate, gigabits * GIGABIT_IN_BYTES, cursor.scale());
        }
    }

    private ByteCursor reset(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return cursor.reset(bytes, 0, bytes.length);
    }
}
