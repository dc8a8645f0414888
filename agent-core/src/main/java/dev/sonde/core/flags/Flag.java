package dev.sonde.core.flags;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One declared flag. The methods refine the declaration and belong before {@link FlagSet#parse}. */
public final class Flag {
    final String name;
    final FlagKind kind;
    final String help;
    final List<String> defaults;
    final List<String> allowed;
    boolean hidden;
    char shortName;

    @Nullable String placeholder;

    @Nullable String variable;

    @Nullable String replacement;

    @Nullable BuiltIn builtIn;

    private final FlagSet owner;
    private final List<String> given = new ArrayList<>();
    private List<String> configured = Collections.emptyList();
    private String configuredAs = "";

    @Nullable private String givenAs;

    Flag(FlagSet owner, FlagKind kind, String name, String help, List<String> defaults, List<String> allowed) {
        this.owner = owner;
        this.kind = kind;
        this.name = name;
        this.help = help;
        this.defaults = defaults;
        this.allowed = allowed;
        for (String value : defaults) {
            String complaint = kind.complaint(this, value);
            if (complaint != null) {
                throw new IllegalArgumentException(describe(name, value, complaint));
            }
        }
    }

    /** Keeps the flag out of the help text; it works all the same. */
    public Flag hidden() {
        hidden = true;
        return this;
    }

    /** What the help shows as the value, instead of the default or the upper-case name. */
    public Flag placeholder(String text) {
        placeholder = text;
        return this;
    }

    /** Takes the default from this environment variable where it is set and not empty. */
    public Flag env(String variableName) {
        variable = variableName;
        return this;
    }

    /** Adds a one-letter spelling. */
    public Flag shortName(char letter) {
        shortName = letter;
        return this;
    }

    /**
     * Makes this flag a hidden old spelling of {@code newName}: a value given here is read there, with a warning in
     * {@link FlagSet#warnings()}. Giving both spellings is an error.
     */
    public Flag deprecatedFor(String newName) {
        replacement = newName;
        return hidden();
    }

    boolean isGiven() {
        return givenAs != null || !configured.isEmpty();
    }

    /**
     * The values in force: those given, else those of a configuration file, else those of the environment, else the
     * defaults. Never changed later.
     */
    List<String> values() {
        if (givenAs != null) {
            return Collections.unmodifiableList(given);
        }
        if (!configured.isEmpty()) {
            return configured;
        }
        String fromEnvironment = fromEnvironment();
        return fromEnvironment == null ? defaults : fromEnvironment(fromEnvironment);
    }

    /** The single value in force, or null. */
    @Nullable String value() {
        List<String> values = values();
        return values.isEmpty() ? null : values.get(0);
    }

    /** Adds a value from the command line, given under the spelling {@code spelling}. */
    void give(String spelling, String value) {
        if (givenAs != null && !givenAs.equals(spelling)) {
            throw owner.error("flags '--" + givenAs + "' and '--" + spelling + "' are the same: give only one of them");
        }
        if (givenAs != null && kind != FlagKind.STRINGS) {
            throw owner.error("flag '" + spelling + "' cannot be repeated");
        }
        String complaint = kind.complaint(this, value);
        if (complaint != null) {
            throw owner.error(describe(spelling, value, complaint));
        }
        givenAs = spelling;
        given.add(value);
    }

    /**
     * Takes the values of a configuration file, where they stand under the name {@code key}.
     *
     * @throws IllegalArgumentException when they are none of this flag's
     */
    void configure(String key, List<String> values) {
        if (!configured.isEmpty()) {
            throw new IllegalArgumentException(
                    configuredAs + " and " + key + " are the same flag: give only one of them");
        }
        if (values.isEmpty() || values.size() > 1 && kind != FlagKind.STRINGS) {
            throw new IllegalArgumentException("one value expected");
        }
        for (String value : values) {
            String complaint = kind == FlagKind.BOOL && !value.equals("true") && !value.equals("false")
                    ? "true or false expected"
                    : kind.complaint(this, value);
            if (complaint != null) {
                throw new IllegalArgumentException("invalid value \"" + value + "\": " + complaint);
            }
        }
        configured = Collections.unmodifiableList(new ArrayList<>(values));
        configuredAs = key;
    }

    /** Refuses a value from the environment that is not one of this flag's. */
    void checkEnvironment() {
        String value = fromEnvironment();
        if (givenAs != null || value == null) {
            return;
        }
        for (String single : fromEnvironment(value)) {
            String complaint = kind.complaint(this, single);
            if (complaint != null) {
                throw owner.error(describe(name, single, complaint) + " (from the environment: " + variable + ")");
            }
        }
    }

    @Nullable private String fromEnvironment() {
        String value = variable == null ? null : owner.environment.get(variable);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A repeatable flag takes one value per line of its variable. */
    private List<String> fromEnvironment(String value) {
        return kind == FlagKind.STRINGS ? Arrays.asList(value.split("\n")) : Collections.singletonList(value);
    }

    private static String describe(String spelling, String value, String complaint) {
        return "invalid value \"" + value + "\" for flag '--" + spelling + "': " + complaint;
    }
}
