package dev.sonde.node.it;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares our pages with a peer's, scraped just before and just after ours. The layout (families,
 * types, series, order) must hold in every round. A value must agree in one round at least: a busy
 * host moves some value in any single round, while a wrong one is wrong in all of them.
 *
 * <p>Findings read {@code <peer> <kind>: <what>}; {@link Exceptions} match them whole.
 */
final class Parity {
    private final String peer;
    private final boolean complete;
    private final Set<String> layout = new TreeSet<>();
    private final Set<String> relabelled = new TreeSet<>();
    private final Set<String> agreed = new LinkedHashSet<>();
    private final Map<String, String> disagreed = new TreeMap<>();

    /**
     * @param peer its name in findings
     * @param complete whether the peer knows all series and labels of the families it has, so that one more of ours
     *     is a finding
     */
    Parity(String peer, boolean complete) {
        this.peer = peer;
        this.complete = complete;
    }

    void round(Page before, Page ours, Page after) {
        for (Family family : after.families().values()) {
            family(family, ours);
        }
        for (Sample last : after.series().values()) {
            Sample first = before.series().get(last.series());
            Sample same = ours(last, ours);
            if (first != null && same == null) {
                missing(last, after, ours);
            } else if (first != null) {
                series(first, same, last);
            }
        }
        if (complete) {
            ours.families().values().forEach(family -> extra(family, before, after));
        }
        order("family", after.families().keySet(), ours.families().keySet());
        order("series", after.series().keySet(), ours.series().keySet());
    }

    List<String> findings() {
        List<String> findings = new ArrayList<>(layout);
        disagreed.forEach((series, finding) -> {
            if (!agreed.contains(series)) {
                findings.add(finding);
            }
        });
        return findings;
    }

    private void family(Family theirs, Page page) {
        Family ours = page.families().get(theirs.name());
        if (ours == null) {
            layout.add(peer + " family missing: " + theirs.name() + " " + theirs.effectiveType());
        } else if (!ours.effectiveType().equals(theirs.effectiveType())) {
            layout.add(peer + " type: " + theirs.name() + " is " + theirs.effectiveType() + ", ours says "
                    + ours.effectiveType());
        } else if (ours.help().isEmpty() && !theirs.help().isEmpty()) {
            layout.add(peer + " help missing: " + theirs.name());
        }
    }

    /**
     * Ours of a series: the same labels or, for a peer whose families have grown labels since, the only series
     * that has all of its labels.
     */
    private @Nullable Sample ours(Sample theirs, Page page) {
        Sample same = page.series().get(theirs.series());
        if (same != null || complete) {
            return same;
        }
        Sample found = null;
        for (Sample sample : page.series().values()) {
            if (sample.name().equals(theirs.name())
                    && sample.labels().entrySet().containsAll(theirs.labels().entrySet())) {
                if (found != null) {
                    return null;
                }
                found = sample;
            }
        }
        return found;
    }

    /** A series that is ours but for one label value is told apart from one that we do not have at all. */
    private void missing(Sample theirs, Page peerPage, Page page) {
        for (Sample sample : page.series().values()) {
            String label = complete ? onlyDifference(theirs, sample) : null;
            if (label != null && !peerPage.series().containsKey(sample.series())) {
                relabelled.add(sample.series());
                layout.add(peer + " label " + label + ": " + theirs.series() + ", ours says "
                        + sample.labels().get(label));
                return;
            }
        }
        layout.add(peer + " series missing: " + theirs.series());
    }

    /** The label in whose value alone the two differ, or null. */
    private static @Nullable String onlyDifference(Sample a, Sample b) {
        String found = null;
        if (a.name().equals(b.name()) && a.labels().keySet().equals(b.labels().keySet())) {
            for (String label : a.labels().keySet()) {
                if (!a.labels().get(label).equals(b.labels().get(label))) {
                    if (found != null) {
                        return null;
                    }
                    found = label;
                }
            }
        }
        return a.labels().size() > 1 ? found : null;
    }

    private void series(Sample before, Sample ours, Sample after) {
        String series = before.series();
        if (!Tolerances.agree(before, ours, after)) {
            disagreed.put(
                    series,
                    peer + " value: " + series + " is " + ours.text() + ", theirs " + before.text() + " to "
                            + after.text());
        } else if (!sameForm(before, ours) || !sameForm(after, ours)) {
            disagreed.put(series, peer + " number form: " + series + " is " + ours.text() + ", theirs " + after.text());
        } else {
            agreed.add(series);
        }
    }

    /** The same double must be written with the same characters. */
    private static boolean sameForm(Sample theirs, Sample ours) {
        return Double.compare(theirs.value(), ours.value()) != 0
                || theirs.text().equals(ours.text());
    }

    private void extra(Family family, Page before, Page after) {
        if (after.families().containsKey(family.name())) {
            for (Sample sample : family.samples()) {
                String series = sample.series();
                if (!relabelled.contains(series)
                        && !before.series().containsKey(series)
                        && !after.series().containsKey(series)) {
                    layout.add(peer + " series extra: " + series);
                }
            }
        }
    }

    private void order(String what, Set<String> theirs, Set<String> ours) {
        List<String> a = new ArrayList<>(theirs);
        List<String> b = new ArrayList<>(ours);
        a.retainAll(ours);
        b.retainAll(theirs);
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).equals(b.get(i))) {
                layout.add(peer + " " + what + " order: " + a.get(i) + " comes first, ours has " + b.get(i));
                return;
            }
        }
    }
}
