package dev.sonde.jmx.rules;

import dev.sonde.jmx.regex.Automaton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where an attribute is: its MBean's domain and properties, and the keys of composite and tabular data that lead to it.
 * Made anew for each time that rules are tried. One thread at a time.
 */
public final class AttributePath {
    private final String domain;
    private final Map<String, String> properties;
    private final List<String> keys;
    private final List<String> extraNames;
    private final List<String> extraValues;
    private final String prefix;
    private Automaton.@Nullable State[] states = new Automaton.State[0];

    /**
     * @param properties in the order of the name, values with their quotes
     * @param keys outermost first
     */
    public AttributePath(String domain, Map<String, String> properties, List<String> keys) {
        this(domain, properties, keys, new ArrayList<>(0), new ArrayList<>(0));
    }

    private AttributePath(
            String domain,
            Map<String, String> properties,
            List<String> keys,
            List<String> extraNames,
            List<String> extraValues) {
        this.domain = domain;
        this.properties = properties;
        this.keys = keys;
        this.extraNames = extraNames;
        this.extraValues = extraValues;
        this.prefix = prefix(domain, properties, keys);
    }

    private static String prefix(String domain, Map<String, String> properties, List<String> keys) {
        StringBuilder out = new StringBuilder(domain).append('<');
        String separator = "";
        for (Map.Entry<String, String> property : properties.entrySet()) {
            out.append(separator).append(property.getKey()).append('=').append(property.getValue());
            separator = ", ";
        }
        return out.append("><").append(String.join(", ", keys)).append('>').toString();
    }

    /** The path to the items of {@code attribute}. */
    public AttributePath within(String attribute) {
        List<String> longer = new ArrayList<>(keys);
        longer.add(attribute);
        return new AttributePath(domain, properties, longer, extraNames, extraValues);
    }

    /** The same path with further properties at the end, as the rows of a table have them. */
    public AttributePath with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(properties);
        all.putAll(more);
        return new AttributePath(domain, all, keys, extraNames, extraValues);
    }

    /** The same path for an MBean whose metrics all get these labels, before those of rules. */
    public AttributePath labelled(List<String> names, List<String> values) {
        return new AttributePath(domain, properties, keys, names, values);
    }

    /** {@code domain<key=value, ...><key, ...>}, what patterns see before the attribute. */
    public String prefix() {
        return prefix;
    }

    public boolean hasProperty(String key) {
        return properties.containsKey(key);
    }

    String domain() {
        return domain;
    }

    Map<String, String> properties() {
        return properties;
    }

    List<String> keys() {
        return keys;
    }

    List<String> extraNames() {
        return extraNames;
    }

    List<String> extraValues() {
        return extraValues;
    }

    /** Where the automaton of rule number {@code rule} is behind the prefix. */
    Automaton.@Nullable State state(int rule, int rules, Automaton automaton) {
        if (states.length < rules) {
            states = new Automaton.State[rules];
        }
        Automaton.State known = states[rule];
        if (known == null) {
            known = automaton.after(automaton.start(), prefix);
            states[rule] = known;
        }
        return known;
    }
}
