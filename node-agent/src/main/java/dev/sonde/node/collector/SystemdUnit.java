package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.dbus.BusConnection;
import dev.sonde.node.dbus.BusCursor;
import dev.sonde.node.dbus.BusException;
import dev.sonde.node.dbus.BusMessage;
import dev.sonde.node.dbus.PropertyReader;
import dev.sonde.node.linux.Unsigned;
import org.jspecify.annotations.Nullable;

/**
 * A unit and what is kept of it from scrape to scrape. At most one call is made for it: none when nothing is missing, Get
 * when one property is, GetAll when several are.
 */
final class SystemdUnit {
    static final String[] STATES = {"active", "activating", "deactivating", "inactive", "failed"};

    private static final String INTERFACE = "org.freedesktop.systemd1.";
    private static final MetricFamily STATE = MetricFamily.gauge(
            "node_systemd_unit_state", "1 for the state that the unit is in, else 0.", "name", "state", "type");
    private static final int ACTIVE = 0;

    /** A unit's file may be changed and reloaded, so its type is asked for again after so many scrapes. */
    private static final int ASK_TYPE_EVERY = 64;

    private static final int MICROSECONDS = 6;

    private final String name;
    private final boolean accepted;
    private final String type;
    private final int properties;
    private final @Nullable Series[] series = new Series[SystemdProperty.count()];
    private final long[] values = new long[SystemdProperty.count()];
    private Series[] states = {};
    private String path = "";
    private String serviceType = "";
    private int state;
    private int missing;
    private int known;
    private int scrapesWithType;

    SystemdUnit(String name, boolean accepted) {
        this.name = name;
        this.accepted = accepted;
        type = name.substring(name.lastIndexOf('.') + 1);
        properties = SystemdProperty.START.bit() | ofType(type);
    }

    private static int ofType(String type) {
        return switch (type) {
            case "service" ->
                SystemdProperty.TYPE.bit()
                        | SystemdProperty.RESTARTS.bit()
                        | SystemdProperty.TASKS.bit()
                        | SystemdProperty.TASKS_MAX.bit();
            case "mount" -> SystemdProperty.TYPE.bit();
            case "timer" -> SystemdProperty.LAST_TRIGGER.bit();
            case "socket" ->
                SystemdProperty.ACCEPTED.bit() | SystemdProperty.CONNECTIONS.bit() | SystemdProperty.REFUSED.bit();
            default -> 0;
        };
    }

    boolean isAccepted() {
        return accepted;
    }

    /** The state that the list tells; -1 for one of those that few units know, such as reloading. */
    void listed(int newState) {
        if (newState != state) {
            scrapesWithType = 0;
        }
        state = newState;
    }

    /** The cursor is at its object path. */
    void path(BusCursor cursor) {
        if (!cursor.is(path)) {
            path = cursor.string();
        }
    }

    /**
     * Adds the call for what is missing, if anything is.
     *
     * @param enabled the properties that are reported
     */
    boolean ask(BusConnection bus, int enabled) {
        int wanted = properties & enabled;
        known = 0;
        if (SystemdProperty.START.in(wanted) && state != ACTIVE) {
            known = SystemdProperty.START.bit();
            values[SystemdProperty.START.ordinal()] = 0;
        }
        missing = wanted & ~known;
        if (SystemdProperty.TYPE.in(missing) && scrapesWithType > 0) {
            scrapesWithType--;
            missing &= ~SystemdProperty.TYPE.bit();
        }
        if (missing == 0) {
            return false;
        }
        boolean start = SystemdProperty.START.in(missing);
        if (Integer.bitCount(missing) == 1) {
            bus.addGet(path, start ? INTERFACE + "Unit" : ownInterface(), askedFor().property);
        } else {
            // no name stands for all interfaces, as sd-bus understands it
            bus.addGetAll(path, start ? "" : ownInterface());
        }
        return true;
    }

    private String ownInterface() {
        return INTERFACE + Character.toUpperCase(type.charAt(0)) + type.substring(1);
    }

    private SystemdProperty askedFor() {
        return SystemdProperty.at(Integer.numberOfTrailingZeros(missing));
    }

    /** An answer that is an error, as of a unit that has just gone, leaves out what was asked for. */
    void answered(BusMessage reply, PropertyReader reader) throws BusException {
        if (!reply.failed()) {
            if (Integer.bitCount(missing) == 1) {
                reader.read(reply, askedFor().ordinal());
            } else {
                reader.readAll(reply);
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (SystemdProperty.at(i).in(missing) && !reply.failed() && reader.hasNumber(i)) {
                values[i] = reader.number(i);
                known |= SystemdProperty.at(i).bit();
            }
        }
        if (SystemdProperty.TYPE.in(missing)) {
            boolean told = !reply.failed() && reader.hasText(SystemdProperty.TYPE.ordinal());
            String newType = told ? reader.text(SystemdProperty.TYPE.ordinal()) : "";
            if (!newType.equals(serviceType)) {
                serviceType = newType;
                states = new Series[0];
            }
            scrapesWithType = told ? ASK_TYPE_EVERY : 0;
        }
    }

    void emit(MetricSink sink) {
        if (states.length == 0) {
            states = new Series[STATES.length];
            for (int i = 0; i < states.length; i++) {
                states[i] = STATE.series(name, STATES[i], serviceType);
            }
        }
        for (int i = 0; i < states.length; i++) {
            sink.sample(states[i], i == state ? 1 : 0);
        }
        for (int i = 0; i < values.length; i++) {
            if (SystemdProperty.at(i).in(known)) {
                emit(sink, SystemdProperty.at(i), values[i]);
            }
        }
    }

    private void emit(MetricSink sink, SystemdProperty property, long value) {
        boolean tasks = property == SystemdProperty.TASKS || property == SystemdProperty.TASKS_MAX;
        if (tasks && value == -1) {
            return; // what systemd says when there is no limit, or nothing is counted
        }
        Series to = series[property.ordinal()];
        if (to == null) {
            to = series[property.ordinal()] = property.family.series(name);
        }
        if (property == SystemdProperty.START || property == SystemdProperty.LAST_TRIGGER) {
            Unsigned.decimal(sink, to, value, MICROSECONDS);
        } else {
            Unsigned.sample(sink, to, value);
        }
    }
}
