package dev.sonde.core.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run over a command line. As in the peers, flags are looked up first and values checked last, so that an unknown
 * flag is reported before a bad value, and {@code --help} works next to a bad value.
 */
final class FlagParser {
    private final ArgumentSource arguments;
    private final List<Assignment> assignments = new ArrayList<>();
    private FlagSet current;
    private boolean helpAsked;

    FlagParser(FlagSet root, String[] args) {
        this.current = root;
        this.arguments = new ArgumentSource(root, args);
    }

    /** Returns the command chosen, or the root where there is none. */
    FlagSet parse() {
        for (String argument = arguments.next(); argument != null; argument = arguments.next()) {
            if (arguments.flagsEnded() || !argument.startsWith("-")) {
                current = positional(argument);
            } else if (argument.startsWith("--")) {
                longFlag(argument.substring(2));
            } else {
                shortFlags(argument.substring(1));
            }
        }
        if (helpAsked) {
            throw UsageException.output(HelpText.of(current));
        }
        if (!current.commands().isEmpty()) {
            throw current.error("must select a subcommand");
        }
        for (Assignment assignment : assignments) {
            Flag flag = assignment.flag;
            current.target(flag).give(flag.name, assignment.value);
            if (flag.replacement != null) {
                current.warn("--" + flag.name + " is deprecated, use --" + flag.replacement);
            }
        }
        for (Flag flag : current.all()) {
            flag.checkEnvironment();
        }
        return current;
    }

    private FlagSet positional(String argument) {
        if (current.commands().isEmpty()) {
            throw current.error("unexpected " + argument);
        }
        FlagSet command = current.commands().get(argument);
        if (command == null) {
            throw current.error("expected command but got \"" + argument + "\"");
        }
        return command;
    }

    private void longFlag(String argument) {
        int equals = argument.indexOf('=');
        String name = equals < 0 ? argument : argument.substring(0, equals);
        String value = equals < 0 ? null : argument.substring(equals + 1);
        Flag flag = current.find(name);
        boolean negated = false;
        if (flag == null && name.startsWith("no-")) {
            flag = current.find(name.substring(3));
            negated = true;
        }
        if (flag == null || negated && flag.kind != FlagKind.BOOL) {
            throw current.error("unknown long flag '--" + name + "'");
        }
        if (flag.kind != FlagKind.BOOL) {
            assign(flag, value == null ? arguments.nextValue() : value);
            return;
        }
        act(flag, !negated);
        if (value != null) {
            throw current.error("unexpected " + value);
        }
    }

    private void shortFlags(String letters) {
        int at = 0;
        do {
            Flag flag = at < letters.length() ? current.find(letters.charAt(at)) : null;
            if (flag == null) {
                throw current.error(
                        "unknown short flag '-" + letters.substring(at, Math.min(at + 1, letters.length())) + "'");
            }
            at++;
            if (flag.kind != FlagKind.BOOL) {
                assign(flag, at < letters.length() ? letters.substring(at) : arguments.nextValue());
                return;
            }
            act(flag, true);
        } while (at < letters.length());
    }

    private void assign(Flag flag, @Nullable String value) {
        if (value == null) {
            throw current.error("expected argument for flag '--" + flag.name + "'");
        }
        assignments.add(new Assignment(flag, value));
    }

    /** A built-in flag asks for a text, most of them at once; any other switch waits for its turn. */
    private void act(Flag flag, boolean value) {
        BuiltIn builtIn = flag.builtIn;
        if (builtIn == null) {
            assign(flag, Boolean.toString(value));
        } else if (builtIn.waitsForTheEnd()) {
            helpAsked = true;
        } else {
            throw UsageException.output(builtIn.text(current));
        }
    }

    private static final class Assignment {
        final Flag flag;
        final String value;

        Assignment(Flag flag, String value) {
            this.flag = flag;
            this.value = value;
        }
    }
}
