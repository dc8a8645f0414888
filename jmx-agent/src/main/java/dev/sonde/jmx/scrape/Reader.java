package dev.sonde.jmx.scrape;

import dev.sonde.jmx.regex.Alphabet;
import dev.sonde.jmx.rules.AttributePath;
import dev.sonde.jmx.rules.Metric;
import dev.sonde.jmx.rules.Outcome;
import dev.sonde.jmx.rules.RuleSet;
import java.util.Date;
import java.util.Optional;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** What nodes need while values are taken: the rules, the families, the number of the scrape. One thread at a time. */
final class Reader {
    private final RuleSet rules;
    private final FamilyTable families;
    private int scrape;
    private int resolved;
    private @Nullable PathSource lastSource;
    private @Nullable AttributePath lastPath;

    Reader(RuleSet rules, FamilyTable families) {
        this.rules = rules;
        this.families = families;
    }

    void begin() {
        scrape++;
        resolved = 0;
    }

    /** Forgets the path of the MBean at hand. */
    void next() {
        lastSource = null;
        lastPath = null;
    }

    int scrape() {
        return scrape;
    }

    /** How often rules were tried in this scrape. */
    int resolved() {
        return resolved;
    }

    Outcome resolve(Place place, Alphabet alphabet, String text, boolean isNumeric) {
        resolved++;
        return rules.resolve(path(place.source), place.attribute, place.description, alphabet, text, isNumeric);
    }

    private AttributePath path(PathSource source) {
        AttributePath known = lastPath;
        if (known == null || lastSource != source) {
            known = source.path();
            lastPath = known;
            lastSource = source;
        }
        return known;
    }

    Sample place(Place place, Metric metric) {
        return families.place(place.source, metric);
    }

    static boolean isUnusable(Object value) {
        return !ValueNode.takes(value)
                && !(value instanceof CompositeData)
                && !(value instanceof TabularData)
                && !(value instanceof Date)
                && !(value instanceof Optional)
                && !value.getClass().isArray()
                && !value.getClass().isEnum();
    }
}
