package dev.sonde.core.flags;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/** The arguments in order, {@code @file} replaced by the lines of that file. After {@code --} nothing is special. */
final class ArgumentSource {
    /** Enough for any sane nesting; a file that names itself ends here. */
    private static final int MAX_FILES = 64;

    private static final int MAX_BYTES = 1 << 20;

    private final FlagSet flags;
    private final Deque<String> pending;
    private boolean flagsEnded;
    private int files;

    ArgumentSource(FlagSet flags, String[] args) {
        this.flags = flags;
        this.pending = new ArrayDeque<>(Arrays.asList(args));
    }

    /** Whether the last argument returned is a positional one, whatever it begins with. */
    boolean flagsEnded() {
        return flagsEnded;
    }

    /** The next argument, or null at the end. */
    @Nullable String next() {
        expand();
        String argument = pending.poll();
        if (argument != null && !flagsEnded && argument.equals("--")) {
            flagsEnded = true;
            return pending.poll();
        }
        return argument;
    }

    /** The next argument if it can be the value of a flag, else null. */
    @Nullable String nextValue() {
        expand();
        String argument = pending.peek();
        return argument == null || argument.startsWith("-") ? null : pending.poll();
    }

    private void expand() {
        String argument = pending.peek();
        while (argument != null && !flagsEnded && argument.startsWith("@")) {
            pending.remove();
            List<String> lines = lines(read(argument.substring(1)));
            for (int i = lines.size() - 1; i >= 0; i--) {
                pending.push(lines.get(i));
            }
            argument = pending.peek();
        }
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        for (StringTokenizer all = new StringTokenizer(text, "\r\n"); all.hasMoreTokens(); ) {
            String line = all.nextToken();
            if (!line.startsWith("#")) {
                lines.add(line);
            }
        }
        // Blank lines are gone with the line ends: the peers call them an error, but nobody means an empty argument.
        return lines;
    }

    private String read(String file) {
        if (file.isEmpty()) {
            throw flags.error("expected @ file to expand arguments from");
        }
        if (++files > MAX_FILES) {
            throw flags.error("more than " + MAX_FILES + " argument files, last \"" + file + "\"");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[4096];
        try (InputStream in = new FileInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
                if (bytes.size() > MAX_BYTES) {
                    throw flags.error("arguments file \"" + file + "\" is larger than " + MAX_BYTES + " bytes");
                }
            }
        } catch (IOException e) {
            throw flags.error("failed to read arguments file \"" + file + "\": " + e.getMessage());
        }
        return new String(bytes.toByteArray(), StandardCharsets.UTF_8);
    }
}
