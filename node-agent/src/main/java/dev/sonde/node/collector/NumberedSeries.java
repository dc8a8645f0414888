package dev.sonde.node.collector;

import dev.sonde.core.metrics.Series;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Series that differ in one number alone, usually the CPU's; made when they are first needed. */
abstract class NumberedSeries {
    private @Nullable Series[] known = {};

    abstract Series make(String number);

    final Series get(int number) {
        if (number >= known.length) {
            known = Arrays.copyOf(known, number + 1);
        }
        Series series = known[number];
        return series == null ? known[number] = make(Integer.toString(number)) : series;
    }
}
