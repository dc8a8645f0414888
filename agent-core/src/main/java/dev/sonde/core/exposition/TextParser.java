package dev.sonde.core.exposition;

import dev.sonde.core.exposition.TextSamples.Part;
import dev.sonde.core.metrics.MetricType;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads text format 0.0.4 as strictly as the parser that node_exporter and Prometheus' own tools use, measured against
 * node_exporter 1.11: any bad line spoils the page, so does a missing line feed at its end or one blank too many behind a
 * value. Names may be quoted, also inside the braces, but must be of the classic alphabet.
 *
 * <p>Stricter where node_exporter dies or takes one family for another: a label name that begins with two underscores,
 * the type {@code gaugehistogram}, and braces without a metric's name are errors.
 *
 * <p>Streams: memory does not grow with the page but for its families' names. Reused; one thread at a time.
 */
public final class TextParser {
    private final TextLexer in = new TextLexer();
    private final TextNames names = new TextNames();
    private final TextLabels labels = new TextLabels();
    private final TextBytes labelName = new TextBytes();
    private final TextNumber number = new TextNumber();
    private double bound;
    private boolean timestamps;

    /**
     * Reads a page to its end. The stream is not closed.
     *
     * @param to is told of families and samples as they come, so of those before the error too
     * @throws TextFormatException when the page is not text format
     * @throws IOException when it cannot be read
     */
    public void parse(InputStream from, TextSamples to) throws IOException {
        in.open(from);
        names.clear();
        timestamps = false;
        try {
            while (in.nextLine()) {
                if (in.at('#')) {
                    comment(to);
                } else if (!in.at('\n')) {
                    sample(to);
                }
            }
        } finally {
            in.close();
            names.clear();
        }
    }

    /** Whether a sample of the last page carried a timestamp. */
    public boolean timestamps() {
        return timestamps;
    }

    private void comment(TextSamples to) throws IOException {
        in.advanceOverBlanks();
        TextBytes keyword = in.untilBlank();
        boolean help = keyword.is("HELP");
        if (in.at('\n') || !help && !keyword.is("TYPE")) {
            in.skipLine();
            return;
        }
        in.advanceOverBlanks();
        TextBytes name = in.name(true);
        if (in.at('\n')) {
            return;
        }
        if (!in.atBlank()) {
            throw in.error("not the name of a metric in HELP or TYPE: " + name.excerpt() + (char) in.current());
        }
        TextFamily family = entry(name, to).family;
        in.skipBlanks();
        if (in.at('\n')) {
            return;
        }
        if (help) {
            help(family);
        } else {
            type(family);
        }
    }

    private void help(TextFamily family) throws IOException {
        if (family.help() != null) {
            throw in.error("second HELP for " + family.name());
        }
        family.help(in.helpText().toString());
    }

    private void type(TextFamily family) throws IOException {
        if (family.type() != null) {
            throw in.error("second TYPE for " + family.name() + ", or one behind its samples");
        }
        TextBytes text = in.untilLineEnd();
        String word = text.toString().toLowerCase(Locale.ROOT);
        for (MetricType type : MetricType.values()) {
            if (type.text().equals(word)) {
                family.type(type);
                return;
            }
        }
        throw in.error("no such type: " + text.excerpt());
    }

    private void sample(TextSamples to) throws IOException {
        labels.clear();
        bound = Double.NaN;
        TextNames.Entry entry = null;
        if (!in.at('{')) {
            entry = sampleName(in.name(true), to);
            in.skipBlanks();
        }
        if (in.at('{')) {
            entry = labels(entry, to);
        }
        if (entry == null) {
            throw in.error("no name of a metric");
        }
        TextBytes text = in.untilBlank();
        if (!number.parse(text.bytes(), 0, text.length())) {
            throw in.error("not a number: \"" + text.excerpt() + '"');
        }
        if (!in.at('\n')) {
            timestamp();
        }
        entry.family.named(labels);
        to.sample(entry.family, part(entry), labels, bound, number);
    }

    private TextNames.Entry sampleName(TextBytes name, TextSamples to) throws TextFormatException {
        TextNames.Entry entry = entry(name, to);
        if (entry.family.type() == null) {
            entry.family.type(MetricType.UNTYPED);
        }
        return entry;
    }

    private TextNames.Entry entry(TextBytes name, TextSamples to) throws TextFormatException {
        TextNames.Entry entry = names.known(name);
        if (entry != null) {
            return entry;
        }
        if (!name.isName(true)) {
            throw in.error("not the name of a metric: \"" + name.excerpt() + '"');
        }
        return names.add(name, to);
    }

    /** Reads labels up to the value; they may hold the name of the metric, unless there was one before the brace. */
    private TextNames.@Nullable Entry labels(TextNames.@Nullable Entry outside, TextSamples to) throws IOException {
        TextNames.Entry entry = outside;
        while (true) {
            in.advanceOverBlanks();
            if (in.at('}')) {
                break;
            }
            TextBytes name = in.name(false);
            in.skipBlanks();
            if (in.at('=')) {
                label(name, entry);
                in.advanceOverBlanks();
            } else if (entry == null && name.length() > 0) {
                entry = innerName(name, to);
            } else {
                throw in.error("a label needs a name and a value: \"" + name.excerpt() + '"');
            }
            if (in.at('}')) {
                break;
            }
            if (!in.at(',')) {
                throw in.error("neither comma nor brace behind a label");
            }
        }
        in.advanceOverBlanks();
        return entry;
    }

    private TextNames.Entry innerName(TextBytes name, TextSamples to) throws TextFormatException {
        TextNames.Entry entry = sampleName(name, to);
        if (isDistribution(entry.family) && labels.size() > 0) {
            throw in.error("labels before the name of a summary or histogram: " + name.excerpt());
        }
        return entry;
    }

    private void label(TextBytes name, TextNames.@Nullable Entry entry) throws IOException {
        if (!name.isName(false)) {
            throw in.error("not the name of a label: \"" + name.excerpt() + '"');
        }
        if (name.length() > 1 && name.bytes()[0] == '_' && name.bytes()[1] == '_') {
            throw in.error("label names with two underscores in front are reserved: " + name.excerpt());
        }
        labelName.clear();
        labelName.add(name.bytes(), 0, name.length());
        in.advanceOverBlanks();
        if (!in.at('"')) {
            throw in.error("no quoted value of the label " + labelName.excerpt());
        }
        TextBytes value = in.labelValue();
        if (entry != null && isBound(entry.family)) {
            if (!number.parse(value.bytes(), 0, value.length())) {
                throw in.error(labelName + " is not a number: \"" + value.excerpt() + '"');
            }
            bound = number.value();
        } else if (!labels.add(labelName, value)) {
            throw in.error("label given twice: " + labelName.excerpt());
        }
    }

    private boolean isBound(TextFamily family) {
        MetricType type = family.type();
        return type == MetricType.SUMMARY && labelName.is("quantile")
                || type == MetricType.HISTOGRAM && labelName.is("le");
    }

    private static boolean isDistribution(TextFamily family) {
        return family.type() == MetricType.SUMMARY || family.type() == MetricType.HISTOGRAM;
    }

    private Part part(TextNames.Entry entry) throws TextFormatException {
        if (!isDistribution(entry.family)) {
            return Part.VALUE;
        }
        boolean histogram = entry.family.type() == MetricType.HISTOGRAM;
        boolean bounded = !Double.isNaN(bound);
        if (histogram && number.value() < 0 && (entry.count || bounded && !entry.sum)) {
            throw in.error("negative count in the histogram " + entry.family.name());
        }
        if (entry.count) {
            return Part.COUNT;
        }
        if (entry.sum) {
            return Part.SUM;
        }
        return !bounded ? Part.PRESENCE : histogram ? Part.BUCKET : Part.QUANTILE;
    }

    /** A whole number and nothing behind it. */
    private void timestamp() throws IOException {
        in.advanceOverBlanks();
        TextBytes text = in.untilBlank();
        try {
            Long.parseLong(text.toString());
        } catch (NumberFormatException e) {
            throw in.error("not a timestamp: \"" + text.excerpt() + '"');
        }
        if (!in.at('\n')) {
            throw in.error("more behind the timestamp");
        }
        timestamps = true;
    }
}
