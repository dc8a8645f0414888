package dev.sonde.jmx.scrape;

import dev.sonde.jmx.rules.AttributePath;
import java.util.Set;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeType;
import org.jspecify.annotations.Nullable;

/** Composite data: a node for each item. */
final class CompositeNode extends Node implements PathSource {
    private final PathSource source;
    private final String attribute;
    private final CompositeType type;
    private final String[] keys;
    private final @Nullable Node[] items;
    private final Place place;

    CompositeNode(Place at, CompositeType type) {
        this.source = at.source;
        this.attribute = at.attribute;
        this.type = type;
        Set<String> names = type.keySet();
        this.keys = names.toArray(new String[0]);
        this.items = new Node[keys.length];
        this.place = new Place(this, "", type.getDescription());
    }

    @Override
    public AttributePath path() {
        return source.path().within(attribute);
    }

    @Override
    Node take(Reader reader, Place at, Object value) {
        if (!(value instanceof CompositeData)) {
            return Nodes.replace(this, reader, at, value);
        }
        CompositeData data = (CompositeData) value;
        CompositeType now = data.getCompositeType();
        if (now != type && !now.equals(type)) {
            return Nodes.replace(this, reader, at, value);
        }
        for (int i = 0; i < keys.length; i++) {
            place.attribute = keys[i];
            items[i] = Nodes.take(items[i], reader, place, data.get(keys[i]));
        }
        return this;
    }

    @Override
    void drop() {
        for (Node item : items) {
            if (item != null) {
                item.drop();
            }
        }
    }
}
