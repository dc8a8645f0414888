package dev.sonde.db.it;

import dev.sonde.core.exposition.ParsedPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What a page of the peer has that ours lacks, but for exceptions, each with its reason. */
final class Parity {
    private final List<Pattern> exceptions = new ArrayList<>();

    /** @param lines of a pattern of series, a bar between blanks, and the reason why ours need not have them */
    Parity(String lines) {
        for (String line : lines.strip().split("\n")) {
            int bar = line.indexOf(" | ");
            if (bar < 0) {
                throw new IllegalArgumentException("an exception without its reason: " + line);
            }
            exceptions.add(Pattern.compile(line.substring(0, bar).strip()));
        }
    }

    List<String> missing(ParsedPage ours, ParsedPage peers) {
        List<String> missing = new ArrayList<>();
        TreeSet<String> known = series(ours);
        for (String series : series(peers)) {
            if (!known.contains(series) && !isException(series)) {
                missing.add(series);
            }
        }
        peers.families().forEach((name, family) -> {
            ParsedPage.Family own = ours.families().get(name);
            if (own != null && !own.type().equals(family.type()) && !isException(name)) {
                missing.add("type of " + name + ": " + own.type() + " instead of " + family.type());
            }
        });
        return missing;
    }

    private boolean isException(String series) {
        return exceptions.stream().anyMatch(pattern -> pattern.matcher(series).find());
    }

    private static TreeSet<String> series(ParsedPage page) {
        TreeSet<String> all = new TreeSet<>();
        for (Map.Entry<String, ParsedPage.Family> family : page.families().entrySet()) {
            family.getValue().samples().forEach(sample -> all.add(sample.series()));
        }
        return all;
    }
}
