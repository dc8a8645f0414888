package dev.sonde.jmx.config;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** A map of the file whose unknown keys are told rather than refused. For one reading, by one thread. */
final class KeyedNode {
    private final ConfigNode node;
    private final Consumer<String> told;

    KeyedNode(ConfigNode node, Consumer<String> told) {
        this.node = node;
        this.told = told;
    }

    /** Tells of every other key: the peer ignores it, which is rarely what its author meant. */
    void known(String... keys) {
        node.tellUnknown(told, keys);
    }

    void tell(String key, String message) {
        ConfigNode child = node.get(key);
        told.accept(String.valueOf((child == null ? node : child).error(message).getMessage()));
    }

    Collection<String> keys() {
        return node.keys();
    }

    String where() {
        return node.where();
    }

    ConfigException error(String problem) {
        return node.error(problem);
    }

    ConfigException error(String key, String problem) {
        return node.require(key).error(problem);
    }

    boolean has(String key) {
        return node.get(key) != null;
    }

    boolean isScalar(String key) {
        ConfigNode child = node.get(key);
        return child != null && child.isScalar();
    }

    @Nullable String text(String key) {
        ConfigNode child = node.get(key);
        return child == null ? null : child.string();
    }

    String text(String key, String otherwise) {
        String text = text(key);
        return text == null ? otherwise : text;
    }

    boolean bool(String key, boolean otherwise) {
        return node.bool(key, otherwise);
    }

    int integer(String key, int otherwise) {
        return node.integer(key, otherwise);
    }

    /** A number, also as a quoted text such as {@code "1e3"}. */
    double number(String key, double otherwise) {
        ConfigNode child = node.get(key);
        if (child == null) {
            return otherwise;
        }
        try {
            return child.number();
        } catch (ConfigException e) {
            try {
                return Double.parseDouble(child.string().trim());
            } catch (NumberFormatException x) {
                throw e;
            }
        }
    }

    @Nullable KeyedNode child(String key) {
        ConfigNode child = node.get(key);
        return child == null ? null : new KeyedNode(child, told);
    }

    List<KeyedNode> maps(String key) {
        ConfigNode list = node.get(key);
        if (list == null) {
            return Collections.emptyList();
        }
        List<KeyedNode> maps = new ArrayList<>();
        for (ConfigNode item : list.items()) {
            if (!item.isMap()) {
                throw item.error("expected a map");
            }
            maps.add(new KeyedNode(item, told));
        }
        return maps;
    }

    List<String> texts(String key) {
        return node.strings(key);
    }

    List<ObjectName> objectNames(String key) {
        ConfigNode list = node.get(key);
        List<ObjectName> names = new ArrayList<>();
        for (ConfigNode item : list == null ? Collections.<ConfigNode>emptyList() : list.items()) {
            names.add(objectName(item, item.string()));
        }
        return names;
    }

    /** The name that stands as a key of this map. */
    ObjectName objectName(String key) {
        return objectName(node.require(key), key);
    }

    private static ObjectName objectName(ConfigNode where, String text) {
        try {
            return new ObjectName(text);
        } catch (MalformedObjectNameException e) {
            throw where.error("not an object name: \"" + text + "\" (" + e.getMessage() + ")");
        }
    }
}
