package dev.sonde.db.redis;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.number.GoNumber;
import dev.sonde.db.redis.info.Commandstats;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Histograms of the commands' latency, LATENCY HISTOGRAM; there since Redis 7.0. One thread at a time. */
final class LatencyHistogramFeature extends Feature {
    private static final int MOST = 100_000;

    private final Family latencies;
    private final LabelCache<Command> commands = new LabelCache<>(MOST, Command::new);
    private @Nullable Commandstats stats;
    private long refusedOn = -1;

    LatencyHistogramFeature(Names names) {
        latencies = names.family(
                MetricType.HISTOGRAM,
                "commands_latencies_usec",
                "Latency of commands in microseconds (LATENCY HISTOGRAM).",
                "cmd");
    }

    private final class Command {
        private final String name;
        private final Map<Long, Series> buckets = new TreeMap<>();
        private final Series infinite;
        private final Series sum;
        private final Series count;
        private Commandstats.@Nullable Usage usage;
        private long[] bounds = new long[0];
        private Series[] series = new Series[0];

        Command(String name) {
            this.name = name;
            infinite = latencies.partWith("_bucket", "le", "+Inf", name);
            sum = latencies.part("_sum", name);
            count = latencies.part("_count", name);
        }

        /** The bucket at a position, which is nearly always the one of the scrape before. */
        Series bucket(int position, long bound) {
            if (position < bounds.length && bounds[position] == bound) {
                return series[position];
            }
            Series found = buckets.computeIfAbsent(
                    bound, key -> latencies.partWith("_bucket", "le", GoNumber.text(key), name));
            if (position >= bounds.length) {
                bounds = Arrays.copyOf(bounds, position + 1);
                series = Arrays.copyOf(series, position + 1);
            }
            bounds[position] = bound;
            series[position] = found;
            return found;
        }
    }

    /** A server without the command is not asked again on the same connection: each refusal counts as an error there. */
    @Override
    boolean wanted(RedisScrape scrape) {
        return refusedOn != scrape.session().connections() || refusedOn < 0;
    }

    @Override
    void ask(Commands into) {
        into.add("LATENCY", "HISTOGRAM");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int root = replies.root(at);
        if (replies.isError(root)) {
            refusedOn = scrape.session().connections();
            return;
        }
        stats = scrape.info().commandstats();
        commands.begin();
        int size = replies.size(root);
        int node = root + 1;
        for (int i = 0; i + 1 < size; i += 2) {
            int details = replies.next(node);
            Command command = commands.get(replies.bytes(), replies.from(node), replies.to(node));
            if (command != null && replies.isArray(details)) {
                take(command, replies, details, scrape.sink());
            }
            node = replies.next(details);
        }
    }

    private void take(Command command, Replies replies, int details, MetricSink sink) {
        long calls = 0;
        int size = replies.size(details);
        int node = details + 1;
        for (int i = 0; i + 1 < size; i += 2) {
            int value = replies.next(node);
            if (replies.is(node, "calls")) {
                calls = replies.number(value, 0);
            } else if (replies.is(node, "histogram_usec")) {
                buckets(command, replies, value, sink);
            }
            node = replies.next(value);
        }
        sink.sample(command.infinite, calls);
        sink.sample(command.count, calls);
        Commandstats known = stats;
        if (known != null) {
            if (command.usage == null) {
                command.usage = known.usage(command.name);
            }
            sink.sample(command.sum, known.micros(command.usage));
        }
    }

    private static void buckets(Command command, Replies replies, int array, MetricSink sink) {
        int size = replies.size(array);
        int node = array + 1;
        for (int i = 0; i + 1 < size; i += 2) {
            int value = replies.next(node);
            sink.sample(command.bucket(i / 2, replies.number(node, 0)), replies.number(value, 0));
            node = replies.next(value);
        }
    }
}
