package dev.sonde.jmx.scrape;

import dev.sonde.jmx.config.JmxConfig;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;

/** Which MBeans and attributes are read. Immutable. */
final class AttributeFilter {
    /** Large, secret, or both. */
    private static final Set<String> RUNTIME_UNREAD =
            new HashSet<>(Arrays.asList("systemproperties", "classpath", "bootclasspath", "librarypath"));

    private static final String[] JVM_DOMAINS = {
        "com.sun.management", "java.lang", "java.nio", "java.util.logging", "javax.management", "sun.management"
    };

    private final JmxConfig config;

    AttributeFilter(JmxConfig config) {
        this.config = config;
    }

    /** @param name one that an include pattern has given, where there are any */
    boolean takes(ObjectName name) {
        String text = name.toString();
        if (text.equals("jdk.management.jfr:type=FlightRecorder")) {
            return false;
        }
        for (ObjectName pattern : config.excludeObjectNames) {
            if (pattern.apply(name)) {
                return false;
            }
        }
        if (!config.excludeJvmMetrics || !isOfJvm(name.getDomain())) {
            return true;
        }
        for (ObjectName pattern : config.includeObjectNames) {
            if (isOfJvm(pattern.getDomain()) && pattern.apply(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfJvm(String domain) {
        return Arrays.asList(JVM_DOMAINS).contains(domain) || domain.startsWith("jdk.");
    }

    boolean takes(ObjectName name, String attribute) {
        if (name.getDomain().equals("java.lang")
                && RUNTIME_UNREAD.contains(attribute.toLowerCase(Locale.ROOT))
                && name.toString().equals("java.lang:type=Runtime")) {
            return false;
        }
        if (isNamed(config.excludeAttributes, name, attribute)) {
            return false;
        }
        Map<ObjectName, Set<String>> included = config.includeAttributes;
        return included == null || isNamed(included, name, attribute);
    }

    private static boolean isNamed(Map<ObjectName, Set<String>> names, ObjectName name, String attribute) {
        Set<String> attributes = names.isEmpty() ? null : names.get(name);
        return attributes != null && attributes.contains(attribute);
    }
}
