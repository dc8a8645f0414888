package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;

/** The properties of units that are asked for, and what is reported of them. The first, a text, becomes a label. */
enum SystemdProperty {
    TYPE("Type", MetricType.UNTYPED, "", ""),
    RESTARTS(
            "NRestarts",
            MetricType.COUNTER,
            "service_restart_total",
            "How often systemd restarted the service itself."),
    TASKS("TasksCurrent", MetricType.GAUGE, "unit_tasks_current", "Tasks that the service has."),
    TASKS_MAX("TasksMax", MetricType.GAUGE, "unit_tasks_max", "Tasks that the service may have."),
    START(
            "ActiveEnterTimestamp",
            MetricType.GAUGE,
            "unit_start_time_seconds",
            "When the unit became active, as Unix time; 0 while it is not."),
    LAST_TRIGGER(
            "LastTriggerUSec",
            MetricType.GAUGE,
            "timer_last_trigger_seconds",
            "When the timer last elapsed, as Unix time."),
    ACCEPTED(
            "NAccepted",
            MetricType.COUNTER,
            "socket_accepted_connections_total",
            "Connections that the socket has accepted."),
    CONNECTIONS("NConnections", MetricType.GAUGE, "socket_current_connections", "Connections that the socket has."),
    /** No counter, whatever its name says: so it is with the peer. */
    REFUSED(
            "NRefused",
            MetricType.GAUGE,
            "socket_refused_connections_total",
            "Connections that the socket has refused.");

    /** By ordinal. */
    private static final SystemdProperty[] ALL = values();

    final String property;
    final MetricFamily family;

    SystemdProperty(String property, MetricType type, String metric, String help) {
        this.property = property;
        family = MetricFamily.of(type, "node_systemd_" + metric, help, "name");
    }

    static SystemdProperty at(int ordinal) {
        return ALL[ordinal];
    }

    static int count() {
        return ALL.length;
    }

    int bit() {
        return 1 << ordinal();
    }

    boolean in(int mask) {
        return (mask & bit()) != 0;
    }

    /** Their names on the bus, by ordinal. */
    static String[] names() {
        String[] names = new String[ALL.length];
        for (int i = 0; i < names.length; i++) {
            names[i] = ALL[i].property;
        }
        return names;
    }
}
