package dev.sonde.jmx.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One entry of {@code metricCustomizers}: labels and metrics of certain MBeans beyond their attributes. Immutable. */
public final class CustomizerConfig {
    /** Compared as it is. */
    public final String domain;
    /** Properties that a name has to have with these values; others may be there. */
    public final Map<String, String> properties;

    public final List<String> attributesAsLabels;
    public final List<ExtraMetric> extraMetrics;

    /** A metric that is no attribute; goes through the rules as if it were one. Immutable. */
    public static final class ExtraMetric {
        public final String name;
        /** A {@link Long}, {@link Double}, {@link Boolean} or {@link String}. */
        public final Object value;

        public final String description;

        ExtraMetric(KeyedNode node) {
            node.known("name", "value", "description");
            name = required(node, "name");
            value = value(required(node, "value"));
            description = node.text("description", name);
        }

        private static Object value(String text) {
            if (text.equals("true") || text.equals("false")) {
                return Boolean.valueOf(text);
            }
            try {
                // not a double where there is no point: patterns see the value as it is printed
                return text.matches("[-+]?\\d{1,18}") ? (Object) Long.valueOf(text) : (Object) Double.valueOf(text);
            } catch (NumberFormatException e) {
                return text;
            }
        }
    }

    CustomizerConfig(KeyedNode node) {
        node.known("mbeanFilter", "attributesAsLabels", "extraMetrics");
        KeyedNode filter = node.child("mbeanFilter");
        if (filter == null) {
            throw node.error("missing key mbeanFilter");
        }
        filter.known("domain", "properties");
        domain = required(filter, "domain");
        properties = properties(filter.child("properties"));
        attributesAsLabels = Collections.unmodifiableList(node.texts("attributesAsLabels"));
        List<ExtraMetric> extra = new ArrayList<>();
        for (KeyedNode item : node.maps("extraMetrics")) {
            extra.add(new ExtraMetric(item));
        }
        extraMetrics = Collections.unmodifiableList(extra);
        if (attributesAsLabels.isEmpty() && extraMetrics.isEmpty()) {
            throw node.error("needs attributesAsLabels or extraMetrics");
        }
    }

    private static String required(KeyedNode node, String key) {
        String text = node.text(key);
        if (text == null) {
            throw node.error("missing key " + key);
        }
        return text;
    }

    private static Map<String, String> properties(@Nullable KeyedNode node) {
        Map<String, String> properties = new LinkedHashMap<>();
        if (node != null) {
            for (String key : node.keys()) {
                properties.put(key, node.text(key, ""));
            }
        }
        return Collections.unmodifiableMap(properties);
    }
}
