package dev.sonde.jmx.scrape;

import dev.sonde.core.config.ConfigException;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.rules.RuleSet;
import java.util.List;
import java.util.function.Consumer;

/** A rules file that has been read and found good: what a {@link Session} is made of. */
public final class SessionPlan {
    final JmxConfig config;
    final RuleSet rules;

    /**
     * @param told gets a line for each thing in the file that has no effect
     * @throws ConfigException when the file cannot be used
     */
    public SessionPlan(String file, byte[] content, Consumer<String> told) {
        config = JmxConfig.parse(file, content, told);
        rules = new RuleSet(config, told);
    }

    /** How often the pattern of each rule has matched so far. */
    public List<Long> matches() {
        return rules.matches();
    }

    /**
     * What becomes of an attribute.
     *
     * @param line as patterns see it: {@code domain<key=value, ...><key, ...>attribute: value}
     */
    public String explain(String line) {
        return MatchLine.explain(rules, config, line);
    }

    public JmxConfig config() {
        return config;
    }
}
