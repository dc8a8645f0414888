package dev.sonde.core.flags;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The help text in the layout of kingpin: two columns, wrapped at {@code COLUMNS} or 80. */
final class HelpText {
    /** A left side this long stands on a line of its own. */
    private static final int LONG = 30;

    private static final int INDENT = 2;
    private static final int PADDING = 2;

    private final StringBuilder out = new StringBuilder();
    private final int width;

    private HelpText(int width) {
        this.width = width;
    }

    static String of(FlagSet flags) {
        HelpText help = new HelpText(width(flags.environment.get("COLUMNS")));
        help.write(flags);
        return help.out.toString();
    }

    static String synopsis(FlagSet flags) {
        return flags.path() + " [<flags>]" + (flags.commands().isEmpty() ? "" : " <command> [<args> ...]");
    }

    /** The flag with what follows it, such as {@code --[no-]x} or {@code --f="value"}. */
    static String spelling(Flag flag) {
        return flag.kind == FlagKind.BOOL
                ? "--[no-]" + flag.name
                : "--" + flag.name + "=" + placeholder(flag) + (flag.kind == FlagKind.STRINGS ? " ..." : "");
    }

    static String helpOf(Flag flag) {
        return flag.variable == null ? flag.help : flag.help + " ($" + flag.variable + ")";
    }

    private static String placeholder(Flag flag) {
        if (flag.placeholder != null) {
            return flag.placeholder;
        }
        if (flag.defaults.isEmpty()) {
            return flag.name.toUpperCase(Locale.ROOT);
        }
        String first = flag.defaults.get(0);
        if (flag.kind == FlagKind.STRING) {
            return '"' + first.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return flag.defaults.size() > 1 ? first + "..." : first;
    }

    private static int width(@Nullable String columns) {
        double width = columns == null ? Double.NaN : Numbers.parse(columns);
        return width >= 40 && width <= 1000 ? (int) width : 80;
    }

    private void write(FlagSet flags) {
        out.append("usage: ").append(synopsis(flags)).append("\n\n");
        if (!flags.description().isEmpty()) {
            wrap(flags.description(), 0);
            out.append('\n');
        }
        out.append("Flags:\n");
        List<String[]> rows = new ArrayList<>();
        for (Flag flag : flags.visible()) {
            String letter = flag.shortName == 0 ? "    " : "-" + flag.shortName + ", ";
            rows.add(new String[] {letter + spelling(flag), helpOf(flag)});
        }
        columns(rows);
        if (!flags.commands().isEmpty()) {
            out.append("\nCommands:\n");
            rows.clear();
            for (Map.Entry<String, FlagSet> command : flags.commands().entrySet()) {
                rows.add(new String[] {command.getKey(), command.getValue().description()});
            }
            columns(rows);
        }
    }

    private void columns(List<String[]> rows) {
        int left = 0;
        for (String[] row : rows) {
            left = row[0].length() < LONG ? Math.max(left, row[0].length()) : left;
        }
        int column = INDENT + left + PADDING;
        for (String[] row : rows) {
            spaces(INDENT);
            out.append(row[0]);
            if (row[1].isEmpty()) {
                out.append('\n');
                continue;
            }
            if (row[0].length() < LONG) {
                spaces(column - INDENT - row[0].length());
            } else {
                out.append('\n');
                spaces(column);
            }
            wrap(row[1], column);
        }
    }

    /** Writes words from the present position, which is {@code column}; a word too long for a line keeps its own. */
    private void wrap(String text, int column) {
        int at = column;
        for (String word : text.split(" ")) {
            if (at > column && at + 1 + word.length() > width) {
                out.append('\n');
                spaces(column);
                at = column;
            }
            if (at > column) {
                out.append(' ');
                at++;
            }
            out.append(word);
            at += word.length();
        }
        out.append('\n');
    }

    private void spaces(int count) {
        for (int i = 0; i < count; i++) {
            out.append(' ');
        }
    }
}
