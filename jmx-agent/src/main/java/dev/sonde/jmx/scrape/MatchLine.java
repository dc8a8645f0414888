package dev.sonde.jmx.scrape;

import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.regex.Alphabet;
import dev.sonde.jmx.rules.AttributePath;
import dev.sonde.jmx.rules.Metric;
import dev.sonde.jmx.rules.RuleSet;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An attribute written down as patterns see it. */
final class MatchLine {
    private static final Pattern FORM = Pattern.compile("(.*?)<(.*?)><(.*?)>([^:]*?)(?:: ?(.*))?");

    private MatchLine() {}

    static String explain(RuleSet rules, JmxConfig config, String line) {
        Matcher parts = FORM.matcher(line.trim());
        if (!parts.matches()) {
            return "not of the form domain<key=value, ...><key, ...>attribute: value";
        }
        Map<String, String> properties = PropertyList.parse(parts.group(2).replace(", ", ","));
        List<String> keys = parts.group(3).isEmpty()
                ? Arrays.asList()
                : Arrays.asList(parts.group(3).split(", "));
        AttributePath path = new AttributePath(parts.group(1), properties, keys);
        String value = parts.group(5) == null ? "0" : parts.group(5);
        boolean isNumber = isNumber(value);
        boolean isBoolean = value.equals("true") || value.equals("false");
        Alphabet alphabet = isNumber ? Alphabet.NUMBER : isBoolean ? Alphabet.BOOLEAN : Alphabet.TEXT;
        List<Long> before = rules.matches();
        Metric metric = rules.resolve(path, parts.group(4), null, alphabet, value, isNumber || isBoolean).metric;
        String rule = rule(config, before, rules.matches());
        return metric == null ? "not shown" + rule : series(metric) + rule;
    }

    private static boolean isNumber(String value) {
        try {
            Double.parseDouble(value);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String rule(JmxConfig config, List<Long> before, List<Long> after) {
        for (int i = 0; i < after.size(); i++) {
            if (!after.get(i).equals(before.get(i))) {
                return " (rule " + config.rules.get(i).where + ")";
            }
        }
        return "";
    }

    private static String series(Metric metric) {
        StringBuilder out = new StringBuilder(metric.type.text()).append(' ').append(metric.name);
        for (int i = 0; i < metric.labelNames.size(); i++) {
            out.append(i == 0 ? '{' : ',').append(metric.labelNames.get(i)).append("=\"");
            out.append(metric.labelValues.get(i)).append(i == metric.labelNames.size() - 1 ? "\"}" : "\"");
        }
        return out.toString();
    }
}
