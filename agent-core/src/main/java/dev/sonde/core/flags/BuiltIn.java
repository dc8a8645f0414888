package dev.sonde.core.flags;

import java.util.Collections;

/** The flags that every program has, and what they print. */
enum BuiltIn {
    HELP("help", "Show context-sensitive help (also try --help-long and --help-man).", false),
    HELP_LONG("help-long", "Generate long help.", true),
    HELP_MAN("help-man", "Generate a man page.", true),
    COMPLETION_BASH("completion-bash", "Output possible completions for the given args.", true),
    COMPLETION_SCRIPT_BASH("completion-script-bash", "Generate completion script for bash.", true),
    COMPLETION_SCRIPT_ZSH("completion-script-zsh", "Generate completion script for ZSH.", true),
    VERSION("version", "Show application version.", false);

    private final String flag;
    private final String help;
    private final boolean hidden;

    BuiltIn(String flag, String help, boolean hidden) {
        this.flag = flag;
        this.help = help;
        this.hidden = hidden;
    }

    static void declare(FlagSet flags) {
        for (BuiltIn builtIn : values()) {
            Flag flag = flags.declare(
                    FlagKind.BOOL,
                    builtIn.flag,
                    builtIn.help,
                    Collections.singletonList("false"),
                    Collections.emptyList());
            flag.builtIn = builtIn;
            flag.hidden = builtIn.hidden;
        }
        Flag help = flags.find(HELP.flag);
        if (help != null) {
            help.shortName('h');
        }
    }

    /** Whether the rest of the command line has to be sound before this one acts; measured on the peer. */
    boolean waitsForTheEnd() {
        return this == HELP || this == HELP_LONG;
    }

    String text(FlagSet flags) {
        switch (this) {
            case HELP_MAN:
                return ManPage.of(flags);
            case COMPLETION_BASH:
                return Completion.candidates(flags);
            case COMPLETION_SCRIPT_BASH:
                return Completion.bash(flags.program());
            case COMPLETION_SCRIPT_ZSH:
                return Completion.zsh(flags.program());
            case VERSION:
                return flags.versionText();
            default:
                return HelpText.of(flags);
        }
    }
}
