package dev.sonde.jmx.rules;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.jmx.config.RuleConfig;
import dev.sonde.jmx.regex.Automaton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** A rule ready for use. One thread at a time. */
final class Rule {
    private static final int MOST_HOPELESS = 20;
    private static final Pattern NOTHING = Pattern.compile("");

    final RuleConfig config;
    /** Null for a rule that matches all. */
    final @Nullable Pattern pattern;
    /** Null when the pattern cannot be followed. */
    final @Nullable Automaton automaton;

    final MetricType type;
    final @Nullable Template name;
    final @Nullable Template value;
    final @Nullable Template help;
    final List<Template> labelNames = new ArrayList<>();
    final List<Template> labelValues = new ArrayList<>();
    private final long budgetNanos;
    /** Attributes with which the pattern took too long: it is not tried on them again; with many, on none. */
    private final Set<String> hopeless = new HashSet<>();

    private long exhausted;
    private long matched;

    /** @param told gets a line for what is of no use in the rule */
    Rule(RuleConfig config, long budgetNanos, Consumer<String> told) {
        this.config = config;
        this.budgetNanos = budgetNanos;
        Consumer<String> located = message -> told.accept(config.where + ": " + message);
        pattern = compile(config);
        automaton = config.pattern == null ? null : Automaton.of(config.pattern);
        type = type(config.type, located);
        Pattern groups = pattern == null ? NOTHING : pattern;
        name = template(config.name, groups, located);
        value = template(config.value, groups, located);
        help = template(config.help, groups, located);
        for (Map.Entry<String, String> label : config.labels.entrySet()) {
            labelNames.add(new Template(label.getKey(), groups, located));
            labelValues.add(new Template(label.getValue(), groups, located));
        }
    }

    private static @Nullable Pattern compile(RuleConfig config) {
        if (config.pattern == null) {
            return null;
        }
        try {
            return Pattern.compile("^.*(?:" + config.pattern + ").*$");
        } catch (PatternSyntaxException e) {
            throw new ConfigException(config.where + ": pattern: " + e.getDescription() + ": " + config.pattern);
        }
    }

    private static MetricType type(String text, Consumer<String> told) {
        switch (text) {
            case "COUNTER":
                return MetricType.COUNTER;
            case "GAUGE":
                return MetricType.GAUGE;
            case "UNTYPED":
            case "UNKNOWN":
                return MetricType.UNTYPED;
            default:
                told.accept("type " + text + " is none of COUNTER, GAUGE, UNTYPED, taken as UNTYPED");
                return MetricType.UNTYPED;
        }
    }

    private static @Nullable Template template(@Nullable String text, Pattern groups, Consumer<String> told) {
        return text == null ? null : new Template(text, groups, told);
    }

    /**
     * Matches a text.
     *
     * @param subject the text without the value, which is the same on every scrape
     * @return null when it does not match, or took too long
     */
    @Nullable Matcher match(String subject, String shown) {
        Pattern wanted = pattern == null ? NOTHING : pattern;
        if (hopeless.size() == MOST_HOPELESS || !hopeless.isEmpty() && hopeless.contains(subject)) {
            exhausted++;
            return null;
        }
        Matcher matcher = wanted.matcher(new BudgetedText(subject.concat(shown), budgetNanos));
        try {
            if (matcher.matches()) {
                matched++;
                return matcher;
            }
        } catch (BudgetedText.ExhaustedException | StackOverflowError e) {
            exhausted++;
            hopeless.add(subject);
        }
        return null;
    }

    /** How often the pattern was given up, or not tried for having been. */
    long exhausted() {
        return exhausted;
    }

    /** How often the pattern was run and matched. */
    long matched() {
        return matched;
    }
}
