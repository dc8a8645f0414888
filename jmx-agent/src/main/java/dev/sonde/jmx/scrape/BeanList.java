package dev.sonde.jmx.scrape;

import dev.sonde.jmx.config.CustomizerConfig;
import dev.sonde.jmx.config.JmxConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** The MBeans that are read. */
final class BeanList {
    private final JmxConfig config;
    private final AttributeFilter filter;
    private final Map<ObjectName, Bean> beans = new LinkedHashMap<>();
    private Bean[] array = new Bean[0];

    BeanList(JmxConfig config, AttributeFilter filter) {
        this.config = config;
        this.filter = filter;
    }

    /** Asks which there are. Any thread. */
    Set<ObjectName> query(MBeanServerConnection server) throws IOException {
        Set<ObjectName> names = new HashSet<>();
        if (config.includeObjectNames.isEmpty()) {
            names.addAll(server.queryNames(null, null));
        }
        for (ObjectName pattern : config.includeObjectNames) {
            names.addAll(server.queryNames(pattern, null));
        }
        names.removeIf(name -> !filter.takes(name));
        return names;
    }

    /** Takes the answer over. Under the lock of the {@link Walk}, as all that follows. */
    void update(Set<ObjectName> names) {
        boolean changed = false;
        for (Iterator<Bean> all = beans.values().iterator(); all.hasNext(); ) {
            Bean bean = all.next();
            if (!names.contains(bean.name)) {
                bean.drop();
                all.remove();
                changed = true;
            }
        }
        for (ObjectName name : names) {
            if (!beans.containsKey(name)) {
                beans.put(name, new Bean(name, customizer(name)));
                changed = true;
            }
        }
        if (changed) {
            array = beans.values().toArray(new Bean[0]);
        }
    }

    private @Nullable CustomizerConfig customizer(ObjectName name) {
        for (CustomizerConfig customizer : config.customizers) {
            if (customizer.domain.equals(name.getDomain()) && has(name, customizer.properties)) {
                return customizer;
            }
        }
        return null;
    }

    private static boolean has(ObjectName name, Map<String, String> properties) {
        Map<String, String> own = PropertyList.of(name);
        List<Map.Entry<String, String>> wanted = new ArrayList<>(properties.entrySet());
        for (Map.Entry<String, String> property : wanted) {
            if (!property.getValue().equals(own.get(property.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /** Not to be changed. */
    Bean[] all() {
        return array;
    }
}
