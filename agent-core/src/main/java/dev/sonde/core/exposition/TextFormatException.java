package dev.sonde.core.exposition;

import java.io.IOException;

/** A page that is not text format 0.0.4. The message names the line, counted from 1, and what is wrong in it. */
public final class TextFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int line;

    TextFormatException(int line, String what) {
        super("line " + line + ": " + what);
        this.line = line;
    }

    public int line() {
        return line;
    }
}
