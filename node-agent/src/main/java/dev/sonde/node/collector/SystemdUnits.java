package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.dbus.BusConnection;
import dev.sonde.node.dbus.BusCursor;
import dev.sonde.node.dbus.BusException;
import dev.sonde.node.dbus.BusMessage;
import dev.sonde.node.dbus.PropertyReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The units of a systemd: its list of them, how many are in which state, and what each tells. One thread at a time. */
final class SystemdUnits {
    private static final String LIST = "a(ssssssouso)";
    private static final int MAX_UNITS = 50_000;
    private static final int MAX_STATES = 64;
    private static final MetricFamily COUNT =
            MetricFamily.gauge("node_systemd_units", "How many units are in the state.", "state");

    /** How many units are in a state. */
    private static final class Tally {
        final Series series;
        final int state;
        int count;

        Tally(String name) {
            series = COUNT.series(name);
            state = List.of(SystemdUnit.STATES).indexOf(name);
        }
    }

    private final LabelCache<SystemdUnit> units;
    private final LabelCache<Tally> tallies = new LabelCache<>(MAX_STATES, Tally::new);
    private final byte[][] states = new byte[SystemdUnit.STATES.length][];
    private final List<Tally> counted = new ArrayList<>();
    private final List<SystemdUnit> shown = new ArrayList<>();
    private final SystemdUnit[] asked = new SystemdUnit[BusConnection.MAX_CALLS];
    private final PropertyReader reader = new PropertyReader(SystemdProperty.names());

    SystemdUnits(SystemdOptions options) {
        units = new LabelCache<>(MAX_UNITS, name -> new SystemdUnit(name, options.accepts(name)));
        for (int i = 0; i < states.length; i++) {
            states[i] = SystemdUnit.STATES[i].getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** Takes the answer to ListUnits. */
    void list(BusMessage reply) throws BusException {
        begin();
        BusCursor cursor = reply.body(LIST);
        int end = cursor.array(Long.BYTES);
        while (cursor.position() < end) {
            cursor.align(Long.BYTES);
            unit(cursor);
        }
    }

    private void begin() {
        shown.clear();
        counted.clear();
        units.begin();
        tallies.begin();
        for (byte[] state : states) {
            Tally tally = tallies.get(state, 0, state.length);
            if (tally != null) {
                tally.count = 0;
                counted.add(tally);
            }
        }
    }

    private void unit(BusCursor cursor) throws BusException {
        cursor.text();
        SystemdUnit unit = units.get(cursor.bytes(), cursor.from(), cursor.to());
        cursor.text(); // description
        cursor.text();
        boolean loaded = cursor.is("loaded");
        cursor.text();
        Tally tally = tallies.get(cursor.bytes(), cursor.from(), cursor.to());
        if (tally != null) {
            if (!counted.contains(tally)) {
                tally.count = 0;
                counted.add(tally);
            }
            tally.count++;
        }
        cursor.text(); // sub-state
        cursor.text(); // unit that it follows
        cursor.text();
        if (unit != null && unit.isAccepted() && loaded) {
            unit.path(cursor);
            unit.listed(tally == null ? -1 : tally.state);
            shown.add(unit);
        }
        cursor.uint32(); // job
        cursor.text();
        cursor.text();
    }

    /**
     * Asks for what is missing of the units that are shown, many at a time.
     *
     * @param enabled the properties that are reported
     */
    void ask(BusConnection bus, int enabled, long deadlineNanos) throws IOException {
        int calls = 0;
        bus.begin();
        for (SystemdUnit unit : shown) {
            if (unit.ask(bus, enabled)) {
                asked[calls++] = unit;
            }
            if (bus.isFull()) {
                bus.exchange(deadlineNanos, this::answered);
                bus.begin();
                calls = 0;
            }
        }
        if (calls > 0) {
            bus.exchange(deadlineNanos, this::answered);
        }
    }

    private void answered(int call, BusMessage reply) throws BusException {
        asked[call].answered(reply, reader);
    }

    void emit(MetricSink sink) {
        for (Tally tally : counted) {
            sink.sample(tally.series, tally.count);
        }
        for (SystemdUnit unit : shown) {
            unit.emit(sink);
        }
    }
}
