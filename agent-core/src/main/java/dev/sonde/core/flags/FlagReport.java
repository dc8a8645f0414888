package dev.sonde.core.flags;

import java.util.List;
import java.util.function.Supplier;

/**
 * The flags in force, for people to look at: a line for each, with name, value and either {@code default} or {@code
 * given}, parted by tabs; a repeatable flag has a line for each value. Passwords are not shown, nor what an address has
 * before its {@code @}. Any thread.
 */
public final class FlagReport implements Supplier<String> {
    private static final String HIDDEN = "<hidden>";

    private volatile FlagSet flags;

    public FlagReport(FlagSet flags) {
        this.flags = flags;
    }

    /** Reports other flags from now on: those of a configuration file that was read anew. */
    public void follow(FlagSet now) {
        this.flags = now;
    }

    @Override
    public String get() {
        FlagSet now = flags;
        StringBuilder report = new StringBuilder();
        for (Flag flag : now.all()) {
            if (flag.builtIn == null && flag.replacement == null) {
                List<String> values = flag.values();
                String origin = values.equals(flag.defaults) ? "default" : "given";
                for (String value : values) {
                    append(report, flag.name, value, origin);
                }
                if (values.isEmpty()) {
                    append(report, flag.name, "", origin);
                }
            }
        }
        return report.toString();
    }

    private static void append(StringBuilder report, String name, String value, String origin) {
        String shown = value.isEmpty() ? value : isSecret(name) ? HIDDEN : withoutLogin(name, value);
        report.append(name)
                .append('\t')
                .append(oneLine(shown))
                .append('\t')
                .append(origin)
                .append('\n');
    }

    private static boolean isSecret(String name) {
        return name.contains("password") && !name.endsWith("-file");
    }

    private static String withoutLogin(String name, String value) {
        int at = value.lastIndexOf('@');
        int scheme = value.indexOf("://");
        if (at < 0 || scheme < 0 && !name.endsWith("addr") && !name.endsWith("address")) {
            return value;
        }
        return (scheme < 0 ? "" : value.substring(0, scheme + 3)) + HIDDEN + value.substring(at);
    }

    private static String oneLine(String value) {
        return value.replace('\t', ' ').replace('\n', ' ').replace('\r', ' ');
    }
}
