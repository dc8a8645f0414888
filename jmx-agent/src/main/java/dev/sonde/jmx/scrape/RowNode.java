package dev.sonde.jmx.scrape;

import dev.sonde.jmx.rules.AttributePath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import javax.management.openmbean.CompositeData;
import org.jspecify.annotations.Nullable;

/** A row of a table: its index columns are further properties, each other column is an attribute. */
final class RowNode {
    private final String[] columns;
    private final @Nullable Node[] items;
    private final Place[] places;
    private int seen;

    RowNode(
            PathSource source,
            String attribute,
            @Nullable String description,
            List<String> index,
            List<Object> key,
            String[] columns) {
        this.columns = columns;
        this.items = new Node[columns.length];
        this.places = new Place[columns.length];
        PathSource row = () -> {
            AttributePath path = source.path();
            return path.with(properties(path::hasProperty, index, key));
        };
        PathSource inside = () -> row.path().within(attribute);
        for (int i = 0; i < columns.length; i++) {
            boolean isValue = columns[i].equalsIgnoreCase("value");
            places[i] = isValue ? new Place(row, attribute, description) : new Place(inside, columns[i], description);
        }
    }

    /** A name that is taken gets underscores until it is not; composite values give a property for each item. */
    private static Map<String, String> properties(Predicate<String> taken, List<String> index, List<Object> key) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (int i = 0; i < index.size(); i++) {
            Object value = key.get(i);
            if (value instanceof CompositeData) {
                CompositeData data = (CompositeData) value;
                for (String item : data.getCompositeType().keySet()) {
                    add(properties, taken, index.get(i) + "_" + item, data.get(item));
                }
            } else {
                add(properties, taken, index.get(i), value);
            }
        }
        return properties;
    }

    private static void add(
            Map<String, String> properties, Predicate<String> taken, String name, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String free = name;
        while (taken.test(free) || properties.containsKey(free)) {
            free = free.concat("_");
        }
        properties.put(free, String.valueOf(value));
    }

    void take(Reader reader, CompositeData row) {
        seen = reader.scrape();
        for (int i = 0; i < columns.length; i++) {
            items[i] = Nodes.take(items[i], reader, places[i], row.get(columns[i]));
        }
    }

    boolean isOfScrape(int scrape) {
        return seen == scrape;
    }

    void drop() {
        for (Node item : items) {
            if (item != null) {
                item.drop();
            }
        }
    }
}
