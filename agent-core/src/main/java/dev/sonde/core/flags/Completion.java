package dev.sonde.core.flags;

/** Shell completion: a small script that asks the program itself for the candidates. */
final class Completion {
    private Completion() {}

    /** All that may follow, one per line; the shell picks those that fit. */
    static String candidates(FlagSet flags) {
        StringBuilder out = new StringBuilder();
        for (String command : flags.commands().keySet()) {
            out.append(command).append('\n');
        }
        for (Flag flag : flags.visible()) {
            out.append("--").append(flag.name).append('\n');
            if (flag.kind == FlagKind.BOOL && flag.builtIn == null) {
                out.append("--no-").append(flag.name).append('\n');
            }
        }
        return out.toString();
    }

    static String bash(String program) {
        String function = "_" + program.replace('-', '_') + "_complete";
        return function + "() {\n"
                + "    local word=\"${COMP_WORDS[COMP_CWORD]}\"\n"
                + "    COMPREPLY=($(compgen -W \"$(\"${COMP_WORDS[0]}\" --completion-bash 2>/dev/null)\" -- \"$word\"))\n"
                + "}\n"
                + "complete -o default -F " + function + " " + program + "\n";
    }

    static String zsh(String program) {
        return "#compdef " + program + "\n"
                + "autoload -U compinit && compinit\n"
                + "autoload -U bashcompinit && bashcompinit\n"
                + bash(program);
    }
}
