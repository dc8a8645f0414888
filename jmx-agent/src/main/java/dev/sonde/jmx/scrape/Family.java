package dev.sonde.jmx.scrape;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import dev.sonde.jmx.rules.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples of one name. Their type is the family's when they agree; where two would be the same series, each gets a
 * label that names its attribute. Put in order only when samples come or go. One thread at a time.
 */
final class Family {
    private static final MetricFamily ANY = MetricFamily.untyped("any", "");

    private final String name;
    private final String help;
    private MetricFamily descriptor;
    private boolean conflict;
    private final List<Sample> samples = new ArrayList<>(1);
    private boolean changed;

    Family(Metric first) {
        name = first.name;
        help = first.help;
        descriptor = descriptor(first.type);
    }

    private MetricFamily descriptor(MetricType type) {
        return MetricFamily.of(type, type == MetricType.COUNTER ? name.concat("_total") : name, help);
    }

    String name() {
        return name;
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    void changed() {
        changed = true;
    }

    static byte[] encode(Metric metric) {
        return ANY.series("", metric.labelNames.toArray(new String[0]), metric.labelValues.toArray(new String[0]))
                .labels();
    }

    Sample add(Metric metric, PathSource source) {
        Sample sample = new Sample(this, metric, encode(metric), source);
        samples.add(sample);
        changed = true;
        return sample;
    }

    /** Takes note of which samples this scrape has. */
    void settle(int scrape) {
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            boolean now = sample.isOfScrape(scrape);
            if (now != sample.present) {
                sample.present = now;
                changed = true;
            }
        }
        if (changed) {
            changed = false;
            order();
        }
    }

    private void order() {
        samples.removeIf(Sample::isRemoved);
        samples.sort((a, b) -> LabelBytes.compare(a.labels(), b.labels()));
        MetricType type = null;
        boolean twice = false;
        Sample last = null;
        for (Sample sample : samples) {
            if (sample.present) {
                type = type == null || type == sample.type() ? sample.type() : MetricType.UNTYPED;
                twice |= last != null && LabelBytes.compare(last.labels(), sample.labels()) == 0;
                last = sample;
            }
        }
        if (type != null && type != descriptor.type()) {
            descriptor = descriptor(type);
        }
        for (Sample sample : samples) {
            Series made = sample.series;
            if (sample.present && (made == null || made.family() != descriptor || twice != conflict)) {
                sample.series = series(sample, twice);
            } else if (!sample.present && twice != conflict) {
                sample.series = null;
            }
        }
        conflict = twice;
    }

    private Series series(Sample sample, boolean twice) {
        byte[] labels = twice ? LabelBytes.insert(sample.labels(), "_objectname", sample.origin()) : sample.labels();
        return descriptor.encoded("", labels);
    }

    /** Hands over the samples of the scrape, less those that no page may have. */
    void write(MetricSink sink, PageLimits limits) {
        boolean counter = descriptor.type() == MetricType.COUNTER;
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            Series series = sample.series;
            if (!sample.present || series == null) {
                continue;
            }
            if (counter && sample.value() < 0) {
                limits.negativeCounter();
            } else if (limits.hasRoom()) {
                sink.sample(series, sample.value());
            }
        }
    }
}
