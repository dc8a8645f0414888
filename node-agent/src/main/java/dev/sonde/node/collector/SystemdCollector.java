package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.dbus.Bus;
import dev.sonde.node.dbus.BusConnection;
import dev.sonde.node.dbus.BusException;
import dev.sonde.node.dbus.BusMessage;
import java.io.IOException;

/**
 * Units of systemd, as its D-Bus interface {@code org.freedesktop.systemd1} tells of them. One list of all units, then
 * at most one call for a unit, many of them sent together, over a connection that is kept.
 */
public final class SystemdCollector extends AgentCollector {
    private static final String NAME = "org.freedesktop.systemd1";
    private static final String PATH = "/org/freedesktop/systemd1";
    private static final String MANAGER = NAME + ".Manager";

    /** Knows of the system's state and of the time at which a timer elapsed. */
    private static final int VERSION_WITH_STATE = 212;

    private static final int VERSION_CALL = 0;
    private static final int VIRTUALIZATION_CALL = 1;
    private static final int STATE_CALL = 2;

    private final Bus bus;
    private final SystemdManager manager = new SystemdManager();
    private final SystemdUnits units;
    private final int enabled;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public SystemdCollector(NodeContext context) {
        this(SystemdOptions.of(context.flags()));
    }

    private SystemdCollector(SystemdOptions options) {
        this(options, options.isPrivate() ? Bus.systemdPrivate() : Bus.system(NAME));
    }

    SystemdCollector(SystemdOptions options, Bus bus) {
        super("systemd");
        this.bus = bus;
        units = new SystemdUnits(options);
        enabled = enabled(options);
    }

    public static void flags(FlagSet flags) {
        SystemdOptions.flags(flags);
    }

    private static int enabled(SystemdOptions options) {
        int off = options.restarts() ? 0 : SystemdProperty.RESTARTS.bit();
        off |= options.tasks() ? 0 : SystemdProperty.TASKS.bit() | SystemdProperty.TASKS_MAX.bit();
        off |= options.startTime() ? 0 : SystemdProperty.START.bit();
        return ~off;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        long deadline = Bus.deadline(sink);
        BusConnection connection = bus.open(deadline);
        boolean hasState;
        try {
            connection.begin();
            connection.addGet(PATH, MANAGER, SystemdManager.VERSION);
            connection.addGet(PATH, MANAGER, SystemdManager.VIRTUALIZATION);
            connection.addGet(PATH, MANAGER, SystemdManager.STATE);
            connection.add(PATH, MANAGER, "ListUnits");
            connection.exchange(deadline, this::answered);
            hasState = manager.versionNumber() >= VERSION_WITH_STATE;
            units.ask(connection, hasState ? enabled : enabled & ~SystemdProperty.LAST_TRIGGER.bit(), deadline);
        } catch (IOException e) {
            throw bus.failed(e);
        }
        bus.worked();
        manager.emit(sink, hasState);
        units.emit(sink);
    }

    private void answered(int call, BusMessage reply) throws BusException {
        switch (call) {
            case VERSION_CALL -> manager.version(reply);
            case VIRTUALIZATION_CALL -> manager.virtualization(reply);
            case STATE_CALL -> manager.state(reply);
            default -> units.list(reply);
        }
    }
}
