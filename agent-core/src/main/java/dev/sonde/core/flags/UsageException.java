package dev.sonde.core.flags;

import java.io.PrintStream;

/**
 * The command line asks for nothing more than a text and an exit code: an error, {@code --help} or {@code --version}.
 * Carries no stack trace.
 */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;
    private final String text;
    private final boolean toStdout;

    UsageException(int exitCode, String text, boolean toStdout) {
        super(text, null, false, false);
        this.exitCode = exitCode;
        this.text = text;
        this.toStdout = toStdout;
    }

    static UsageException error(String program, String message) {
        return new UsageException(1, program + ": error: " + oneLine(message) + ", try --help\n", false);
    }

    static UsageException output(String text) {
        return new UsageException(0, text, true);
    }

    public int exitCode() {
        return exitCode;
    }

    /** What to print, with its final newline. */
    public String text() {
        return text;
    }

    public boolean toStdout() {
        return toStdout;
    }

    /** Prints the text where it belongs and returns the exit code. */
    public int print(PrintStream out, PrintStream err) {
        PrintStream stream = toStdout ? out : err;
        stream.print(text);
        stream.flush();
        return exitCode;
    }

    /** Arguments may hold anything; an error stays one line and never steers the terminal. */
    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.length());
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            line.append(Character.isISOControl(c) ? '\uFFFD' : c);
        }
        return line.toString();
    }
}
