package dev.sonde.jmx.scrape;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.jmx.rules.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All families of the page, in the order of their names. One thread at a time. */
final class FamilyTable {
    private final Map<String, Family> byName = new HashMap<>();
    private List<Family> ordered = new ArrayList<>();
    private boolean changed;

    Sample place(PathSource source, Metric metric) {
        Family family = byName.get(metric.name);
        if (family == null) {
            family = new Family(metric);
            byName.put(metric.name, family);
            changed = true;
        }
        return family.add(metric, source);
    }

    void write(int scrape, MetricSink sink, PageLimits limits) {
        if (changed) {
            changed = false;
            ordered = new ArrayList<>(byName.values());
            ordered.sort(Comparator.comparing(Family::name));
        }
        for (int i = 0; i < ordered.size(); i++) {
            Family family = ordered.get(i);
            family.settle(scrape);
            if (family.isEmpty()) {
                byName.remove(family.name());
                changed = true;
            } else {
                family.write(sink, limits);
            }
        }
    }
}
