package dev.sonde.jmx.config;

import org.jspecify.annotations.Nullable;

/** The block {@code sonde}, for what the peer has no key for. Immutable. */
public final class SondeConfig {
    private static final int MAX_SERIES = 500_000;
    private static final int REGEX_BUDGET_MILLIS = 100;

    /** Series of MBeans on a page; what is beyond is left out and counted. */
    public final int maxSeries;
    /** Milliseconds that one rule may take with one attribute before it counts as no match. */
    public final int regexBudgetMillis;
    /** Whether {@code jvm_*} metrics also come under the names of jmx_exporter 0.x. */
    public final boolean oldJvmNames;
    /** Whether the process ends when the agent cannot start. */
    public final boolean failFast;

    /** Whether the page at {@code /} draws what the agent exposes, or only leads there. */
    public final boolean livePage;

    /** A web config file, as the other exporters take it; null for none. */
    public final @Nullable String webConfigFile;

    SondeConfig(@Nullable KeyedNode node) {
        if (node != null) {
            node.known("maxSeries", "regexBudgetMillis", "oldJvmNames", "failFast", "webConfigFile", "livePage");
        }
        maxSeries = node == null ? MAX_SERIES : positive(node, "maxSeries", MAX_SERIES);
        regexBudgetMillis =
                node == null ? REGEX_BUDGET_MILLIS : positive(node, "regexBudgetMillis", REGEX_BUDGET_MILLIS);
        oldJvmNames = node == null || node.bool("oldJvmNames", true);
        webConfigFile = node == null ? null : node.text("webConfigFile");
        livePage = node == null || node.bool("livePage", true);
        failFast = node != null && node.bool("failFast", false);
    }

    private static int positive(KeyedNode node, String key, int otherwise) {
        int value = node.integer(key, otherwise);
        if (value < 1) {
            throw node.error(key, "expected a number above 0");
        }
        return value;
    }
}
