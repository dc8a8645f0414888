package dev.sonde.jmx.rules;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.metrics.MetricType;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.config.RuleConfig;
import dev.sonde.jmx.regex.Alphabet;
import dev.sonde.jmx.regex.Automaton;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** The rules of a file in their order, the first of which that matches counts. One thread at a time. */
public final class RuleSet {
    private static final String CACHED_VALUE = "<cache>";
    private static final long NANOS_PER_MILLI = 1_000_000L;

    private final List<Rule> rules = new ArrayList<>();
    private final boolean lowercaseName;
    private final boolean lowercaseLabels;
    private final boolean inferCounter;

    /**
     * @param told gets a line, with its place in the file, for what is of no use in a rule
     * @throws ConfigException when a pattern is no regular expression
     */
    public RuleSet(JmxConfig config, Consumer<String> told) {
        for (RuleConfig rule : config.rules) {
            rules.add(new Rule(rule, config.sonde.regexBudgetMillis * NANOS_PER_MILLI, told));
        }
        lowercaseName = config.lowercaseOutputName;
        lowercaseLabels = config.lowercaseOutputLabelNames;
        inferCounter = config.inferCounterTypeFromName;
    }

    /**
     * What becomes of an attribute.
     *
     * @param description of the attribute or of the data it is in; null or the attribute's name for none
     * @param alphabet of the value; {@link Alphabet#TEXT} also for numbers that print in an unknown way
     * @param value as it is printed
     * @param isNumeric whether the value itself can be shown: a number or a boolean
     */
    public Outcome resolve(
            AttributePath path,
            String attribute,
            @Nullable String description,
            Alphabet alphabet,
            String value,
            boolean isNumeric) {
        boolean lasting = true;
        for (int i = 0; i < rules.size(); i++) {
            Rule rule = rules.get(i);
            String name = rule.config.attrNameSnakeCase ? Naming.snakeCase(attribute) : attribute;
            Matcher match = null;
            if (rule.pattern != null) {
                Automaton.Verdict verdict = verdict(i, path, name, alphabet, value);
                if (verdict == Automaton.Verdict.NEVER) {
                    continue;
                }
                boolean settled =
                        rule.config.cache || verdict == Automaton.Verdict.SETTLED && alphabet != Alphabet.TEXT;
                lasting &= settled;
                if (!settled && isRuledOut(i, path, name, value)) {
                    continue;
                }
                match = rule.match(path.prefix() + name + ": ", rule.config.cache ? CACHED_VALUE : value);
                if (match == null) {
                    continue;
                }
            }
            return outcome(rule, match, path, name, attribute, description, lasting, isNumeric);
        }
        return Outcome.dropped(lasting);
    }

    private Automaton.Verdict verdict(int i, AttributePath path, String name, Alphabet alphabet, String value) {
        Automaton automaton = rules.get(i).automaton;
        Automaton.State state = automaton == null ? null : known(i, automaton, path, name);
        if (automaton == null || state == null) {
            return Automaton.Verdict.OPEN;
        }
        if (rules.get(i).config.cache) {
            Automaton.State end = automaton.after(state, CACHED_VALUE);
            return end == null || end.mayMatch() ? Automaton.Verdict.SETTLED : Automaton.Verdict.NEVER;
        }
        return automaton.verdict(state, alphabet);
    }

    private Automaton.@Nullable State known(int i, Automaton automaton, AttributePath path, String name) {
        Automaton.State behindPath = path.state(i, rules.size(), automaton);
        Automaton.State behindName = behindPath == null ? null : automaton.after(behindPath, name);
        return behindName == null ? null : automaton.after(behindName, ": ");
    }

    /** Whether the automaton, following the value too, sees no match. */
    private boolean isRuledOut(int i, AttributePath path, String name, String value) {
        Automaton automaton = rules.get(i).automaton;
        Automaton.State state = automaton == null ? null : known(i, automaton, path, name);
        Automaton.State end = automaton == null || state == null ? null : automaton.after(state, value);
        return end != null && !end.mayMatch();
    }

    private Outcome outcome(
            Rule rule,
            @Nullable Matcher match,
            AttributePath path,
            String name,
            String attribute,
            @Nullable String description,
            boolean lasting,
            boolean isNumeric) {
        Double value = null;
        if (rule.value != null) {
            value = number(expand(rule.value, match));
            if (value == null) {
                return Outcome.dropped(lasting);
            }
        } else if (!isNumeric) {
            return Outcome.dropped(lasting);
        }
        String full = rule.name == null ? defaultName(path, name) : Naming.safe(expand(rule.name, match));
        if (full.isEmpty()) {
            return Outcome.dropped(lasting);
        }
        full = Naming.lowerCase(full, lowercaseName);
        Labels labels = new Labels(path.extraNames(), path.extraValues());
        if (rule.name == null) {
            defaultLabels(path, labels);
        } else {
            for (int i = 0; i < rule.labelNames.size(); i++) {
                labels.addIfGiven(
                        Naming.lowerCase(Naming.safe(expand(rule.labelNames.get(i), match)), lowercaseLabels),
                        expand(rule.labelValues.get(i), match));
            }
        }
        MetricType type = inferCounter && full.endsWith("_total") ? MetricType.COUNTER : rule.type;
        String help = rule.help == null ? defaultHelp(path, attribute, description) : expand(rule.help, match);
        Metric metric = new Metric(
                Naming.base(full), type, help, labels.names(), labels.values(), value, rule.config.valueFactor, name);
        return new Outcome(metric, lasting);
    }

    private static String expand(Template template, @Nullable Matcher match) {
        return match == null ? template.literal() : template.expand(match);
    }

    private static @Nullable Double number(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static String defaultName(AttributePath path, String name) {
        StringBuilder out = new StringBuilder(path.domain());
        Iterator<String> values = path.properties().values().iterator();
        if (values.hasNext()) {
            out.append('_').append(values.next());
        }
        for (String key : path.keys()) {
            out.append('_').append(key);
        }
        return Naming.safe(out.append('_').append(name).toString());
    }

    private void defaultLabels(AttributePath path, Labels labels) {
        boolean first = true;
        for (Map.Entry<String, String> property : path.properties().entrySet()) {
            if (!first) {
                labels.add(Naming.lowerCase(Naming.safe(property.getKey()), lowercaseLabels), property.getValue());
            }
            first = false;
        }
    }

    private static String defaultHelp(AttributePath path, String attribute, @Nullable String description) {
        String source = path.domain() + ":name=" + path.properties().get("name") + ",type="
                + path.properties().get("type") + ",attribute=" + attribute;
        return description == null || description.equals(attribute) ? source : description + " " + source;
    }

    /** How often a pattern was given up because it took too long. */
    public long exhausted() {
        long sum = 0;
        for (Rule rule : rules) {
            sum += rule.exhausted();
        }
        return sum;
    }

    /** How often a rule's pattern was run and matched, in the order of the rules. */
    public List<Long> matches() {
        List<Long> matches = new ArrayList<>();
        for (Rule rule : rules) {
            matches.add(rule.matched());
        }
        return matches;
    }

    /** Gives back what trying rules has built up; it is built again when needed. */
    public void trim() {
        for (Rule rule : rules) {
            if (rule.automaton != null) {
                rule.automaton.trim();
            }
        }
    }
}
