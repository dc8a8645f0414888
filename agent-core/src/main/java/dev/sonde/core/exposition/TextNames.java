package dev.sonde.core.exposition;

import dev.sonde.core.metrics.MetricType;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which family the name in a line belongs to. A name that ends as the parts of a summary or histogram do belongs to that
 * one when it was declared before and no family has the very name. Reused; one thread at a time.
 */
final class TextNames {
    /** A name and what it stands for, which does not change any more. */
    static final class Entry {
        final byte[] name;
        final TextFamily family;
        final boolean count;
        final boolean sum;

        Entry(byte[] name, TextFamily family, boolean count, boolean sum) {
            this.name = name;
            this.family = family;
            this.count = count;
            this.sum = sum;
        }
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private @Nullable Entry last;

    void clear() {
        entries.clear();
        last = null;
    }

    /** What a name stands for that has been met before, else null. */
    @Nullable Entry known(TextBytes name) {
        Entry again = last;
        if (again == null || !name.is(again.name)) {
            again = entries.get(name.toString());
            if (again != null) {
                last = again;
            }
        }
        return again;
    }

    Entry add(TextBytes name, TextSamples to) {
        String text = name.toString();
        Entry added = part(text, name);
        if (added == null) {
            TextFamily family = new TextFamily(text);
            added = new Entry(name.copy(), family, false, false);
            to.family(family);
        }
        entries.put(text, added);
        last = added;
        return added;
    }

    private @Nullable Entry part(String text, TextBytes name) {
        boolean count = text.endsWith("_count");
        boolean sum = text.endsWith("_sum");
        boolean bucket = text.endsWith("_bucket");
        if (!count && !sum && !bucket) {
            return null;
        }
        Entry whole = entries.get(text.substring(0, text.lastIndexOf('_')));
        // only the family's own name: a_sum_count is no part of a_sum when that is itself a part of a
        if (whole == null || whole.name.length != whole.family.name().length()) {
            return null;
        }
        MetricType type = whole.family.type();
        boolean is = type == MetricType.HISTOGRAM || type == MetricType.SUMMARY && !bucket;
        return is ? new Entry(name.copy(), whole.family, count, sum) : null;
    }
}
