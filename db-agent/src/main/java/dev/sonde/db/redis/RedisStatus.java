package dev.sonde.db.redis;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.db.redis.names.Family;
import dev.sonde.db.redis.names.Names;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a target answers, and how the last scrape of it went: part of every page, also of one that was sent before the
 * target had answered. Thread-safe.
 */
final class RedisStatus extends AgentCollector {
    private static final Logger log = LoggerFactory.getLogger(RedisStatus.class);
    private static final int LONGEST_ERROR = 300;
    private static final int NANO_DIGITS = 9;
    private static final String LATE = "no answer within the time of the scrape";

    private final String target;
    private final AtomicLong requestErrors;
    private final Series connectTime;
    private final Series pingTime;
    private final String[] build;
    private Families families;
    private long finished = -1;
    private long lastCounted = -1;
    private boolean up;
    private String error = "";
    private Series errorSeries;
    private long durationNanos;
    private long sumNanos;
    private long scrapes;
    private long connectNanos = -1;
    private long pingNanos = -1;
    private String logged = "";

    /**
     * @param target its address without password, for the log
     * @param requestErrors requests that named no target that can be scraped, of the whole process
     */
    RedisStatus(String target, Names names, BuildInfo build, AtomicLong requestErrors) {
        super("redis_status");
        this.target = target;
        this.requestErrors = requestErrors;
        this.build = new String[] {build.buildDate(), build.revision(), build.goVersion(), build.version()};
        connectTime = plain(names, "exporter_last_scrape_connect_time_seconds", "Time that connecting took.");
        pingTime = plain(names, "exporter_last_scrape_ping_time_seconds", "Time that the first PING took.");
        families = new Families(names, this.build);
        errorSeries = families.error.series("");
    }

    private static Series plain(Names names, String name, String help) {
        MetricFamily family = names.plain(name, help);
        return family.series();
    }

    private static final class Families {
        final Series up;
        final Series scrapes;
        final Series sum;
        final Series count;
        final Series duration;
        final Series requestErrors;
        final Series build;
        final Family error;

        Families(Names names, String[] buildLabels) {
            up = names.gauge("up", "Whether the server answered INFO.").series();
            scrapes = names.counter("exporter_scrapes_total", "Scrapes of this target.")
                    .series();
            Family durations = names.family(
                    MetricType.SUMMARY, "exporter_scrape_duration_seconds", "Time that scrapes of this target took.");
            sum = durations.part("_sum");
            count = durations.part("_count");
            duration = names.gauge("exporter_last_scrape_duration_seconds", "Time that the last scrape took.")
                    .series();
            requestErrors = names.counter(
                            "target_scrape_request_errors_total", "Requests that named no target that can be scraped.")
                    .series();
            build = names.gauge(
                            "exporter_build_info",
                            "1, labelled with the build of the agent.",
                            "build_date",
                            "commit_sha",
                            "golang_version",
                            "version")
                    .series(buildLabels);
            error = names.gauge("exporter_last_scrape_error", "1 and what went wrong, or 0.", "err");
        }
    }

    /** From now on the series have another label. */
    synchronized void label(Names names) {
        families = new Families(names, build);
        errorSeries = families.error.series(error);
    }

    /** A scrape has ended. */
    synchronized void finished(long scrape, long nanos, boolean isUp, String problem, RedisSession session) {
        finished = scrape;
        up = isUp;
        durationNanos = nanos;
        connectNanos = session.connectNanos();
        pingNanos = session.pingNanos();
        count(scrape, nanos);
        error(problem);
    }

    private void error(String problem) {
        String text = problem.length() > LONGEST_ERROR ? problem.substring(0, LONGEST_ERROR) : problem;
        if (!text.equals(error)) {
            error = text;
            errorSeries = families.error.series(text);
        }
        if (!text.isEmpty() && logged.isEmpty()) {
            log.warn("scrape failed, target={}, reason={}", target, text);
            logged = text;
        } else if (text.isEmpty() && !logged.isEmpty()) {
            log.info("scrape works again, target={}", target);
            logged = "";
        }
    }

    private void count(long scrape, long nanos) {
        if (scrape != lastCounted) {
            lastCounted = scrape;
            scrapes++;
            sumNanos += nanos;
        }
    }

    @Override
    public synchronized void update(MetricSink sink) {
        if (sink.scrapeId() > finished) {
            // the page goes out without what the target has not said yet
            up = false;
            count(sink.scrapeId(), 0);
            error(LATE);
        }
        sink.sample(families.up, up ? 1L : 0L);
        sink.sample(families.scrapes, scrapes);
        sink.decimal(families.sum, sumNanos, NANO_DIGITS);
        sink.sample(families.count, scrapes);
        sink.decimal(families.duration, durationNanos, NANO_DIGITS);
        sink.sample(families.requestErrors, requestErrors.get());
        sink.sample(families.build, 1L);
        sink.sample(errorSeries, error.isEmpty() ? 0L : 1L);
        sink.decimal(connectTime, Math.max(0, connectNanos), NANO_DIGITS);
        if (pingNanos >= 0) {
            sink.decimal(pingTime, pingNanos, NANO_DIGITS);
        }
    }
}
