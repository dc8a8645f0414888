package dev.sonde.core.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Builds the tree of a JSON document. */
final class JsonReader {
    private final TreeBuilder builder;
    private final JsonParser parser;

    private JsonReader(TreeBuilder builder, JsonParser parser) {
        this.builder = builder;
        this.parser = parser;
    }

    static Tree read(String text, TreeBuilder builder) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            return new JsonReader(builder, parser).document();
        }
    }

    private Tree document() throws IOException {
        JsonToken first = parser.nextToken();
        Tree root = first == null ? Tree.scalar(1, 1, null, false) : value(first);
        if (parser.nextToken() != null) {
            JsonLocation at = parser.currentTokenLocation();
            throw builder.error(at.getLineNr(), at.getColumnNr(), "a second document, expected only one");
        }
        return root;
    }

    /** Reads the value that begins with {@code token}, the parser's present one. */
    private Tree value(JsonToken token) throws IOException {
        JsonLocation start = parser.currentTokenLocation();
        int line = start.getLineNr();
        int column = start.getColumnNr();
        switch (token) {
            case START_OBJECT:
                builder.enter(line, column);
                return builder.map(line, column, entries());
            case START_ARRAY:
                builder.enter(line, column);
                return builder.list(line, column, items());
            case VALUE_NULL:
                return Tree.scalar(line, column, null, false);
            default:
                return builder.text(line, column, parser.getText(), token == JsonToken.VALUE_STRING);
        }
    }

    private Map<String, Tree> entries() throws IOException {
        Map<String, Tree> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            JsonLocation at = parser.currentTokenLocation();
            builder.requireNew(entries, key, at.getLineNr(), at.getColumnNr());
            entries.put(key, value(parser.nextToken()));
        }
        return entries;
    }

    private List<Tree> items() throws IOException {
        List<Tree> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(token));
        }
        return items;
    }
}
