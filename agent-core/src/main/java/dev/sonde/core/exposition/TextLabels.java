package dev.sonde.core.exposition;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The labels of one sample, sorted by name, values as they stand on the wire: the three escapes that the format knows are
 * the ones it demands, so a value needs no decoding to be written again. Reused; one thread at a time.
 */
public final class TextLabels {
    private byte[] bytes = new byte[256];
    private int used;
    private int size;

    /** Four numbers for each label: where its name begins and ends, where its value does. */
    private int[] bounds = new int[4 * 8];

    void clear() {
        used = 0;
        size = 0;
    }

    public int size() {
        return size;
    }

    public byte[] name(int i) {
        return Arrays.copyOfRange(bytes, bounds[4 * i], bounds[4 * i + 1]);
    }

    /** The value of the label, escaped. */
    public byte[] escapedValue(int i) {
        return Arrays.copyOfRange(bytes, bounds[4 * i + 2], bounds[4 * i + 3]);
    }

    /**
     * Adds a label in its place.
     *
     * @param escaped the value as on the wire
     * @return false when there is one of that name
     */
    boolean add(TextBytes name, TextBytes escaped) {
        return add(name.bytes(), 0, name.length(), escaped.bytes(), 0, escaped.length());
    }

    private boolean add(byte[] name, int nameFrom, int nameTo, byte[] value, int valueFrom, int valueTo) {
        int at = size;
        while (at > 0) {
            int order = compare(name, nameFrom, nameTo, bytes, bounds[4 * at - 4], bounds[4 * at - 3]);
            if (order == 0) {
                return false;
            }
            if (order > 0) {
                break;
            }
            at--;
        }
        if (4 * size == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * bounds.length);
        }
        System.arraycopy(bounds, 4 * at, bounds, 4 * at + 4, 4 * (size - at));
        size++;
        bounds[4 * at] = used;
        append(name, nameFrom, nameTo);
        bounds[4 * at + 1] = used;
        bounds[4 * at + 2] = used;
        append(value, valueFrom, valueTo);
        bounds[4 * at + 3] = used;
        return true;
    }

    private void append(byte[] from, int start, int end) {
        int n = end - start;
        if (bytes.length - used < n) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + n));
        }
        System.arraycopy(from, start, bytes, used, n);
        used += n;
    }

    int compareName(int i, byte[] other) {
        return compare(bytes, bounds[4 * i], bounds[4 * i + 1], other, 0, other.length);
    }

    private static int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
        int n = Math.min(aTo - aFrom, bTo - bFrom);
        for (int i = 0; i < n; i++) {
            int order = a[aFrom + i] - b[bFrom + i];
            if (order != 0) {
                return order;
            }
        }
        return aTo - aFrom - (bTo - bFrom);
    }

    /** The names of all labels, sorted. */
    public List<byte[]> names() {
        List<byte[]> names = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            names.add(name(i));
        }
        return names;
    }

    /** The sorted list with one more name in its place. */
    public static List<byte[]> withName(List<byte[]> sorted, String asciiName) {
        byte[] name = asciiName.getBytes(StandardCharsets.US_ASCII);
        List<byte[]> names = new ArrayList<>(sorted);
        int at = 0;
        while (at < names.size() && compare(names.get(at), 0, names.get(at).length, name, 0, name.length) < 0) {
            at++;
        }
        names.add(at, name);
        return names;
    }

    /** Whether every label has its name in that sorted list. */
    public boolean within(List<byte[]> names) {
        int at = 0;
        for (int i = 0; i < size; i++) {
            while (at < names.size() && compareName(i, names.get(at)) > 0) {
                at++;
            }
            if (at == names.size() || compareName(i, names.get(at)) != 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Appends {@code {a="1",b=""}}, or nothing when there is no label, and the blank that ends the labels of a series.
     *
     * @param names sorted; a label that the sample lacks gets an empty value, one that is not among them is left out
     */
    public void write(List<byte[]> names, TextBytes out) {
        int own = 0;
        for (int at = 0; at < names.size(); at++) {
            byte[] name = names.get(at);
            while (own < size && compareName(own, name) < 0) {
                own++;
            }
            out.add(at == 0 ? '{' : ',');
            out.add(name, 0, name.length);
            out.add('=');
            out.add('"');
            if (own < size && compareName(own, name) == 0) {
                out.add(bytes, bounds[4 * own + 2], bounds[4 * own + 3]);
            }
            out.add('"');
        }
        if (!names.isEmpty()) {
            out.add('}');
        }
        out.add(' ');
    }

    /** Takes labels that {@link #write} has made. */
    public void read(byte[] written) {
        clear();
        if (written[0] == ' ') {
            return;
        }
        int i = 1;
        while (i < written.length) {
            int name = i;
            while (written[i] != '=') {
                i++;
            }
            int value = i + 2;
            int end = value;
            while (written[end] != '"') {
                end += written[end] == '\\' ? 2 : 1;
            }
            add(written, name, i, written, value, end);
            i = end + 2;
            if (written[i - 1] == '}') {
                return;
            }
        }
    }

    /** Adds a label whose value needs no escapes. */
    public void add(String asciiName, byte[] value, int length) {
        byte[] name = asciiName.getBytes(StandardCharsets.US_ASCII);
        add(name, 0, name.length, value, 0, length);
    }
}
