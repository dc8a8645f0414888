package dev.sonde.core.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/**
 * Builds the tree of one document from Jackson's tokens. Jackson reports anchors, aliases and merge keys but does not
 * resolve them: that is done here, with a bound on what aliases may multiply.
 */
final class TreeReader {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_VALUES = 500_000;

    private final String file;
    private final Map<String, String> environment;
    private final Map<String, Tree> anchors = new HashMap<>();
    private final JsonParser parser;

    @Nullable private final YAMLParser yaml;

    private TreeReader(String file, Map<String, String> environment, JsonParser parser) {
        this.file = file;
        this.environment = environment;
        this.parser = parser;
        this.yaml = parser instanceof YAMLParser ? (YAMLParser) parser : null;
    }

    /** Reads {@code text}; {@code environment} is empty where {@code ${NAME}} has no meaning. */
    static Tree read(String file, String text, Map<String, String> environment) {
        try (JsonParser parser = factory(file).createParser(text)) {
            return new TreeReader(file, environment, parser).document();
        } catch (IOException | RuntimeException e) {
            throw e instanceof ConfigException ? (ConfigException) e : SyntaxErrors.located(file, text, e);
        }
    }

    private static JsonFactory factory(String file) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxStringLength(ConfigFile.MAX_BYTES)
                .maxNameLength(ConfigFile.MAX_BYTES)
                .build();
        if (file.endsWith(".json")) {
            return JsonFactory.builder().streamReadConstraints(constraints).build();
        }
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ConfigFile.MAX_BYTES);
        return YAMLFactory.builder()
                .streamReadConstraints(constraints)
                .loaderOptions(options)
                .build();
    }

    private Tree document() throws IOException {
        JsonToken first = parser.nextToken();
        Tree root = first == null ? Tree.scalar(1, 1, null) : value(first);
        if (parser.nextToken() != null) {
            throw error("a second document, expected only one");
        }
        return root;
    }

    /** Reads the value that begins with {@code token}, the parser's present one. */
    private Tree value(JsonToken token) throws IOException {
        String anchor = yaml == null ? null : yaml.getObjectId();
        Tree value;
        if (yaml != null && yaml.isCurrentAlias()) {
            value = alias(parser.getText());
        } else if (token == JsonToken.START_OBJECT) {
            value = map();
        } else if (token == JsonToken.START_ARRAY) {
            value = list();
        } else {
            value = scalar(token);
        }
        if (value.size > MAX_VALUES) {
            throw error("more than " + MAX_VALUES + " values, aliases counted as often as they are used");
        }
        if (anchor != null) {
            anchors.put(anchor, value);
        }
        return value;
    }

    private Tree alias(String anchor) {
        Tree value = anchors.get(anchor);
        if (value == null) {
            throw error("unknown alias *" + anchor);
        }
        return value;
    }

    private Tree map() throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        Map<String, Tree> entries = new LinkedHashMap<>();
        List<Tree> merges = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            boolean merge = yaml != null && key.equals("<<");
            if (entries.containsKey(key)) {
                throw error(key + ": duplicate key");
            }
            Tree value = value(parser.nextToken());
            if (!merge) {
                entries.put(key, value);
            } else if (value.list != null) {
                merges.addAll(value.list);
            } else {
                merges.add(value);
            }
        }
        // Keys of the map itself win, then those of the sources in their order.
        for (Tree source : merges) {
            if (source.map == null) {
                throw new ConfigException(file + ":" + source.line + ":" + source.column + ": <<: expected a map");
            }
            for (Map.Entry<String, Tree> entry : source.map.entrySet()) {
                entries.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
        return Tree.map(start.getLineNr(), start.getColumnNr(), entries);
    }

    private Tree list() throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        List<Tree> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return Tree.list(start.getLineNr(), start.getColumnNr(), items);
    }

    private Tree scalar(JsonToken token) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        String text = token == JsonToken.VALUE_NULL ? null : parser.getText();
        if (text != null && !environment.isEmpty()) {
            text = expand(text);
        }
        return Tree.scalar(start.getLineNr(), start.getColumnNr(), text);
    }

    /** Replaces {@code ${NAME}}; {@code $${NAME}} stands for itself. */
    private String expand(String text) {
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", done)) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                break;
            }
            if (at > done && text.charAt(at - 1) == '$') {
                out.append(text, done, at - 1).append(text, at, end + 1);
            } else {
                String name = text.substring(at + 2, end);
                String value = environment.get(name);
                if (value == null) {
                    throw error("environment variable " + name + " is not set");
                }
                out.append(text, done, at).append(value);
            }
            done = end + 1;
        }
        return out.append(text, done, text.length()).toString();
    }

    private ConfigException error(String problem) {
        JsonLocation at = parser.currentTokenLocation();
        return new ConfigException(file + ":" + at.getLineNr() + ":" + at.getColumnNr() + ": " + problem);
    }
}
