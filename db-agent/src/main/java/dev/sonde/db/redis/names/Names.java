package dev.sonde.db.redis.names;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricType;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Makes the families of a page: all begin with the namespace, and all series get the role of the instance as a label when
 * that was asked for. Families are shared by the pages of one namespace. Immutable.
 */
public final class Names {
    private static final String ROLE = "instance_role";

    private final String namespace;
    private final String role;
    private final ConcurrentMap<String, MetricFamily> families;

    private Names(String namespace, String role, ConcurrentMap<String, MetricFamily> families) {
        this.namespace = namespace;
        this.role = role;
        this.families = families;
    }

    /** @param namespace what names begin with, {@code redis} */
    public static Names of(String namespace) {
        return new Names(namespace, "", new ConcurrentHashMap<>());
    }

    /** The same names, every series labelled with a role. */
    public Names withRole(String value) {
        return new Names(namespace, value, families);
    }

    public String role() {
        return role;
    }

    public Family gauge(String name, String help, String... labels) {
        return family(MetricType.GAUGE, name, help, labels);
    }

    public Family counter(String name, String help, String... labels) {
        return family(MetricType.COUNTER, name, help, labels);
    }

    public Family family(MetricType type, String name, String help, String... labels) {
        String full = namespace + "_" + name;
        MetricFamily family = families.computeIfAbsent(full, key -> MetricFamily.of(type, key, help));
        String[] all = labels;
        if (!role.isEmpty()) {
            all = Arrays.copyOf(labels, labels.length + 1);
            all[labels.length] = ROLE;
        }
        return new Family(family, all, role);
    }

    /** The descriptor of a family without labels of its own, for what is never given the role. */
    public MetricFamily plain(String name, String help) {
        return families.computeIfAbsent(namespace + "_" + name, key -> MetricFamily.gauge(key, help));
    }
}
