package dev.sonde.node.it;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value of a server's answer; asking for what is not there is an error that names it. */
record Json(Object value) {

    static Json parse(byte[] text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            parser.nextToken();
            return new Json(read(parser));
        }
    }

    private static Object read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, read(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                yield array;
            }
            default -> parser.getText();
        };
    }

    /** The member at a path of names. */
    Json at(String... path) {
        Object found = value;
        for (String name : path) {
            if (!(found instanceof Map<?, ?> object) || !object.containsKey(name)) {
                throw new IllegalStateException("no " + name + " in " + found);
            }
            found = object.get(name);
        }
        return new Json(found);
    }

    List<Json> list() {
        if (value instanceof List<?> array) {
            List<Json> elements = new ArrayList<>();
            array.forEach(element -> elements.add(new Json(element)));
            return elements;
        }
        throw new IllegalStateException("not an array: " + value);
    }

    Map<String, String> strings() {
        if (value instanceof Map<?, ?> object) {
            Map<String, String> members = new LinkedHashMap<>();
            object.forEach((name, member) -> members.put((String) name, (String) member));
            return members;
        }
        throw new IllegalStateException("not an object: " + value);
    }

    String text() {
        return (String) value;
    }
}
