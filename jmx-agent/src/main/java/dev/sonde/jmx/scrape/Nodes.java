package dev.sonde.jmx.scrape;

import java.util.Date;
import java.util.Optional;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import org.jspecify.annotations.Nullable;

/** Finds the node for a value. */
final class Nodes {
    private static final double MILLIS_PER_SECOND = 1000.0;

    private Nodes() {}

    /** Hands a value to its node, which may not be there yet; returns the node to keep. */
    static @Nullable Node take(@Nullable Node node, Reader reader, Place place, @Nullable Object read) {
        Object value = plain(read);
        if (value == null) {
            return node;
        }
        Node suitable = node == null ? create(place, value) : node;
        return suitable.take(reader, place, value);
    }

    /** Replaces a node that does not suit the value. */
    static Node replace(Node node, Reader reader, Place place, Object value) {
        node.drop();
        return create(place, value).take(reader, place, value);
    }

    /** Dates as seconds, enum constants as their text, the content of an Optional; what the peer makes of a value. */
    private static @Nullable Object plain(@Nullable Object read) {
        Object value = read;
        while (value instanceof Optional) {
            value = ((Optional<?>) value).orElse(null);
        }
        if (value instanceof Date) {
            return ((Date) value).getTime() / MILLIS_PER_SECOND;
        }
        return value != null && value.getClass().isEnum() ? value.toString() : value;
    }

    private static Node create(Place place, Object value) {
        if (value instanceof CompositeData) {
            return new CompositeNode(place, ((CompositeData) value).getCompositeType());
        }
        if (value instanceof TabularData) {
            return new TableNode(place, ((TabularData) value).getTabularType());
        }
        return ValueNode.takes(value)
                ? new ValueNode()
                : new UnusableNode(value.getClass().isArray());
    }
}
