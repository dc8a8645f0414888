package dev.sonde.node.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The reasoned list of differences from the peers: lines of {@code pattern | reason}, the pattern a
 * regular expression for a whole finding. Nothing else excuses a difference.
 */
final class Exceptions {
    private record Entry(Pattern pattern, String line) {}

    private final List<Entry> entries = new ArrayList<>();
    private final Set<Entry> used = new HashSet<>();

    static Exceptions load() throws IOException {
        Exceptions exceptions = new Exceptions();
        exceptions.load("parity-exceptions.txt");
        return exceptions;
    }

    /** Further ones, for trees that were tampered with. */
    static Exceptions forMutations() throws IOException {
        Exceptions exceptions = new Exceptions();
        exceptions.load("mutation-exceptions.txt");
        return exceptions;
    }

    /** Those and further ones, for files that cannot be read. */
    static Exceptions forRefusals() throws IOException {
        Exceptions exceptions = load();
        exceptions.load("refusal-exceptions.txt");
        return exceptions;
    }

    private void load(String resource) throws IOException {
        try (var in = Exceptions.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException(resource + " is not on the class path");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(line);
                }
            }
        }
    }

    void add(String line) {
        int bar = line.lastIndexOf(" | ");
        if (bar < 0 || line.substring(bar + 3).isBlank()) {
            throw new IllegalArgumentException("'pattern | reason' expected: " + line);
        }
        entries.add(new Entry(Pattern.compile(line.substring(0, bar).trim()), line));
    }

    /** The findings that no entry excuses. */
    List<String> unexcused(List<String> findings) {
        List<String> left = new ArrayList<>();
        for (String finding : findings) {
            boolean excused = false;
            for (Entry entry : entries) {
                if (entry.pattern().matcher(finding).matches()) {
                    used.add(entry);
                    excused = true;
                }
            }
            if (!excused) {
                left.add(finding);
            }
        }
        return left;
    }

    /** Entries that excused nothing so far: stale, or for another host than this one. */
    List<String> unused() {
        return entries.stream()
                .filter(entry -> !used.contains(entry))
                .map(Entry::line)
                .toList();
    }
}
