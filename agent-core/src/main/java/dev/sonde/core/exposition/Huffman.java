package dev.sonde.core.exposition;

import java.util.Arrays;

/**
 * A canonical Huffman code of limited length (RFC 1951, 3.2.2), its codes already bit-reversed as deflate sends them.
 * Immutable.
 */
final class Huffman {
    private final byte[] lengths;
    private final int[] codes;

    private Huffman(byte[] lengths, int[] codes) {
        this.lengths = lengths;
        this.codes = codes;
    }

    /** A code for the symbols whose frequency is not 0; the frequencies may be flattened to keep within the limit. */
    static Huffman of(int[] frequencies, int maxLength) {
        int[] flattened = frequencies.clone();
        byte[] lengths = lengths(flattened);
        while (longest(lengths) > maxLength) {
            for (int i = 0; i < flattened.length; i++) {
                if (flattened[i] > 0) {
                    flattened[i] = flattened[i] / 2 + 1;
                }
            }
            lengths = lengths(flattened);
        }
        return new Huffman(lengths, codes(lengths));
    }

    /** Joins the two rarest trees until one is left; a tree is known by its parent links. */
    private static byte[] lengths(int[] frequencies) {
        int symbols = frequencies.length;
        long[] weights = new long[2 * symbols];
        int[] parents = new int[2 * symbols];
        boolean[] joined = new boolean[2 * symbols];
        int trees = 0;
        for (int i = 0; i < symbols; i++) {
            weights[i] = frequencies[i];
            joined[i] = frequencies[i] == 0;
            trees += joined[i] ? 0 : 1;
        }
        byte[] lengths = new byte[symbols];
        if (trees == 1) {
            for (int i = 0; i < symbols; i++) {
                lengths[i] = (byte) (joined[i] ? 0 : 1);
            }
            return lengths;
        }
        int nodes = symbols;
        for (; trees > 1; trees--) {
            int a = takeLightest(weights, joined, nodes);
            int b = takeLightest(weights, joined, nodes);
            weights[nodes] = weights[a] + weights[b];
            parents[a] = nodes;
            parents[b] = nodes;
            nodes++;
        }
        for (int i = 0; i < symbols; i++) {
            for (int node = i; frequencies[i] > 0 && node != nodes - 1; node = parents[node]) {
                lengths[i]++;
            }
        }
        return lengths;
    }

    private static int takeLightest(long[] weights, boolean[] joined, int nodes) {
        int lightest = -1;
        for (int i = 0; i < nodes; i++) {
            if (!joined[i] && (lightest < 0 || weights[i] < weights[lightest])) {
                lightest = i;
            }
        }
        joined[lightest] = true;
        return lightest;
    }

    private static int longest(byte[] lengths) {
        int longest = 0;
        for (byte length : lengths) {
            longest = Math.max(longest, length);
        }
        return longest;
    }

    private static int[] codes(byte[] lengths) {
        int[] counts = new int[16];
        for (byte length : lengths) {
            counts[length]++;
        }
        counts[0] = 0;
        int[] next = new int[17];
        for (int bits = 1; bits <= 15; bits++) {
            next[bits + 1] = next[bits] + counts[bits] << 1;
        }
        int[] codes = new int[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            if (lengths[i] > 0) {
                codes[i] = Integer.reverse(next[lengths[i]]++) >>> 32 - lengths[i];
            }
        }
        return codes;
    }

    int length(int symbol) {
        return lengths[symbol];
    }

    int code(int symbol) {
        return codes[symbol];
    }

    /** Lengths of the first symbols, for the header of a block. */
    byte[] lengths(int count) {
        return Arrays.copyOf(lengths, count);
    }
}
