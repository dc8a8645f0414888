package dev.sonde.core.config;

import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a YAML file, or JSON where the name ends in {@code .json}: UTF-8, one document, at most 4 MiB, 64 levels and
 * 500,000 values. An empty file is a null. Every error is a {@link ConfigException} that begins with the file, line
 * and column.
 */
public final class ConfigFile {
    static final int MAX_BYTES = 4 << 20;

    private ConfigFile() {}

    /** Reads a file as it stands. */
    public static ConfigNode read(String file) {
        return parse(file, content(file));
    }

    /**
     * Reads a file and replaces {@code ${NAME}} in its values; a variable that is not set is an error, {@code $$}
     * before the brace stands for one dollar.
     */
    public static ConfigNode readExpanded(String file, Map<String, String> environment) {
        return parseExpanded(file, content(file), environment);
    }

    /** As {@link #read}, of bytes that are there already; {@code file} is the name for messages. */
    public static ConfigNode parse(String file, byte[] content) {
        return node(file, content, null, null);
    }

    /**
     * As {@link #parse}, for peers whose YAML lets a key come twice: the last one counts, and {@code duplicates} gets a
     * message that names the place.
     */
    public static ConfigNode parseLenient(String file, byte[] content, Consumer<String> duplicates) {
        return node(file, content, null, duplicates);
    }

    /** As {@link #readExpanded}, of bytes that are there already. */
    public static ConfigNode parseExpanded(String file, byte[] content, Map<String, String> environment) {
        return node(file, content, environment, null);
    }

    private static ConfigNode node(
            String file,
            byte[] content,
            @Nullable Map<String, String> environment,
            @Nullable Consumer<String> duplicates) {
        String text = text(file, content);
        TreeBuilder builder = new TreeBuilder(file, environment, duplicates);
        try {
            return new ConfigNode(
                    file, "", file.endsWith(".json") ? JsonReader.read(text, builder) : YamlReader.read(text, builder));
        } catch (ConfigException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw SyntaxErrors.located(file, text, e);
        }
    }

    /** The bytes of a file of reasonable size. */
    static byte[] content(String file) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try (InputStream in = new FileInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                bytes.write(buffer, 0, n);
                if (bytes.size() > MAX_BYTES) {
                    throw new ConfigException(file + ": larger than " + MAX_BYTES + " bytes");
                }
            }
        } catch (IOException e) {
            String message = String.valueOf(e.getMessage());
            throw new ConfigException(message.startsWith(file) ? message : file + ": " + message);
        }
        return bytes.toByteArray();
    }

    private static String text(String file, byte[] content) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(content);
        CharBuffer out = CharBuffer.allocate(content.length);
        CoderResult result = decoder.decode(in, out, true);
        ((java.nio.Buffer) out).flip();
        String text = out.toString();
        if (result.isError()) {
            throw new ConfigException(
                    SyntaxErrors.place(file, text, text.codePointCount(0, text.length())) + ": not UTF-8");
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
