package dev.sonde.db;

import dev.sonde.db.options.Option;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Arguments in the syntax of Go's flag package, which redis_exporter has, in that of our parser: one dash or two, switches
 * with {@code =true} or {@code =false}; and environment variables as arguments for what was not given. A variable that is
 * no value of its option is left aside, as the peer does.
 */
final class GoArguments {
    private final Map<String, Option> options;
    private final List<String> out = new ArrayList<>();
    private final Set<String> given = new HashSet<>();

    private GoArguments(Map<String, Option> options) {
        this.options = options;
    }

    /** @param options by name; flags that are not among them are passed on as they are */
    static String[] translate(String[] args, Map<String, Option> options, Map<String, String> environment) {
        GoArguments translation = new GoArguments(options);
        for (int i = 0; i < args.length; i++) {
            i = translation.argument(args, i);
        }
        translation.environment(environment);
        return translation.out.toArray(new String[0]);
    }

    /** Returns the index of the last argument used. */
    private int argument(String[] args, int i) {
        String argument = args[i];
        if (argument.length() < 2 || argument.charAt(0) != '-' || argument.equals("--") || argument.equals("-h")) {
            out.add(argument);
            return i;
        }
        String body = argument.substring(argument.startsWith("--") ? 2 : 1);
        int equals = body.indexOf('=');
        String name = equals < 0 ? body : body.substring(0, equals);
        given.add(name);
        Option option = options.get(name);
        if (option != null && option.kind() == Option.Kind.BOOL) {
            String value = equals < 0 ? "true" : body.substring(equals + 1);
            String word = word(value);
            out.add(word.isEmpty() ? "--" + body : word.equals("true") ? "--" + name : "--no-" + name);
            return i;
        }
        out.add("--" + body);
        if (option != null && equals < 0 && i + 1 < args.length) {
            out.add(args[i + 1]);
            return i + 1;
        }
        return i;
    }

    private void environment(Map<String, String> environment) {
        for (Option option : options.values()) {
            String value = option.variable().isEmpty() ? null : environment.get(option.variable());
            if (value == null || value.isEmpty() || given.contains(option.name())) {
                continue;
            }
            switch (option.kind()) {
                case BOOL -> {
                    String word = word(value);
                    if (!word.isEmpty()) {
                        out.add(word.equals("true") ? "--" + option.name() : "--no-" + option.name());
                    }
                }
                case INTEGER -> {
                    if (value.matches("-?[0-9]{1,9}")) {
                        out.add("--" + option.name() + "=" + value);
                    }
                }
                default -> out.add("--" + option.name() + "=" + value);
            }
        }
    }

    /** What Go takes for a truth value: {@code true}, {@code false}, or empty when it is neither. */
    private static String word(String value) {
        return switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> "true";
            case "0", "f", "F", "false", "FALSE", "False" -> "false";
            default -> "";
        };
    }
}
