package dev.sonde.jmx.scrape;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.rules.RuleSet;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Everything that is kept between scrapes, for as long as the rules file stays as it is. One thread at a time. */
final class Session {
    /** When rules were tried that often in one scrape, what trying them has built is given back. */
    private static final int MANY = 100;

    private final JmxConfig config;
    private final RuleSet rules;
    private final FamilyTable families = new FamilyTable();
    private final Reader reader;
    private final Walk walk;
    private final PageLimits limits = new PageLimits();
    private boolean trimmed;

    Session(SessionPlan plan, ServerSource source, Executor threads) {
        config = plan.config;
        rules = plan.rules;
        reader = new Reader(rules, families);
        AttributeFilter filter = new AttributeFilter(config);
        walk = new Walk(
                source,
                new BeanList(config, filter),
                new BeanFetch(filter),
                reader,
                threads,
                config.autoExcludeAttributes);
    }

    JmxConfig config() {
        return config;
    }

    void scrape(MetricSink sink, long millis, long stallMillis) throws InterruptedException {
        walk.run(millis, stallMillis);
        synchronized (walk) {
            if (walk.failure() == null) {
                limits.begin(config.sonde.maxSeries);
                families.write(reader.scrape(), sink, limits);
            }
            if (reader.resolved() > MANY) {
                trimmed = false;
            } else if (!trimmed) {
                rules.trim();
                trimmed = true;
            }
        }
    }

    @Nullable String failure() {
        return walk.failure();
    }

    Walk walk() {
        return walk;
    }

    PageLimits limits() {
        return limits;
    }

    long exhausted() {
        return rules.exhausted();
    }
}
