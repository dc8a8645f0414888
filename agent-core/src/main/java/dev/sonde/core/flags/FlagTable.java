package dev.sonde.core.flags;

/** The visible flags as a Markdown table, for a README that a test compares with the program. */
public final class FlagTable {
    private FlagTable() {}

    /** Flag, default and help in the order of declaration, a line feed behind each row. */
    public static String markdown(FlagSet flags) {
        StringBuilder table = new StringBuilder("| flag | default | |\n|---|---|---|\n");
        for (Flag flag : flags.visible()) {
            if (flag.builtIn == null) {
                table.append("| `--")
                        .append(flag.kind == FlagKind.BOOL ? "[no-]" : "")
                        .append(flag.name)
                        .append("` | ")
                        .append(defaults(flag))
                        .append(" | ")
                        .append(cell(HelpText.helpOf(flag)))
                        .append(flag.kind == FlagKind.STRINGS && !flag.help.contains("epeatable") ? " Repeatable." : "")
                        .append(" |\n");
            }
        }
        return table.toString();
    }

    private static String defaults(Flag flag) {
        if (flag.defaults.isEmpty() || flag.defaults.get(0).isEmpty()) {
            return "";
        }
        if (flag.kind == FlagKind.BOOL) {
            return flag.defaults.get(0).equals("true") ? "on" : "off";
        }
        StringBuilder values = new StringBuilder();
        for (String value : flag.defaults) {
            values.append(values.length() == 0 ? "`" : " `").append(cell(value)).append('`');
        }
        return values.toString();
    }

    /** A bar would end the cell; Markdown takes a backslash before it even inside code. */
    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
