package dev.sonde.node.textfile;

import dev.sonde.core.exposition.NumberPrinter;
import dev.sonde.core.exposition.TextBytes;
import dev.sonde.core.exposition.TextFamily;
import dev.sonde.core.exposition.TextLabels;
import dev.sonde.core.exposition.TextNumber;
import dev.sonde.core.exposition.TextSamples;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.core.metrics.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one reading of a file into columns, with the series of the last reading where they are the same. */
final class FileReading implements TextSamples {
    private final Map<String, FileFamily> families = new LinkedHashMap<>();
    private final Map<String, FileFamily> before;
    private final SeriesMatcher matcher;
    private final FileColumns columns;
    private final TextBytes written = new TextBytes();
    private final TextLabels scratch = new TextLabels();
    private @Nullable FileFamily last;

    /**
     * @param before families of the last reading
     * @param old columns of the last reading, emptied on the way
     * @param columns takes the new ones
     */
    FileReading(Map<String, FileFamily> before, FileColumns old, FileColumns columns) {
        this.before = before;
        this.matcher = new SeriesMatcher(old.takeSeries());
        this.columns = columns;
    }

    Map<String, FileFamily> families() {
        return families;
    }

    @Override
    public void family(TextFamily family) {
        families.put(family.name(), new FileFamily(family, before.get(family.name())));
    }

    @Override
    public void sample(TextFamily text, Part part, TextLabels labels, double bound, TextNumber value) {
        FileFamily family = last;
        if (family == null || !family.name().equals(text.name())) {
            family = families.get(text.name());
            last = family;
        }
        List<byte[]> names = family.labelNames(labels);
        if (part != Part.VALUE) {
            written.clear();
            labels.write(labels.names(), written);
            family.distributions
                    .computeIfAbsent(written.toString(), key -> new Distribution())
                    .add(part, bound, value);
            return;
        }
        written.clear();
        labels.write(names, written);
        columns.add(series(family, ""), value.raw(), value.scale());
    }

    /** The series whose labels have just been written. */
    private Series series(FileFamily family, String suffix) {
        Series known = matcher.find(family.descriptor(), suffix, written);
        return known != null ? known : family.descriptor().encoded(suffix, written.copy());
    }

    /** Called when the whole file has been read and is good. */
    void complete() {
        for (FileFamily family : families.values()) {
            if (family.settleLabelNames() && !family.isDistribution()) {
                rewrite(family);
            }
        }
        for (FileFamily family : families.values()) {
            if (family.isDistribution()) {
                distributions(family);
            }
        }
        families.values().removeIf(family -> !family.isSampled());
    }

    private void rewrite(FileFamily family) {
        for (int i = 0; i < columns.size(); i++) {
            Series series = columns.series(i);
            if (series.family() == family.descriptor()) {
                written.clear();
                scratch.read(series.labels());
                scratch.write(family.labelNames(), written);
                if (!written.is(series.labels())) {
                    columns.series(i, family.descriptor().encoded("", written.copy()));
                }
            }
        }
    }

    private void distributions(FileFamily family) {
        boolean histogram = family.type() == MetricType.HISTOGRAM;
        String boundName = histogram ? "le" : "quantile";
        List<byte[]> names = new ArrayList<>(family.labelNames());
        List<byte[]> namesWithBound = TextLabels.withName(names, boundName);
        byte[] printed = new byte[NumberPrinter.MAX_LENGTH];
        for (Map.Entry<String, Distribution> entry : family.distributions.entrySet()) {
            byte[] own = entry.getKey().getBytes(StandardCharsets.UTF_8);
            Distribution d = entry.getValue();
            d.complete(histogram);
            int from = columns.size();
            for (int i = 0; i < d.size(); i++) {
                scratch.read(own);
                scratch.add(boundName, printed, NumberPrinter.print(d.bound(i), printed, 0));
                add(family, histogram ? "_bucket" : "", namesWithBound, d.raw(i), d.scale(i));
            }
            scratch.read(own);
            add(family, "_sum", names, d.sum(), d.sumScale());
            add(family, "_count", names, d.count(), d.countScale());
            family.parts.put(columns.series(columns.size() - 1).toString(), new int[] {from, columns.size()});
        }
        family.distributions.clear();
    }

    private void add(FileFamily family, String suffix, List<byte[]> names, long raw, byte scale) {
        written.clear();
        scratch.write(names, written);
        columns.add(series(family, suffix), raw, scale);
    }
}
