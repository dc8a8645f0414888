package dev.sonde.node.textfile;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Paths that match a pattern as Go's {@code filepath.Glob} finds them: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]}
 * and {@code \} within one name, names with a dot in front too. A pattern that is none, or that nothing matches, stands
 * for itself, so that opening it tells what is wrong.
 */
final class Glob {
    private final String pattern;
    private final boolean literal;

    Glob(String pattern) {
        this.pattern = pattern;
        this.literal = !hasMeta(pattern) || !GlobName.isValid(pattern);
    }

    List<String> paths() {
        if (!literal) {
            List<String> found = expand(pattern);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of(pattern);
    }

    private static boolean hasMeta(String text) {
        for (int i = 0; i < text.length(); i++) {
            if ("*?[\\".indexOf(text.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static List<String> expand(String pattern) {
        if (!hasMeta(pattern)) {
            return Files.exists(Path.of(pattern), LinkOption.NOFOLLOW_LINKS) ? List.of(pattern) : List.of();
        }
        int slash = pattern.lastIndexOf('/');
        String name = pattern.substring(slash + 1);
        String parent = slash < 0 ? "." : slash == 0 ? "/" : pattern.substring(0, slash);
        List<String> found = new ArrayList<>();
        for (String directory : hasMeta(parent) ? expand(parent) : List.of(parent)) {
            for (String entry : names(directory)) {
                if (GlobName.matches(name, entry)) {
                    found.add(slash < 0 ? entry : PathNames.join(directory, entry));
                }
            }
        }
        return found;
    }

    private static List<String> names(String directory) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(directory))) {
            for (Path entry : entries) {
                names.add(PathNames.name(entry));
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        Collections.sort(names);
        return names;
    }
}
