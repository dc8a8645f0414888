package dev.sonde.node.it;

import java.util.List;
import java.util.regex.Pattern;

/**
 * How far our value may lie outside of what the peer said before and after us. The range between the
 * two is always allowed; what is widened, and by how much, is stated here, once, with its reason.
 * Whatever is not listed must lie within the range itself, so a constant must be equal. Two units in the last
 * place are allowed everywhere: the peer multiplies milliseconds by 0.001, which is not the nearest double.
 */
final class Tolerances {

    /** Widening of the range: the larger of a part of the value and a fixed amount. */
    private record Rule(Pattern series, double relative, double absolute) {}

    private static final List<Rule> RULES = List.of(
            // Each agent's own run time.
            rule("node_scrape_collector_duration_seconds.*", 0, Double.POSITIVE_INFINITY),
            // Each program names its own version.
            rule("node_exporter_build_info.*", 0, 0),
            // The kernel's idle and iowait counts of a CPU can step back; both agents hold them, each from its
            // own first scrape on, so they may differ by what one held and the other never saw.
            rule("node_cpu_seconds_total\\{.*mode=\"(idle|iowait|steal)\"\\}", 0, 0.1),
            // Each counts from its own start on.
            rule("node_perf_.*", 0, Double.POSITIVE_INFINITY),
            // Sockets, files and tasks of the scrapes themselves.
            rule("node_sockstat_.*", 0, 8),
            rule("node_filefd_allocated", 0, 256),
            rule("node_procs_(running|blocked)", 0, 8),
            rule("node_netstat_Tcp_CurrEstab", 0, 8),
            rule("node_disk_io_now.*", 0, 8),
            rule("node_tcp_connection_states.*", 0, 8),
            rule("node_processes_(pids|threads|state|threads_state).*", 0, 64),
            // Frees and takes pages while it is read; a page is 4096 bytes.
            rule("node_memory_.*", 0.001, 16 << 20),
            rule("node_filesystem_(free|avail)_bytes.*", 0.0001, 16 << 20),
            rule("node_filesystem_files_free.*", 0, 512));

    private Tolerances() {}

    private static Rule rule(String series, double relative, double absolute) {
        return new Rule(Pattern.compile(series), relative, absolute);
    }

    /** Whether our value agrees with the peer's before and after it. */
    static boolean agree(Sample before, Sample ours, Sample after) {
        double low = Math.min(before.value(), after.value());
        double high = Math.max(before.value(), after.value());
        if (Double.compare(before.value(), ours.value()) == 0 || Double.compare(after.value(), ours.value()) == 0) {
            return true;
        }
        double size = Math.max(Math.abs(low), Math.abs(high));
        double slack = Math.max(2 * Math.ulp(size), slack(ours.series(), size));
        return low - slack <= ours.value() && ours.value() <= high + slack;
    }

    private static double slack(String series, double size) {
        for (Rule rule : RULES) {
            if (rule.series().matcher(series).matches()) {
                return Math.max(size * rule.relative(), rule.absolute());
            }
        }
        return 0;
    }
}
