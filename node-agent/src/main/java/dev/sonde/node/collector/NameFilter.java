package dev.sonde.node.collector;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Which devices, mount points or types a collector reports, by a pair of flags of which at most one is set. Patterns
 * are searched for, not matched from the start. Not for the scrape path: ask when a name is new and keep the answer.
 */
public final class NameFilter {
    private final @Nullable Pattern include;
    private final @Nullable Pattern exclude;

    private NameFilter(@Nullable Pattern include, @Nullable Pattern exclude) {
        this.include = include;
        this.exclude = exclude;
    }

    /**
     * @param includeFlag name of the flag without dashes, for the message when its value is no pattern
     * @param include pattern of what is reported; empty for everything
     * @param exclude pattern of what is left out; empty for nothing
     * @throws IllegalArgumentException when both are set or one is no pattern
     */
    static NameFilter of(String includeFlag, String include, String excludeFlag, String exclude) {
        if (!include.isEmpty() && !exclude.isEmpty()) {
            throw new IllegalArgumentException(
                    "--" + excludeFlag + " and --" + includeFlag + " are mutually exclusive");
        }
        return both(includeFlag, include, excludeFlag, exclude);
    }

    /** As {@link #of}, but both may be set: reported is what is included and not excluded. */
    static NameFilter both(String includeFlag, String include, String excludeFlag, String exclude) {
        return new NameFilter(compile(includeFlag, include), compile(excludeFlag, exclude));
    }

    /** Null for an empty pattern. Named groups may be written as RE2 has them. */
    static @Nullable Pattern compile(String flag, String pattern) {
        if (pattern.isEmpty()) {
            return null;
        }
        try {
            return Pattern.compile(pattern.replace("(?P<", "(?<"));
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "--" + flag + ": " + pattern + " is not a regular expression: " + e.getDescription());
        }
    }

    public boolean accepts(String name) {
        return (include == null || include.matcher(name).find())
                && (exclude == null || !exclude.matcher(name).find());
    }
}
