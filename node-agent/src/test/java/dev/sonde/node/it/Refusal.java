package dev.sonde.node.it;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with our page when a file could not be read.
 *
 * @param whole our page when all files can be read
 * @param theirs the peer's page now, or null when it does not answer
 * @param ours our page now
 */
record Refusal(Page whole, @Nullable Page theirs, Page ours) {

    /**
     * What we say must be what we said before or what the peer says, and whatever the peer can still tell so can we.
     * Where it fails as a whole, or says 0 for what it cannot read, ours is to be better.
     *
     * @param ofOneDevice whether the file belongs to one of several devices, so that all others can still be told of
     */
    List<String> findings(boolean ofOneDevice) {
        List<String> findings = new ArrayList<>();
        for (Sample sample : ours.series().values()) {
            if (!aboutTheScrape(sample) && !says(whole, sample) && !says(theirs, sample)) {
                Sample before = whole.series().get(sample.series());
                if (before != null) {
                    findings.add("changed: " + sample.series() + " " + before.text() + " to " + sample.text());
                } else if (whole.series().values().stream().noneMatch(other -> isBlanked(other, sample))) {
                    findings.add("made up: " + sample.series() + " " + sample.text());
                }
            }
        }
        for (Sample sample : whole.series().values()) {
            if (!aboutTheScrape(sample)
                    && says(theirs, sample)
                    && !ours.series().containsKey(sample.series())) {
                findings.add("lost: " + sample.series());
            }
        }
        if (ofOneDevice && !FixtureParity.succeeded(ours) && FixtureParity.succeeded(whole)) {
            findings.add("lost: all " + whole.series().size() + " series");
        }
        return findings;
    }

    private static boolean aboutTheScrape(Sample sample) {
        return sample.name().startsWith("node_scrape_") || sample.name().equals("node_exporter_build_info");
    }

    private static boolean says(@Nullable Page page, Sample sample) {
        Sample same = page == null ? null : page.series().get(sample.series());
        return same != null && Double.compare(same.value(), sample.value()) == 0;
    }

    /** Whether the two differ only in that the later one lacks the values of labels. */
    private static boolean isBlanked(Sample before, Sample now) {
        return before.name().equals(now.name())
                && Double.compare(before.value(), now.value()) == 0
                && before.labels().entrySet().stream()
                        .allMatch(label -> List.of(label.getValue(), "")
                                .contains(now.labels().getOrDefault(label.getKey(), "")));
    }
}
