package dev.sonde.node.it;

import java.util.LinkedHashMap;
import java.util.Map;

/** A parsed page: families in the order of the page, and its series by identity. */
record Page(Map<String, Family> families, Map<String, Sample> series) {

    static Page of(Map<String, Family> families) {
        Map<String, Sample> series = new LinkedHashMap<>();
        for (Family family : families.values()) {
            for (Sample sample : family.samples()) {
                if (series.put(sample.series(), sample) != null) {
                    throw new PageSyntaxException("series twice on the page: " + sample.series());
                }
            }
        }
        return new Page(families, series);
    }
}
