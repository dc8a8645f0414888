package dev.sonde.core.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Map;

/**
 * Colours for the people who look at standard output, and none for programs that read it: only where it is a terminal
 * that knows them, and nobody has set {@code NO_COLOR}. Immutable.
 */
public final class Terminal {
    private static final String GREEN = "32";
    private static final String RED = "1;31";

    private final boolean coloured;

    private Terminal(boolean coloured) {
        this.coloured = coloured;
    }

    /** What standard output is connected to; where there is no procfs that is taken for no terminal. */
    public static Terminal ofStandardOutput() {
        String target;
        try {
            target = Files.readSymbolicLink(Paths.get("/proc/self/fd/1")).toString();
        } catch (IOException | UnsupportedOperationException e) {
            target = "";
        }
        return of(target, System.getenv());
    }

    static Terminal of(String target, Map<String, String> environment) {
        boolean device =
                target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty()
                || environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Terminal(device && !unwanted);
    }

    public String good(String text) {
        return in(GREEN, text);
    }

    public String bad(String text) {
        return in(RED, text);
    }

    private String in(String colour, String text) {
        return coloured ? "\u001b[" + colour + "m" + text + "\u001b[0m" : text;
    }
}
