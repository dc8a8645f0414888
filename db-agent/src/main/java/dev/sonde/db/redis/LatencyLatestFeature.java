package dev.sonde.db.redis;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.Series;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;

/** The latest latency spikes, LATENCY LATEST. One thread at a time. */
final class LatencyLatestFeature extends Feature {
    private static final int MOST = 1000;
    private static final int MILLI_DIGITS = 3;

    private final Family last;
    private final Family duration;
    private final LabelCache<Series[]> events = new LabelCache<>(MOST, this::event);

    LatencyLatestFeature(Names names) {
        last = names.gauge("latency_spike_last", "When an event was last slow, Unix time.", "event_name");
        duration = names.gauge("latency_spike_duration_seconds", "How long the event took then.", "event_name");
    }

    private Series[] event(String name) {
        return new Series[] {last.series(name), duration.series(name)};
    }

    @Override
    void ask(Commands commands) {
        commands.add("LATENCY", "LATEST");
    }

    @Override
    void read(Replies replies, int at, int count, RedisScrape scrape) {
        int root = replies.root(at);
        events.begin();
        int node = root + 1;
        for (int i = 0; i < replies.size(root); i++) {
            if (replies.size(node) >= 3) {
                int name = node + 1;
                int when = replies.next(name);
                int millis = replies.next(when);
                Series[] series = events.get(replies.bytes(), replies.from(name), replies.to(name));
                if (series != null) {
                    scrape.sink().sample(series[0], replies.number(when, 0));
                    scrape.sink().decimal(series[1], replies.number(millis, 0), MILLI_DIGITS);
                }
            }
            node = replies.next(node);
        }
    }
}
