package dev.sonde.db.redis;

import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.db.net.Deadline;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.info.Info;
import dev.sonde.db.redis.names.Names;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Everything about one target: INFO and what else is always asked for in one round trip, then what takes more. What has
 * come by the deadline is told. One thread at a time.
 */
final class RedisCollector extends AgentCollector {
    /** What is left of the scrape's time is kept for the page. */
    private static final double SHARE = 0.95;

    /** And some of that for what comes after the keys were looked for. */
    private static final double BUDGET = 0.8;

    private static final String ROLE = "\nrole:";

    private final StateLog log = new StateLog(LoggerFactory.getLogger(RedisCollector.class));
    private final RedisSession session;
    private final RedisStatus status;
    private final Names names;
    private final Options options;
    private final Commands commands = new Commands();
    private final Replies replies = new Replies();
    private Info info;
    private List<Feature> features;
    private String role = "";

    RedisCollector(RedisSession session, RedisStatus status, Names names, Options options) {
        super("redis");
        this.session = session;
        this.status = status;
        this.names = names;
        this.options = options;
        this.info = info(names);
        this.features = Features.of(names, options);
    }

    private Info info(Names with) {
        return Info.of(with, options.bool("include-system-metrics"));
    }

    @Override
    public void update(MetricSink sink) {
        long start = System.nanoTime();
        long budget = Math.min((long) (sink.remainingMillis() * SHARE), options.millis("connection-timeout"));
        Deadline deadline = Deadline.in(budget);
        Deadline forKeys = Deadline.in((long) (budget * BUDGET));
        synchronized (session) {
            boolean up = false;
            String error = "";
            try {
                RedisScrape scrape = new RedisScrape(session, info, sink, deadline, forKeys, commands, replies);
                IOException failure = firstTrip(scrape);
                up = readInfo(scrape, failure);
                scrape = new RedisScrape(session, info, sink, deadline, forKeys, commands, replies);
                readFeatures(scrape);
                if (failure != null) {
                    throw failure;
                }
                error = moreTrips(scrape);
            } catch (IOException e) {
                error = String.valueOf(e.getMessage());
            }
            status.finished(sink.scrapeId(), System.nanoTime() - start, up, error, session);
        }
    }

    /** Asks for INFO and all else that is known to be wanted; returns what ended the answer early, or null. */
    private @Nullable IOException firstTrip(RedisScrape scrape) {
        scrape.next().add("INFO", "ALL");
        for (Feature feature : features) {
            if (feature.wanted(scrape)) {
                feature.enqueue(commands);
            } else {
                feature.skip();
            }
        }
        try {
            scrape.send();
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private boolean readInfo(RedisScrape scrape, @Nullable IOException failure) throws IOException {
        if (replies.count() == 0) {
            throw failure == null ? new IOException("no answer") : failure;
        }
        int node = replies.root(0);
        if (replies.kind(node) != Replies.TEXT) {
            throw new RedisException(replies.text(node));
        }
        if (options.bool("append-instance-role-label")) {
            relabel(node);
        }
        info.read(replies.bytes(), replies.from(node), replies.to(node), scrape.sink());
        return true;
    }

    /** The role stands in the middle of what it labels all of, so it is looked for first. */
    private void relabel(int node) {
        String text = replies.text(node);
        int at = text.indexOf(ROLE);
        int end = at < 0 ? -1 : text.indexOf('\r', at);
        String now = end < 0 ? "" : text.substring(at + ROLE.length(), end);
        if (!now.equals(role)) {
            role = now;
            Names labelled = names.withRole(now);
            info = info(labelled);
            List<Feature> before = features;
            features = Features.of(labelled, options);
            for (int i = 0; i < before.size(); i++) {
                features.get(i).continues(before.get(i));
            }
            status.label(labelled);
        }
    }

    private void readFeatures(RedisScrape scrape) {
        for (Feature feature : features) {
            feature.readIfWhole(scrape);
        }
        if (options.bool("include-metrics-for-empty-databases")) {
            info.keyspace().fill(scrape.databases(), scrape.sink().scrapeId(), scrape.sink());
        }
    }

    /** What was left out for want of time, empty when nothing was. */
    private String moreTrips(RedisScrape scrape) throws IOException {
        String leftOut = "";
        boolean late = false;
        scrape.next();
        for (Feature feature : features) {
            if (feature.wasSkipped() && feature.wanted(scrape)) {
                feature.enqueue(commands);
                late = true;
            } else {
                feature.done();
            }
        }
        if (late) {
            scrape.send();
            for (Feature feature : features) {
                feature.readIfWhole(scrape);
            }
        }
        for (Feature feature : features) {
            try {
                feature.more(scrape);
            } catch (LateException e) {
                leftOut = String.valueOf(e.getMessage());
            } catch (RedisException e) {
                // the server refuses this one; the others have their turn
                if (feature.mustSucceed()) {
                    throw e;
                }
                log.failed(feature.getClass().getSimpleName(), "Part of a scrape refused: " + e.getMessage(), null);
            }
        }
        return leftOut;
    }
}
