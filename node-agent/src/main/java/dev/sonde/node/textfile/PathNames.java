package dev.sonde.node.textfile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as text, in the form that the peer's labels have. */
public final class PathNames {
    private static final char UNDECODED = '\uFFFD';

    private PathNames() {}

    /**
     * The shortest path equal by its letters, as Go's {@code filepath.Clean} makes it: no double slashes, no {@code .},
     * no {@code ..} behind a name, no slash at the end.
     */
    public static String clean(String path) {
        boolean rooted = path.startsWith("/");
        Deque<String> parts = new ArrayDeque<>();
        for (String part : path.split("/")) {
            if (part.isEmpty() || part.equals(".")) {
                continue;
            }
            if (!part.equals("..")) {
                parts.addLast(part);
            } else if (!parts.isEmpty() && !parts.getLast().equals("..")) {
                parts.removeLast();
            } else if (!rooted) {
                parts.addLast(part);
            }
        }
        String joined = String.join("/", parts);
        return rooted ? '/' + joined : joined.isEmpty() ? "." : joined;
    }

    static String join(String directory, String name) {
        return clean(directory + '/' + name);
    }

    /**
     * The last part of a path as UTF-8. Where the JDK's encoding of file names (that of {@code LC_CTYPE}) could not decode
     * it, its bytes are taken from the URI, the one form in which the JDK hands them out.
     */
    static String name(Path path) {
        Path last = path.getFileName();
        String text = last == null ? "" : last.toString();
        return text.indexOf(UNDECODED) < 0 ? text : undo(path.toUri().getRawPath());
    }

    private static String undo(String rawPath) {
        String raw = rawPath.substring(rawPath.lastIndexOf('/') + 1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                c = (char) Integer.parseInt(raw.substring(i + 1, i + 3), 16);
                i += 2;
            }
            bytes.write(c);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
