package dev.sonde.core.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A value of a configuration file: a map, a list, a scalar or null, its place in the file and the path of keys that
 * leads to it. Immutable.
 *
 * <p>Null and absent mean the same, as in the peers: an empty map, an empty list, the default. All else that is not of
 * the type asked for is a {@link ConfigException} such as {@code web.yml:3:5: tls_server_config.min_version: expected
 * text, got a list}.
 */
public final class ConfigNode {
    private final String file;
    private final String path;
    private final Tree tree;

    ConfigNode(String file, String path, Tree tree) {
        this.file = file;
        this.path = path;
        this.tree = tree;
    }

    /** {@code file:line:column}, both counted from 1. */
    public String where() {
        return file + ":" + tree.line + ":" + tree.column;
    }

    /** The keys from the root, such as {@code rules[2].labels.name}; empty for the root. */
    public String path() {
        return path;
    }

    public boolean isNull() {
        return tree.map == null && tree.list == null && tree.scalar == null;
    }

    public boolean isMap() {
        return tree.map != null;
    }

    public boolean isList() {
        return tree.list != null;
    }

    public boolean isScalar() {
        return tree.scalar != null;
    }

    /** An exception that names the place, the path and {@code problem}. */
    public ConfigException error(String problem) {
        return new ConfigException(where() + ": " + (path.isEmpty() ? "" : path + ": ") + problem);
    }

    /** The keys of this map in the order of the file. */
    public Set<String> keys() {
        if (isNull()) {
            return Collections.emptySet();
        }
        if (tree.map == null) {
            throw error("expected a map, got " + kind());
        }
        return Collections.unmodifiableSet(tree.map.keySet());
    }

    /** Refuses every key of this map that is not among {@code known}. */
    public ConfigNode allow(String... known) {
        String unknown = unknown(known);
        if (unknown != null) {
            throw child(unknown).error("unknown key, expected one of " + String.join(", ", known));
        }
        return this;
    }

    /** As {@link #allow}, but tells the message of each unknown key to {@code listener} instead. */
    public ConfigNode tellUnknown(Consumer<String> listener, String... known) {
        for (String key : keys()) {
            if (!contains(known, key)) {
                listener.accept(String.valueOf(child(key).error("unknown key").getMessage()));
            }
        }
        return this;
    }

    /** The value of a key of this map, or null where it is absent or null. */
    public @Nullable ConfigNode get(String key) {
        if (!keys().contains(key)) {
            return null;
        }
        ConfigNode child = child(key);
        return child.isNull() ? null : child;
    }

    /** The value of a key of this map, which has to be there. */
    public ConfigNode require(String key) {
        ConfigNode child = get(key);
        if (child == null) {
            throw error("missing key " + key);
        }
        return child;
    }

    /** The values of this list. */
    public List<ConfigNode> items() {
        if (isNull()) {
            return Collections.emptyList();
        }
        if (tree.list == null) {
            throw error("expected a list, got " + kind());
        }
        List<ConfigNode> items = new ArrayList<>(tree.list.size());
        for (int i = 0; i < tree.list.size(); i++) {
            items.add(new ConfigNode(file, path + "[" + i + "]", tree.list.get(i)));
        }
        return items;
    }

    /** The texts of this list. */
    public List<String> strings() {
        List<String> texts = new ArrayList<>();
        for (ConfigNode item : items()) {
            texts.add(item.string());
        }
        return texts;
    }

    /** The scalar as it is written, numbers and booleans included. */
    public String string() {
        return scalar("text");
    }

    /** A text that is never shown in a message. */
    public Secret secret() {
        return new Secret(scalar("text"));
    }

    /** True or false, also as {@code yes}, {@code on} and so on, which the peers' YAML takes for a switch. */
    public boolean bool() {
        String text = plain("true or false");
        if (Scalars.isTrue(text) || Scalars.isFalse(text)) {
            return Scalars.isTrue(text);
        }
        throw unexpected("true or false");
    }

    public int integer() {
        long value = longInteger();
        if (value < Integer.MIN_VALUE || value > Integer.MAX_VALUE) {
            throw unexpected("a whole number of at most 32 bits");
        }
        return (int) value;
    }

    public long longInteger() {
        try {
            return Scalars.integer(plain("a whole number"));
        } catch (NumberFormatException e) {
            throw unexpected("a whole number");
        }
    }

    public double number() {
        try {
            return Scalars.number(plain("a number"));
        } catch (NumberFormatException e) {
            throw unexpected("a number");
        }
    }

    /** Milliseconds of a duration as Go or Prometheus write it: {@code 1h30m}, {@code 250ms}, {@code 1d}. */
    public long durationMillis() {
        try {
            return Scalars.durationMillis(scalar("a duration such as 5s"));
        } catch (IllegalArgumentException e) {
            throw error(e.getMessage() + ", got " + quoted());
        }
    }

    /** Bytes of a size such as {@code 512}, {@code 64KB} or {@code 1MiB}; all units are powers of 1024. */
    public long bytes() {
        try {
            return Scalars.bytes(scalar("a size such as 10MB"));
        } catch (NumberFormatException e) {
            throw unexpected("a size such as 10MB");
        }
    }

    public String string(String key, String defaultValue) {
        ConfigNode child = get(key);
        return child == null ? defaultValue : child.string();
    }

    public boolean bool(String key, boolean defaultValue) {
        ConfigNode child = get(key);
        return child == null ? defaultValue : child.bool();
    }

    public int integer(String key, int defaultValue) {
        ConfigNode child = get(key);
        return child == null ? defaultValue : child.integer();
    }

    public double number(String key, double defaultValue) {
        ConfigNode child = get(key);
        return child == null ? defaultValue : child.number();
    }

    public long durationMillis(String key, long defaultMillis) {
        ConfigNode child = get(key);
        return child == null ? defaultMillis : child.durationMillis();
    }

    public List<String> strings(String key) {
        ConfigNode child = get(key);
        return child == null ? Collections.emptyList() : child.strings();
    }

    /** One of a set of words. */
    public String choice(String key, String defaultValue, String... allowed) {
        ConfigNode child = get(key);
        if (child == null) {
            return defaultValue;
        }
        if (!contains(allowed, child.string())) {
            throw child.unexpected("one of " + String.join(", ", allowed));
        }
        return child.string();
    }

    /** The place and the path, never the value. */
    @Override
    public String toString() {
        return where() + ": " + path;
    }

    private ConfigNode child(String key) {
        Tree value = tree.map == null ? null : tree.map.get(key);
        if (value == null) {
            throw error("missing key " + key);
        }
        return new ConfigNode(file, path.isEmpty() ? key : path + "." + key, value);
    }

    private @Nullable String unknown(String[] known) {
        for (String key : keys()) {
            if (!contains(known, key)) {
                return key;
            }
        }
        return null;
    }

    private static boolean contains(String[] known, String key) {
        for (String candidate : known) {
            if (candidate.equals(key)) {
                return true;
            }
        }
        return false;
    }

    private String scalar(String expected) {
        if (tree.scalar == null) {
            throw error("expected " + expected + ", got " + kind());
        }
        return tree.scalar;
    }

    /** Quoted text is no number and no boolean, as in the peers. */
    private String plain(String expected) {
        String text = scalar(expected);
        if (tree.textOnly) {
            throw error("expected " + expected + ", got the text " + quoted());
        }
        return text;
    }

    private ConfigException unexpected(String expected) {
        return error("expected " + expected + ", got " + quoted());
    }

    private String quoted() {
        return "\"" + tree.scalar + "\"";
    }

    private String kind() {
        return tree.map != null ? "a map" : tree.list != null ? "a list" : tree.scalar != null ? "a scalar" : "nothing";
    }
}
