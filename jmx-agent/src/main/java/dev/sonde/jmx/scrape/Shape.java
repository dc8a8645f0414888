package dev.sonde.jmx.scrape;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes of an MBean that are read, shared by the many that have the same. Immutable. */
final class Shape {
    final String[] names;
    final @Nullable String[] descriptions;

    private Shape(String[] names, @Nullable String[] descriptions) {
        this.names = names;
        this.descriptions = descriptions;
    }

    boolean isSame(String[] otherNames, @Nullable String[] otherDescriptions) {
        return Arrays.equals(names, otherNames) && Arrays.equals(descriptions, otherDescriptions);
    }

    int indexOf(String name) {
        return Arrays.asList(names).indexOf(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape && isSame(((Shape) other).names, ((Shape) other).descriptions);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(names) + Arrays.hashCode(descriptions);
    }

    /** Gives equal shapes as one. Any thread. */
    static final class Pool {
        private final Map<Shape, Shape> shapes = new HashMap<>();

        synchronized Shape get(String[] names, @Nullable String[] descriptions) {
            Shape made = new Shape(names, descriptions);
            Shape known = shapes.putIfAbsent(made, made);
            return known == null ? made : known;
        }

        Shape without(Shape shape, int index) {
            return get(cut(shape.names, index), cut(shape.descriptions, index));
        }

        private static <T> T[] cut(T[] array, int index) {
            T[] shorter = Arrays.copyOf(array, array.length - 1);
            System.arraycopy(array, index + 1, shorter, index, shorter.length - index);
            return shorter;
        }
    }
}
