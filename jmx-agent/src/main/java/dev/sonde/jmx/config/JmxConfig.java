package dev.sonde.jmx.config;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigFile;
import dev.sonde.core.config.ConfigNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * A rules file: what jmx_exporter's keys say, and our own block {@code sonde}, which the peer ignores. Immutable.
 *
 * <p>Keys that neither knows, and keys that come twice, are told with file, line and column; values that make no sense
 * are a {@link ConfigException}.
 */
public final class JmxConfig {
    private static final String[] KEYS = {
        "startDelaySeconds",
        "hostPort",
        "jmxUrl",
        "username",
        "password",
        "ssl",
        "lowercaseOutputName",
        "lowercaseOutputLabelNames",
        "inferCounterTypeFromName",
        "includeObjectNames",
        "whitelistObjectNames",
        "excludeObjectNames",
        "blacklistObjectNames",
        "excludeObjectNameAttributes",
        "includeObjectNameAttributes",
        "autoExcludeObjectNameAttributes",
        "excludeJvmMetrics",
        "metricCustomizers",
        "rules",
        "scrapeTimeoutSeconds",
        "httpServer",
        "openTelemetry",
        "sonde"
    };

    /** Seconds after the start during which no MBean is read. */
    public final int startDelaySeconds;
    /** The JVM to read from; null is the one that the agent is in. */
    public final @Nullable RemoteConfig remote;

    public final boolean lowercaseOutputName;
    public final boolean lowercaseOutputLabelNames;
    public final boolean inferCounterTypeFromName;
    /** Patterns, the union of which is read; empty for all. */
    public final List<ObjectName> includeObjectNames;

    public final List<ObjectName> excludeObjectNames;
    /** By exact name; patterns name nothing here. */
    public final Map<ObjectName, Set<String>> excludeAttributes;
    /** By exact name; null when the key is absent, so that all are read. */
    public final @Nullable Map<ObjectName, Set<String>> includeAttributes;

    public final boolean autoExcludeAttributes;
    public final boolean excludeJvmMetrics;
    public final List<CustomizerConfig> customizers;
    public final List<RuleConfig> rules;
    /** Seconds that reading may take; 0 when the file does not say. */
    public final int scrapeTimeoutSeconds;

    public final HttpConfig http;
    public final SondeConfig sonde;

    private JmxConfig(KeyedNode root) {
        root.known(KEYS);
        startDelaySeconds = root.integer("startDelaySeconds", 0);
        remote = RemoteConfig.of(root);
        lowercaseOutputName = root.bool("lowercaseOutputName", false);
        lowercaseOutputLabelNames = root.bool("lowercaseOutputLabelNames", false);
        inferCounterTypeFromName = root.bool("inferCounterTypeFromName", false);
        includeObjectNames = list(root, "includeObjectNames", "whitelistObjectNames");
        excludeObjectNames = list(root, "excludeObjectNames", "blacklistObjectNames");
        excludeAttributes = attributes(root.child("excludeObjectNameAttributes"));
        KeyedNode included = root.child("includeObjectNameAttributes");
        includeAttributes = included == null ? null : attributes(included);
        autoExcludeAttributes = root.bool("autoExcludeObjectNameAttributes", true);
        excludeJvmMetrics = root.bool("excludeJvmMetrics", false);
        customizers = customizers(root);
        rules = rules(root);
        scrapeTimeoutSeconds = root.integer("scrapeTimeoutSeconds", 0);
        http = new HttpConfig(root.child("httpServer"));
        sonde = new SondeConfig(root.child("sonde"));
        if (root.has("openTelemetry")) {
            root.tell("openTelemetry", "not supported: this agent answers scrapes and pushes nothing");
        }
    }

    /** The meaning of an empty file. */
    public static JmxConfig empty() {
        return parse("", new byte[0], message -> {});
    }

    /**
     * Reads a file's content.
     *
     * @param file name for messages
     * @param told gets one line for each key that has no effect
     * @throws ConfigException when it cannot be used; says where and why
     */
    public static JmxConfig parse(String file, byte[] content, Consumer<String> told) {
        ConfigNode root = ConfigFile.parseLenient(file, content, told);
        return new JmxConfig(new KeyedNode(root, told));
    }

    private static List<ObjectName> list(KeyedNode root, String key, String oldKey) {
        return Collections.unmodifiableList(root.objectNames(root.has(key) ? key : oldKey));
    }

    private static Map<ObjectName, Set<String>> attributes(@Nullable KeyedNode map) {
        Map<ObjectName, Set<String>> attributes = new LinkedHashMap<>();
        if (map != null) {
            for (String name : map.keys()) {
                attributes.put(map.objectName(name), new LinkedHashSet<>(map.texts(name)));
            }
        }
        return Collections.unmodifiableMap(attributes);
    }

    private static List<CustomizerConfig> customizers(KeyedNode root) {
        List<CustomizerConfig> customizers = new ArrayList<>();
        for (KeyedNode node : root.maps("metricCustomizers")) {
            customizers.add(new CustomizerConfig(node));
        }
        return Collections.unmodifiableList(customizers);
    }

    private static List<RuleConfig> rules(KeyedNode root) {
        if (!root.has("rules")) {
            return Collections.singletonList(RuleConfig.DEFAULT);
        }
        List<RuleConfig> rules = new ArrayList<>();
        for (KeyedNode node : root.maps("rules")) {
            rules.add(new RuleConfig(node));
        }
        return Collections.unmodifiableList(rules);
    }
}
