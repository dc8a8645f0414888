package dev.sonde.core.metrics;

import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.CollectorRegistry;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simpleclient collector of somebody else, or a whole registry of them, as one of ours. One thread at a time.
 *
 * <p>Names go on the wire as the samples carry them, so a counter keeps the {@code _total} that simpleclient gave it.
 * {@code _created} samples and timestamps are left out. Info and state sets are gauges, as in text format 0.0.4; samples
 * named other than their family allows are families of their own, untyped. Names that Prometheus does not allow, and
 * series beyond the limit, are dropped and counted.
 *
 * <p>Series are kept by name and labels, so the scrapes of an unchanged source encode no labels.
 */
public final class SimpleclientAdapter extends AgentCollector {
    private static final int FAMILIES_LIMIT = 10_000;

    /** What a sample becomes: nothing when its name is not allowed. */
    private static final class Slot {
        final @Nullable Series series;

        Slot(@Nullable Series series) {
            this.series = series;
        }
    }

    /** A family as the source describes it, with a number that stands for it in the keys of its series. */
    private static final class Origin {
        final ForeignFamily family;
        final int number;

        Origin(ForeignFamily family, int number) {
            this.family = family;
            this.number = number;
        }
    }

    private final Source source;
    private final LabelCache<Origin> families;
    private final LabelCache<Slot> series;
    private final KeyBytes key = new KeyBytes();
    private int numbered;
    private long invalid;
    private MetricFamilySamples family = new MetricFamilySamples("", Collector.Type.GAUGE, "", Collections.emptyList());
    private MetricFamilySamples.Sample sample =
            new MetricFamilySamples.Sample("", Collections.emptyList(), Collections.emptyList(), 0);
    private @Nullable Origin origin;

    /** Where the samples come from. */
    private interface Source {
        List<MetricFamilySamples> collect();
    }

    /** @param limit the most series that are kept and shown */
    public SimpleclientAdapter(String name, Collector collector, int limit) {
        this(name, limit, collector::collect);
    }

    /** @param limit the most series that are kept and shown */
    public SimpleclientAdapter(String name, CollectorRegistry registry, int limit) {
        this(name, limit, () -> Collections.list(registry.metricFamilySamples()));
    }

    private SimpleclientAdapter(String name, int limit, Source source) {
        super(name);
        this.source = source;
        families = new LabelCache<>(FAMILIES_LIMIT, text -> new Origin(ForeignFamily.of(family), ++numbered));
        series = new LabelCache<>(limit, text -> new Slot(made()));
    }

    /** Nothing is known of what it waits for. */
    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) {
        families.begin();
        series.begin();
        for (MetricFamilySamples each : source.collect()) {
            family = each;
            key.clear();
            key.append(each.name).append(each.type.ordinal()).append(each.help == null ? "" : each.help);
            origin = families.get(key.bytes(), 0, key.length());
            if (origin != null) {
                samples(sink, origin);
            }
        }
    }

    private void samples(MetricSink sink, Origin from) {
        for (MetricFamilySamples.Sample each : family.samples) {
            sample = each;
            key.clear();
            key.append(from.number).append(each.name);
            labels(each.labelNames);
            labels(each.labelValues);
            Slot slot = series.get(key.bytes(), 0, key.length());
            if (slot != null && slot.series != null) {
                sink.sample(slot.series, each.value);
            }
        }
    }

    private void labels(List<String> texts) {
        key.append(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            key.append(text == null ? "" : text);
        }
    }

    private @Nullable Series made() {
        Origin from = origin;
        if (from == null || from.family.isLeftOut(sample.name)) {
            return null;
        }
        Series made = from.family.series(sample);
        if (made == null) {
            invalid++;
        }
        return made;
    }

    /** How often a series or family was dropped because of the limit. */
    public long refused() {
        return series.refused() + families.refused();
    }

    /** Series met so far whose name or labels Prometheus does not allow. */
    public long invalid() {
        return invalid;
    }
}
