package dev.sonde.core.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/** The parsers' complaints as one line with a place. What they quote of the file is left out: it may be a secret. */
final class SyntaxErrors {
    private SyntaxErrors() {}

    static ConfigException located(String file, String text, Exception error) {
        for (Throwable at = error; at != null; at = at.getCause()) {
            if (at instanceof MarkedYAMLException) {
                MarkedYAMLException yaml = (MarkedYAMLException) at;
                Mark mark = yaml.getProblemMark() == null ? yaml.getContextMark() : yaml.getProblemMark();
                if (mark != null) {
                    return new ConfigException(file + ":" + (mark.getLine() + 1) + ":" + (mark.getColumn() + 1) + ": "
                            + withoutQuotation(yaml.getProblem()));
                }
            }
            if (at instanceof ReaderException) {
                ReaderException unprintable = (ReaderException) at;
                return new ConfigException(place(file, text, unprintable.getPosition()) + ": character U+"
                        + Integer.toHexString(unprintable.getCodePoint()) + " is not allowed");
            }
        }
        JsonLocation location =
                error instanceof JsonProcessingException ? ((JsonProcessingException) error).getLocation() : null;
        String where = location == null ? "1:1" : location.getLineNr() + ":" + Math.max(location.getColumnNr(), 1);
        String message = error instanceof JsonProcessingException
                ? ((JsonProcessingException) error).getOriginalMessage()
                : error.getClass().getSimpleName();
        return new ConfigException(file + ":" + where + ": " + withoutQuotation(message));
    }

    /** The place of the {@code index}th code point of {@code text}. */
    static String place(String file, String text, int index) {
        int line = 1;
        int column = 1;
        int seen = 0;
        for (int i = 0; i < text.length() && seen < index; seen++) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            column = c == '\n' ? 1 : column + 1;
            line += c == '\n' ? 1 : 0;
        }
        return file + ":" + line + ":" + column;
    }

    private static String withoutQuotation(@Nullable String message) {
        if (message == null) {
            return "not valid";
        }
        int end = message.length();
        for (char stop : new char[] {'\'', '"', '(', '\n', ':'}) {
            int at = message.indexOf(stop);
            end = at > 0 ? Math.min(end, at) : end;
        }
        String told = message.substring(0, end).trim();
        int but = told.indexOf(", but");
        return but > 0 ? told.substring(0, but) : told;
    }
}
