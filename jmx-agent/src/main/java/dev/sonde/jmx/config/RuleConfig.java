package dev.sonde.jmx.config;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One entry of {@code rules} as it stands in the file. Immutable. */
public final class RuleConfig {
    /** What stands for a file without {@code rules}: every attribute under its default name. */
    static final RuleConfig DEFAULT = new RuleConfig("default");

    private static final String[] KEYS = {
        "pattern", "name", "value", "valueFactor", "labels", "help", "type", "cache", "attrNameSnakeCase"
    };

    /** {@code file:line:column} of the rule. */
    public final String where;
    /** Regular expression that is to be found in the match string; null matches all. */
    public final @Nullable String pattern;

    public final @Nullable String name;
    public final @Nullable String value;
    public final double valueFactor;
    /** Sorted by key, as the peer applies them. */
    public final Map<String, String> labels;

    public final @Nullable String help;
    /** {@code COUNTER}, {@code GAUGE}, or anything else for untyped. */
    public final String type;

    public final boolean cache;
    public final boolean attrNameSnakeCase;

    private RuleConfig(String where) {
        this.where = where;
        pattern = null;
        name = null;
        value = null;
        valueFactor = 1;
        labels = Collections.emptyMap();
        help = null;
        type = "UNKNOWN";
        cache = false;
        attrNameSnakeCase = false;
    }

    RuleConfig(KeyedNode node) {
        node.known(KEYS);
        where = node.where();
        pattern = node.text("pattern");
        name = node.text("name");
        value = emptyAsNull(node.text("value"));
        valueFactor = node.number("valueFactor", 1);
        labels = labels(node);
        help = node.text("help");
        String given = node.text("type");
        type = given == null ? "UNKNOWN" : given;
        cache = node.bool("cache", false);
        attrNameSnakeCase = node.bool("attrNameSnakeCase", false);
        if (name == null && (help != null || !labels.isEmpty())) {
            throw node.error("help and labels need a name");
        }
        if (name != null && pattern == null) {
            throw node.error("a name needs a pattern");
        }
    }

    private static @Nullable String emptyAsNull(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }

    private static Map<String, String> labels(KeyedNode node) {
        KeyedNode map = node.child("labels");
        if (map == null) {
            return Collections.emptyMap();
        }
        Map<String, String> labels = new TreeMap<>();
        for (String key : map.keys()) {
            String value = map.text(key);
            labels.put(key, value == null ? "" : value);
        }
        return Collections.unmodifiableMap(labels);
    }
}
