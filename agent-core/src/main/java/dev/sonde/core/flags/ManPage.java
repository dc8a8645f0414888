package dev.sonde.core.flags;

import java.util.Map;

/** The manual page of a program in man(7) macros, the same on every build. */
final class ManPage {
    private final StringBuilder out = new StringBuilder();

    private ManPage() {}

    static String of(FlagSet flags) {
        ManPage page = new ManPage();
        page.write(flags);
        return page.out.toString();
    }

    private void write(FlagSet flags) {
        macro("TH", quoted(flags.program()) + " 1");
        macro("SH", "NAME");
        text(flags.program() + (flags.description().isEmpty() ? "" : " - " + flags.description()));
        macro("SH", "SYNOPSIS");
        text(HelpText.synopsis(flags));
        macro("SH", "OPTIONS");
        for (Flag flag : flags.visible()) {
            String letter = flag.shortName == 0 ? "" : "-" + flag.shortName + ", ";
            item(letter + HelpText.spelling(flag), HelpText.helpOf(flag));
        }
        if (!flags.commands().isEmpty()) {
            macro("SH", "COMMANDS");
            for (Map.Entry<String, FlagSet> command : flags.commands().entrySet()) {
                item(command.getKey(), command.getValue().description());
            }
        }
    }

    private void item(String term, String help) {
        macro("TP", "");
        out.append("\\fB").append(escaped(term)).append("\\fR\n");
        text(help);
    }

    private void macro(String name, String argument) {
        out.append('.').append(name);
        if (!argument.isEmpty()) {
            out.append(' ').append(argument);
        }
        out.append('\n');
    }

    /** A line that begins with a dot or an apostrophe would be taken for a macro. */
    private void text(String line) {
        out.append(line.startsWith(".") || line.startsWith("'") ? "\\&" : "")
                .append(escaped(line))
                .append('\n');
    }

    private static String quoted(String argument) {
        return "\"" + argument.replace("\"", "") + "\"";
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-");
    }
}
