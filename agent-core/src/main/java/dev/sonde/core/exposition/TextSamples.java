package dev.sonde.core.exposition;

/** Takes what {@link TextParser} finds, line by line, on the thread that parses. */
public interface TextSamples {
    /** What a sample is to its family. */
    enum Part {
        /** The sample of a counter, gauge or untyped family. */
        VALUE,
        /** One quantile of a summary. */
        QUANTILE,
        /** One bucket of a histogram, its count including those of the buckets below. */
        BUCKET,
        SUM,
        COUNT,
        /** A line that only says that the summary or histogram with these labels exists. */
        PRESENCE
    }

    /**
     * A family is named for the first time, by its HELP, its TYPE or a sample. Families come in no order and their
     * lines may be mixed; one without samples is as good as not there.
     */
    void family(TextFamily family);

    /**
     * One sample. Type and label names of the family are known by now, as far as they can be: its help may yet come, and
     * a later sample may bring a label that this one lacks.
     *
     * @param labels without {@code quantile} of a summary and {@code le} of a histogram; reused for the next sample
     * @param bound the quantile or the upper bound of the bucket, else NaN
     * @param value reused for the next sample
     */
    void sample(TextFamily family, Part part, TextLabels labels, double bound, TextNumber value);
}
