package dev.sonde.core.exposition;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** The words of text format, read from a stream through a small buffer. Reused; one thread at a time. */
final class TextLexer {
    /** Prometheus takes no line of that length; without a limit a file without line feeds would fill the heap. */
    static final int LONGEST_WORD = 1 << 20;

    private final byte[] buffer = new byte[8192];
    private final TextBytes word = new TextBytes();
    private @Nullable InputStream from;
    private int at;
    private int end;
    private int line;

    /** The byte under the eye, 0 to 255; -1 behind the last one. */
    private int current;

    void open(InputStream source) {
        from = source;
        at = 0;
        end = 0;
        line = 0;
    }

    void close() {
        from = null;
    }

    /** The last word read. Reused. */
    TextBytes word() {
        return word;
    }

    int current() {
        return current;
    }

    /** Goes to the first byte of a line that is no blank; false at the end of the page. */
    boolean nextLine() throws IOException {
        line++;
        do {
            read();
        } while (isBlank());
        return current >= 0;
    }

    private void read() throws IOException {
        if (at == end) {
            at = 0;
            end = from == null ? 0 : Math.max(0, from.read(buffer, 0, buffer.length));
            if (end == 0) {
                current = -1;
                return;
            }
        }
        current = buffer[at++] & 0xff;
    }

    /** Takes the next byte, of which there must be one: a page ends behind a line feed. */
    void advance() throws IOException {
        read();
        if (current < 0) {
            throw error("the page ends within the line");
        }
    }

    private void add(int b) throws TextFormatException {
        if (word.length() == LONGEST_WORD) {
            throw error("a name, value or text of more than " + LONGEST_WORD + " bytes");
        }
        word.add(b);
    }

    private boolean isBlank() {
        return current == ' ' || current == '\t';
    }

    boolean atBlank() {
        return isBlank();
    }

    boolean at(char c) {
        return current == c;
    }

    /** Takes the next byte and goes on to one that is no blank. */
    void advanceOverBlanks() throws IOException {
        do {
            advance();
        } while (isBlank());
    }

    /** Goes on to a byte that is no blank, if the current one is. */
    void skipBlanks() throws IOException {
        if (isBlank()) {
            advanceOverBlanks();
        }
    }

    void skipLine() throws IOException {
        while (current != '\n') {
            advance();
        }
    }

    /** Reads from the current byte to a blank or the end of the line. */
    TextBytes untilBlank() throws IOException {
        word.clear();
        while (!isBlank() && current != '\n') {
            add(current);
            advance();
        }
        return word;
    }

    /** Reads the rest of the line. Backslashes are passed over, as the peer's parser does outside of HELP. */
    TextBytes untilLineEnd() throws IOException {
        word.clear();
        while (current != '\n') {
            if (current != '\\') {
                add(current);
            }
            advance();
        }
        return word;
    }

    /** Reads the rest of the line, undoing escapes. */
    TextBytes helpText() throws IOException {
        word.clear();
        while (current != '\n') {
            if (current == '\\') {
                advance();
                add(unescaped());
            } else {
                add(current);
            }
            advance();
        }
        return word;
    }

    /** Reads a name, part or all of which may be quoted; a closing quote ends it. Empty when no name begins here. */
    TextBytes name(boolean colons) throws IOException {
        word.clear();
        if (current != '"' && !isNameByte(current, false, colons)) {
            return word;
        }
        do {
            if (current == '"') {
                quotedName();
                return word;
            }
            add(current);
            advance();
        } while (current == '"' || isNameByte(current, true, colons));
        return word;
    }

    private void quotedName() throws IOException {
        advance();
        while (current != '"') {
            if (current == '\n') {
                throw error("a line feed in a quoted name");
            }
            if (current == '\\') {
                advance();
                add(unescaped());
            } else {
                add(current);
            }
            advance();
        }
        advance();
    }

    static boolean isNameByte(int c, boolean digits, boolean colons) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c == '_'
                || digits && c >= '0' && c <= '9'
                || colons && c == ':';
    }

    /** Reads a label's value from behind its opening quote to its closing one, keeping escapes. */
    TextBytes labelValue() throws IOException {
        word.clear();
        boolean ascii = true;
        advance();
        while (current != '"') {
            if (current == '\n') {
                throw error("a line feed in a label value");
            }
            add(current);
            if (current == '\\') {
                advance();
                unescaped();
                add(current);
            }
            ascii &= current < 0x80;
            advance();
        }
        if (!ascii && !Utf8.isValid(word.bytes(), word.length())) {
            throw error("label value is not UTF-8: " + word.excerpt());
        }
        return word;
    }

    private int unescaped() throws TextFormatException {
        switch (current) {
            case 'n':
                return '\n';
            case '\\':
            case '"':
                return current;
            default:
                throw error("no such escape: \\" + (char) current);
        }
    }

    TextFormatException error(String what) {
        return new TextFormatException(line, what);
    }
}
