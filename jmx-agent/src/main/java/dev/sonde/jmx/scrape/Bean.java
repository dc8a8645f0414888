package dev.sonde.jmx.scrape;

import dev.sonde.jmx.config.CustomizerConfig;
import dev.sonde.jmx.rules.AttributePath;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/** An MBean and what is kept about it between scrapes. */
final class Bean implements PathSource {
    private static final @Nullable Node[] NONE = new Node[0];

    final ObjectName name;
    /** What the file wants of it beyond its attributes; null for nothing. */
    final @Nullable CustomizerConfig customizer;
    /** Null until its attributes are known; replaced when they change. Written by the thread that reads it. */
    volatile @Nullable Shape shape;
    /** Whether the MBean says that its attributes never change. */
    volatile boolean immutable;
    /** A thread is reading it, perhaps for longer than its scrape. Under the lock of the {@link Walk}. */
    boolean busy;

    private volatile Set<String> unread = Collections.emptySet();
    private @Nullable Node[] nodes = NONE;
    private @Nullable Shape nodesOf;
    private List<String> labelNames = Collections.emptyList();
    private List<String> labelValues = Collections.emptyList();
    private final @Nullable Node[] extra;

    Bean(ObjectName name, @Nullable CustomizerConfig customizer) {
        this.name = name;
        this.customizer = customizer;
        this.extra = customizer == null ? NONE : new Node[customizer.extraMetrics.size()];
    }

    @Override
    public AttributePath path() {
        AttributePath path = new AttributePath(name.getDomain(), properties(), new ArrayList<>(0));
        return labelNames.isEmpty() ? path : path.labelled(labelNames, labelValues);
    }

    Map<String, String> properties() {
        return PropertyList.of(name);
    }

    /**
     * Takes the values of a scrape.
     *
     * @param values as the shape's attributes, null for what could not be read
     * @return how many values could not be dealt with
     */
    int take(Reader reader, Shape of, @Nullable Object[] values) {
        align(of);
        label(of, values);
        reader.next();
        int failed = 0;
        Place place = new Place(this, "", null);
        for (int i = 0; i < values.length; i++) {
            place.attribute = of.names[i];
            place.description = of.descriptions[i];
            failed += take(reader, nodes, i, place, values[i]) ? 0 : 1;
        }
        for (int i = 0; i < extra.length && customizer != null; i++) {
            CustomizerConfig.ExtraMetric metric = customizer.extraMetrics.get(i);
            place.attribute = metric.name;
            place.description = metric.description;
            failed += take(reader, extra, i, place, metric.value) ? 0 : 1;
        }
        reader.next();
        return failed;
    }

    /** A value is an object of the application: whatever it throws costs its own sample only. */
    private static boolean take(Reader reader, @Nullable Node[] nodes, int i, Place place, @Nullable Object value) {
        try {
            nodes[i] = Nodes.take(nodes[i], reader, place, value);
            return true;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return false;
        }
    }

    /** Keeps the nodes of the attributes that are still there. */
    private void align(Shape of) {
        Shape before = nodesOf;
        if (before == of) {
            return;
        }
        @Nullable Node[] aligned = new Node[of.names.length];
        for (int i = 0; before != null && i < nodes.length; i++) {
            int to = of.indexOf(before.names[i]);
            Node node = nodes[i];
            if (to >= 0) {
                aligned[to] = node;
            } else if (node != null) {
                node.drop();
            }
        }
        nodes = aligned;
        nodesOf = of;
    }

    /** Attributes as labels: when one of them changes, all series of the MBean are others. */
    private void label(Shape of, @Nullable Object[] values) {
        if (customizer == null || customizer.attributesAsLabels.isEmpty()) {
            return;
        }
        List<String> names = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (String attribute : customizer.attributesAsLabels) {
            int i = of.indexOf(attribute);
            Object value = i < 0 ? null : values[i];
            if (value != null) {
                names.add(attribute);
                texts.add(String.valueOf(value));
            }
        }
        if (!names.equals(labelNames) || !texts.equals(labelValues)) {
            drop();
            labelNames = names;
            labelValues = texts;
        }
    }

    /** The first attribute whose values are of no use, or -1. */
    int unusable() {
        for (int i = 0; i < nodes.length; i++) {
            Node node = nodes[i];
            if (node != null && node.isUnusable()) {
                return i;
            }
        }
        return -1;
    }

    /** Attributes that are not to be read again. */
    Set<String> unread() {
        return unread;
    }

    /** Has the attribute at this index never read again. */
    void leaveOut(Shape.Pool shapes, int index) {
        Shape before = nodesOf;
        if (before != null) {
            Set<String> more = new HashSet<>(unread);
            more.add(before.names[index]);
            unread = more;
            Shape after = shapes.without(before, index);
            shape = after;
            align(after);
        }
    }

    /** Gives up all its series. */
    void drop() {
        drop(nodes);
        drop(extra);
    }

    private static void drop(@Nullable Node[] nodes) {
        for (Node node : nodes) {
            if (node != null) {
                node.drop();
            }
        }
        Arrays.fill(nodes, null);
    }
}
