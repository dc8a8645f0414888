package dev.sonde.node.collector;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the name of an attribute of a hardware monitor says: {@code temp1_crit_alarm} is the property {@code crit_alarm}
 * of the sensor {@code temp1}; {@code Documentation/hwmon/sysfs-interface.rst}. The peer's rules for the names and units
 * of metrics are here too. Immutable.
 */
final class HwmonFile {
    private static final Set<String> TYPES = Set.of(
            "vrm",
            "beep_enable",
            "update_interval",
            "in",
            "cpu",
            "fan",
            "pwm",
            "temp",
            "curr",
            "power",
            "energy",
            "humidity",
            "intrusion",
            "freq");
    private static final int MOST_DIGITS = 18;
    private static final int MILLI = 3;
    private static final int MICRO = 6;

    final String type;
    final String sensor;
    final String property;

    private HwmonFile(String type, String sensor, String property) {
        this.type = type;
        this.sensor = sensor;
        this.property = property;
    }

    /** Null for a file that is no sensor's. */
    static @Nullable HwmonFile of(String name) {
        int digits = 0;
        while (digits < name.length() && !isDigit(name.charAt(digits))) {
            digits++;
        }
        int end = digits;
        while (end < name.length() && isDigit(name.charAt(end))) {
            end++;
        }
        String type = name.substring(0, digits);
        boolean bare = end == name.length();
        if (!TYPES.contains(type)
                || end - digits > MOST_DIGITS
                || !bare && (name.charAt(end) != '_' || end + 1 == name.length())) {
            return null;
        }
        long number = end == digits ? 0 : Long.parseLong(name.substring(digits, end));
        return new HwmonFile(type, type + number, bare ? "" : name.substring(end + 1));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A name as the peer writes it in metrics and labels. */
    static String clean(String name) {
        StringBuilder clean = new StringBuilder(name.length());
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            boolean kept = c >= 'a' && c <= 'z' || isDigit(c) || c == ':' || c == '_';
            clean.append(kept ? c : '_');
        }
        int from = 0;
        int to = clean.length();
        while (from < to && clean.charAt(from) == '_') {
            from++;
        }
        while (to > from && clean.charAt(to - 1) == '_') {
            to--;
        }
        return clean.substring(from, to);
    }

    boolean isLabel() {
        return property.equals("label");
    }

    boolean isBeepEnable() {
        return type.equals("beep_enable");
    }

    boolean isFrequency() {
        return type.equals("freq") && property.equals("input");
    }

    boolean isCounter() {
        return type.equals("energy") && !isFlag();
    }

    private boolean isFlag() {
        return property.equals("fault") || property.equals("alarm") || property.equals("beep");
    }

    private boolean isInterval() {
        return property.equals("average_interval")
                || property.equals("average_interval_min")
                || property.equals("average_interval_max");
    }

    /**
     * The metric's name, or null when there is none.
     *
     * @param both whether the sensor has a file without a property, beside {@code _input}
     */
    @Nullable String metric(boolean both) {
        if (isBeepEnable() || type.equals("vrm") || type.equals("update_interval")) {
            return property.isEmpty() ? "node_hwmon_" + whole() : null;
        }
        String name = "node_hwmon_" + type;
        if (property.equals("input")) {
            name += both ? "_input" : "";
        } else if (!property.isEmpty()) {
            name += '_' + clean(property);
        }
        return name + unit();
    }

    private String whole() {
        return switch (type) {
            case "beep_enable" -> "beep_enabled";
            case "vrm" -> "voltage_regulator_version";
            default -> "update_interval_seconds";
        };
    }

    private String unit() {
        if (isFlag()) {
            return property.equals("beep") ? "_enabled" : "";
        }
        return switch (type) {
            case "in", "cpu" -> "_volts";
            case "temp" -> property.equals("type") ? "" : "_celsius";
            case "curr" -> "_amps";
            case "energy" -> "_joule_total";
            case "power" -> property.equals("accuracy") ? "" : isInterval() ? "_seconds" : "_watt";
            case "fan" -> isSpeed() ? "_rpm" : "";
            case "freq" -> property.equals("input") ? "_freq_mhz" : "";
            default -> "";
        };
    }

    private boolean isSpeed() {
        return property.equals("input")
                || property.equals("min")
                || property.equals("max")
                || property.equals("target");
    }

    /** By which power of ten the kernel's number is larger than the metric's. */
    int scale() {
        if (isFlag()) {
            return 0;
        }
        return switch (type) {
            case "in", "cpu", "curr", "update_interval" -> MILLI;
            case "temp" -> property.equals("type") ? 0 : MILLI;
            case "energy", "humidity" -> MICRO;
            case "power" -> isInterval() ? MILLI : MICRO;
            case "freq" -> property.equals("input") ? MICRO : 0;
            default -> 0;
        };
    }
}
