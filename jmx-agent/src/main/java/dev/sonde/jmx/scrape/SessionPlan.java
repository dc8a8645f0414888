package dev.sonde.jmx.scrape;

import dev.sonde.core.config.ConfigException;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.rules.RuleSet;
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

    public JmxConfig config() {
        return config;
    }
}
