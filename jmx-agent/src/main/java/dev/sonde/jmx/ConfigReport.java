package dev.sonde.jmx;

import dev.sonde.core.config.WatchedFile;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.scrape.SessionPlan;
import java.util.function.Supplier;

/**
 * What the rules file in force says, for people to look at: lines of name, value and {@code given} or {@code default},
 * parted by tabs. Of a remote JVM's address it gives none that could hold a login, and never a password. Any thread.
 */
final class ConfigReport implements Supplier<String> {
    private final WatchedFile<SessionPlan> file;
    private final String address;

    ConfigReport(WatchedFile<SessionPlan> file, String address) {
        this.file = file;
        this.address = address;
    }

    @Override
    public String get() {
        JmxConfig config = file.get().config();
        JmxConfig standard = JmxConfig.empty();
        StringBuilder report = new StringBuilder();
        append(report, "listens on", address, "");
        append(report, "rules file", file.file(), "");
        append(report, "reads", config.remote == null ? "this JVM" : "a remote JVM", "this JVM");
        append(report, "rules", config.rules.size(), standard.rules.size());
        append(report, "includeObjectNames", config.includeObjectNames, standard.includeObjectNames);
        append(report, "excludeObjectNames", config.excludeObjectNames, standard.excludeObjectNames);
        append(report, "excludeObjectNameAttributes", config.excludeAttributes, standard.excludeAttributes);
        append(report, "autoExcludeObjectNameAttributes", config.autoExcludeAttributes, standard.autoExcludeAttributes);
        append(report, "lowercaseOutputName", config.lowercaseOutputName, standard.lowercaseOutputName);
        append(
                report,
                "lowercaseOutputLabelNames",
                config.lowercaseOutputLabelNames,
                standard.lowercaseOutputLabelNames);
        append(report, "inferCounterTypeFromName", config.inferCounterTypeFromName, standard.inferCounterTypeFromName);
        append(report, "excludeJvmMetrics", config.excludeJvmMetrics, standard.excludeJvmMetrics);
        append(report, "startDelaySeconds", config.startDelaySeconds, standard.startDelaySeconds);
        append(report, "scrapeTimeoutSeconds", config.scrapeTimeoutSeconds, standard.scrapeTimeoutSeconds);
        append(report, "sonde.maxSeries", config.sonde.maxSeries, standard.sonde.maxSeries);
        append(report, "sonde.regexBudgetMillis", config.sonde.regexBudgetMillis, standard.sonde.regexBudgetMillis);
        append(report, "sonde.oldJvmNames", config.sonde.oldJvmNames, standard.sonde.oldJvmNames);
        return report.toString();
    }

    private static void append(StringBuilder report, String name, Object value, Object standard) {
        String text = value.toString();
        report.append(name).append('\t');
        report.append(text.replace('\t', ' ').replace('\n', ' ')).append('\t');
        report.append(text.equals(standard.toString()) ? "default" : "given").append('\n');
    }
}
