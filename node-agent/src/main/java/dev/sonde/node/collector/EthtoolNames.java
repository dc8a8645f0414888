package dev.sonde.node.collector;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the drivers' names of statistics become as names of metrics. Used when the names change, not in each scrape. */
final class EthtoolNames {
    private static final String PREFIX = "node_ethtool_";
    private static final Pattern NO_NAME = Pattern.compile("_*[^0-9A-Za-z_]+_*");
    private static final Pattern LEADING = Pattern.compile("^_+");
    private static final Pattern RECEIVED = Pattern.compile("(^|_)rx(_|$)");
    private static final Pattern TRANSMITTED = Pattern.compile("(^|_)tx(_|$)");

    private EthtoolNames() {}

    /** Whether the peer gives the metric of this statistic the suffix that counters have. */
    private static boolean isTotal(String statistic) {
        return switch (statistic) {
            case "rx_bytes", "rx_dropped", "rx_errors", "rx_packets", "tx_bytes", "tx_errors", "tx_packets" -> true;
            default -> false;
        };
    }

    /**
     * The metric of a statistic, or nothing when it has no name or none that is wanted.
     *
     * @param wanted searched for in the name once all that no metric may have in its name is replaced; null for all
     */
    static String metric(String statistic, @Nullable Pattern wanted) {
        if (statistic.isEmpty()) {
            return "";
        }
        String clean = NO_NAME.matcher(statistic).replaceAll("_");
        if (wanted != null && !wanted.matcher(clean).find()) {
            return "";
        }
        String name = LEADING.matcher(clean.toLowerCase(Locale.ROOT)).replaceFirst("");
        name = RECEIVED.matcher(name).replaceAll("$1received$2");
        name = TRANSMITTED.matcher(name).replaceAll("$1transmitted$2");
        return PREFIX + name + (isTotal(clean) ? "_total" : "");
    }

    static String help(String metric) {
        return "Statistic " + metric.substring(PREFIX.length()) + " of a network interface's driver.";
    }
}
