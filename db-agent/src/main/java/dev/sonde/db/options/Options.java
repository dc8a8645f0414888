package dev.sonde.db.options;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.GoDuration;
import dev.sonde.db.number.GoNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of a table of options: the defaults, and what a user has set. Immutable; equal when all values are. Asking for
 * an option that is not in the table is an {@link IllegalArgumentException}.
 */
public final class Options {
    private final Map<String, Option> table;
    private final Map<String, String> set;

    private Options(Map<String, Option> table, Map<String, String> set) {
        this.table = table;
        this.set = set;
    }

    public static Options of(List<Option> table) {
        Map<String, Option> byName = new LinkedHashMap<>();
        for (Option option : table) {
            byName.put(option.name(), option);
        }
        return new Options(byName, Map.of());
    }

    /** Declares every option of a table as a flag. */
    public static void declare(List<Option> table, FlagSet flags) {
        for (Option option : table) {
            String name = option.name();
            switch (option.kind()) {
                case BOOL -> flags.bool(name, Boolean.parseBoolean(option.standard()), option.help());
                case INTEGER -> flags.integer(name, Integer.parseInt(option.standard()), option.help());
                case NUMBER -> flags.number(name, Double.parseDouble(option.standard()), option.help());
                case DURATION -> flags.duration(name, option.standard(), option.help());
                case TEXTS -> flags.strings(name, option.help());
                default -> flags.string(name, option.standard(), option.help());
            }
        }
    }

    /** These options with what was given on the command line. */
    public Options with(FlagSet flags) {
        Map<String, String> values = new LinkedHashMap<>(set);
        for (Option option : table.values()) {
            String name = option.name();
            if (flags.isSet(name)) {
                values.put(
                        name,
                        switch (option.kind()) {
                            case BOOL -> Boolean.toString(flags.getBool(name));
                            case INTEGER -> Integer.toString(flags.getInt(name));
                            case NUMBER -> Double.toString(flags.getNumber(name));
                            case DURATION -> flags.getDurationMillis(name) + "ms";
                            case TEXTS -> String.join("\n", flags.getStrings(name));
                            default -> flags.getString(name);
                        });
            }
        }
        return new Options(table, values);
    }

    /** @throws IllegalArgumentException when there is no such option or that is not a value of it, saying which */
    public Options with(String name, String value) {
        Option option = option(name);
        String complaint = complaint(option.kind(), value);
        if (complaint != null) {
            throw new IllegalArgumentException("invalid value \"" + value + "\" for " + name + ": " + complaint);
        }
        Map<String, String> values = new LinkedHashMap<>(set);
        values.put(name, value);
        return new Options(table, values);
    }

    /** What is wrong with a text as such a value, or null. */
    static @Nullable String complaint(Option.Kind kind, String value) {
        return switch (kind) {
            case BOOL -> value.equals("true") || value.equals("false") ? null : "expected true or false";
            case INTEGER, NUMBER -> Double.isNaN(GoNumber.parse(value)) ? "expected a number" : null;
            case DURATION -> GoDuration.complaint(value);
            default -> null;
        };
    }

    public boolean knows(String name) {
        return table.containsKey(name);
    }

    public boolean isSet(String name) {
        return set.containsKey(name);
    }

    public String text(String name) {
        String value = set.get(name);
        return value == null ? option(name).standard() : value;
    }

    public boolean bool(String name) {
        return text(name).equals("true");
    }

    public int integer(String name) {
        return (int) GoNumber.parse(text(name));
    }

    public double number(String name) {
        return GoNumber.parse(text(name));
    }

    public long millis(String name) {
        return GoDuration.parseMillis(text(name));
    }

    /** The values of an option of several texts. */
    public List<String> texts(String name) {
        String value = text(name);
        return value.isEmpty() ? List.of() : List.of(value.split("\n"));
    }

    /** The parts of a text parted by commas, without blanks around them and empty ones. */
    public List<String> list(String name) {
        List<String> parts = new ArrayList<>();
        for (String part : text(name).split(",")) {
            if (!part.isBlank()) {
                parts.add(part.strip());
            }
        }
        return parts;
    }

    private Option option(String name) {
        Option option = table.get(name);
        if (option == null) {
            throw new IllegalArgumentException("no such option: " + name);
        }
        return option;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Options that
                && set.equals(that.set)
                && table.keySet().equals(that.table.keySet());
    }

    @Override
    public int hashCode() {
        return set.hashCode();
    }
}
