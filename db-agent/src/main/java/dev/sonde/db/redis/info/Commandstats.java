package dev.sonde.db.redis.info;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The sections Commandstats, Errorstats and Latencystats, which belong together by the command. One thread at a time. */
public final class Commandstats {
    private static final int MOST = 100_000;

    private final Family calls;
    private final Family duration;
    private final Family rejected;
    private final Family failed;
    private final Family errors;
    private final Family latency;
    private final Pairs pairs = new Pairs();
    private final Map<String, Usage> usages = new HashMap<>();
    private long scrape;

    /** What a command was called for, for the histograms and summaries of its latency. */
    public static final class Usage {
        private long scrape = -1;
        private long calls;
        private long micros;
    }

    Commandstats(Names names) {
        calls = names.counter("commands_total", "Calls of a command (INFO commandstats).", "cmd");
        duration = names.counter("commands_duration_seconds_total", "Time spent in a command.", "cmd");
        rejected = names.counter("commands_rejected_calls_total", "Calls refused before execution.", "cmd");
        failed = names.counter("commands_failed_calls_total", "Calls that failed in execution.", "cmd");
        errors = names.counter("errors_total", "Error replies by their first word (INFO errorstats).", "err");
        latency = names.family(
                MetricType.SUMMARY,
                "latency_percentiles_usec",
                "Percentiles of a command's latency in microseconds (INFO latencystats).",
                "cmd");
    }

    void begin(long number) {
        scrape = number;
        if (usages.size() > MOST) {
            usages.clear();
        }
    }

    /** The usage of a command and, added up, of its subcommands. */
    public Usage usage(String command) {
        return usages.computeIfAbsent(command, key -> new Usage());
    }

    /** Microseconds of the command and its subcommands in this scrape; 0 when INFO does not name it. */
    public long micros(Usage usage) {
        return usage.scrape == scrape ? usage.micros : 0;
    }

    InfoField command(String name) {
        return new Command(name);
    }

    InfoField error(String name) {
        Series series = errors.series(name);
        return new InfoField() {
            @Override
            void take(byte[] bytes, int from, int to, MetricSink sink) {
                pairs.over(bytes, from, to, ',');
                while (pairs.next()) {
                    if (pairs.keyIs("count")) {
                        GoNumber.sample(sink, series, bytes, pairs.valueFrom(), pairs.valueTo(), 0);
                        return;
                    }
                }
            }
        };
    }

    InfoField percentiles(String name) {
        return new Percentiles(name);
    }

    private final class Command extends InfoField {
        private final Usage own;
        private final @Nullable Usage parent;
        private final Series callsSeries;
        private final Series durationSeries;
        private final Series rejectedSeries;
        private final Series failedSeries;

        Command(String name) {
            own = usage(name);
            int bar = name.indexOf('|');
            parent = bar < 0 ? null : usage(name.substring(0, bar));
            callsSeries = calls.series(name);
            durationSeries = duration.series(name);
            rejectedSeries = rejected.series(name);
            failedSeries = failed.series(name);
        }

        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            pairs.over(bytes, from, to, ',');
            while (pairs.next()) {
                int start = pairs.valueFrom();
                int end = pairs.valueTo();
                if (pairs.keyIs("calls")) {
                    GoNumber.sample(sink, callsSeries, bytes, start, end, 0);
                    count(own, whole(bytes, start, end), 0);
                } else if (pairs.keyIs("usec")) {
                    GoNumber.sample(sink, durationSeries, bytes, start, end, 6);
                    long micros = whole(bytes, start, end);
                    count(own, 0, micros);
                    if (parent != null) {
                        count(parent, 0, micros);
                    }
                } else if (pairs.keyIs("rejected_calls")) {
                    GoNumber.sample(sink, rejectedSeries, bytes, start, end, 0);
                } else if (pairs.keyIs("failed_calls")) {
                    GoNumber.sample(sink, failedSeries, bytes, start, end, 0);
                }
            }
        }

        private void count(Usage usage, long moreCalls, long moreMicros) {
            if (usage.scrape != scrape) {
                usage.scrape = scrape;
                usage.calls = 0;
                usage.micros = 0;
            }
            usage.calls += moreCalls;
            usage.micros += moreMicros;
        }
    }

    static long whole(byte[] bytes, int from, int to) {
        long value = 0;
        for (int i = from; i < to && i < from + 18; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            value = 10 * value + digit;
        }
        return value;
    }

    private final class Percentiles extends InfoField {
        private static final int MOST_QUANTILES = 32;

        private final String command;
        private final Usage usage;
        private final Series sum;
        private final Series count;
        private final Map<String, Series> others = new HashMap<>();
        private final Series p50;
        private final Series p99;
        private final Series p999;

        Percentiles(String command) {
            this.command = command;
            usage = usage(command);
            sum = latency.part("_sum", command);
            count = latency.part("_count", command);
            p50 = latency.partWith("", "quantile", "50", command);
            p99 = latency.partWith("", "quantile", "99", command);
            p999 = latency.partWith("", "quantile", "99.9", command);
        }

        @Override
        void take(byte[] bytes, int from, int to, MetricSink sink) {
            pairs.over(bytes, from, to, ',');
            while (pairs.next()) {
                Series series = pairs.keyIs("p50")
                        ? p50
                        : pairs.keyIs("p99") ? p99 : pairs.keyIs("p99.9") ? p999 : other(pairs.key());
                if (series != null) {
                    GoNumber.sample(sink, series, bytes, pairs.valueFrom(), pairs.valueTo(), 0);
                }
            }
            boolean used = usage.scrape == scrape;
            sink.sample(sum, used ? usage.micros : 0);
            sink.sample(count, used ? usage.calls : 0);
        }

        private @Nullable Series other(String key) {
            Series known = others.get(key);
            if (known != null || others.size() >= MOST_QUANTILES) {
                return known;
            }
            double quantile = key.startsWith("p") ? GoNumber.parse(key.substring(1)) : Double.NaN;
            if (Double.isNaN(quantile)) {
                return null;
            }
            Series made = latency.partWith("", "quantile", GoNumber.text(quantile), command);
            others.put(key, made);
            return made;
        }
    }
}
