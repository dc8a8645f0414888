package dev.sonde.core.exposition;

import java.util.Arrays;

/**
 * Makes the {@link GzipPlan} of a layout from one page of it: finds repetitions in the text between the numbers (greedy,
 * hash chains of bounded depth, a source never crosses a number), then the Huffman codes for what is left. Work is
 * linear in the page. Used once.
 */
final class GzipPlanner {
    private static final int HASH_BITS = 14;
    private static final int CHAIN = 24;

    /** Matches reach less far than deflate's window, so that numbers have room to grow. */
    private static final int REACH = 28 * 1024;

    /** Shorter ones cost as much as their literals, distances being dear. */
    private static final int SHORTEST = 4;

    private static final byte[] NUMBER_BYTES = {
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', 'e', '+', '-', 'N', 'a', 'I', 'n', 'f'
    };
    private static final byte[] LENGTH_ORDER = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    private final byte[] page;
    private final int[] numbers;
    private final int count;
    private final int length;
    private final boolean[] inNumber;
    private final int[] heads = new int[1 << HASH_BITS];
    private final int[] previous;
    private final int[] literalFrequencies = new int[DeflateTables.LITERALS];
    private final int[] distanceFrequencies = new int[DeflateTables.DISTANCES];

    /** Matches found, in page order: where, how long, from where. */
    private int[] matches = new int[3 * 256];

    private int matched;

    /**
     * @param numbers begin and end of each of the page's {@code count} numbers, in pairs
     */
    GzipPlanner(byte[] page, int length, int[] numbers, int count) {
        this.page = page;
        this.length = length;
        this.numbers = numbers;
        this.count = count;
        this.inNumber = new boolean[length];
        this.previous = new int[length];
        Arrays.fill(heads, -1);
        for (int i = 0; i < count; i++) {
            Arrays.fill(inNumber, numbers[2 * i], numbers[2 * i + 1], true);
        }
    }

    GzipPlan plan() {
        for (int segment = 0; segment <= count; segment++) {
            search(start(segment), end(segment));
        }
        for (int at = 0; at < length; at++) {
            if (inNumber[at]) {
                literalFrequencies[page[at] & 0xff]++;
            }
        }
        for (byte b : NUMBER_BYTES) {
            literalFrequencies[b]++;
        }
        literalFrequencies[DeflateTables.END]++;
        for (int i = 0; i < distanceFrequencies.length; i++) {
            distanceFrequencies[i]++;
        }
        Huffman literals = Huffman.of(literalFrequencies, 15);
        Huffman distances = Huffman.of(distanceFrequencies, 15);
        int[] segmentItems = new int[count + 2];
        Block body = body(literals, segmentItems);
        return new GzipPlan(header(literals, distances), body, segmentItems, literals, distances);
    }

    private int start(int segment) {
        return segment == 0 ? 0 : numbers[2 * segment - 1];
    }

    private int end(int segment) {
        return segment == count ? length : numbers[2 * segment];
    }

    private void search(int from, int to) {
        int at = from;
        while (at < to) {
            int best = 0;
            int source = -1;
            if (to - at >= SHORTEST) {
                int most = Math.min(to - at, DeflateTables.MAX_MATCH);
                int candidate = heads[hash(at)];
                for (int i = 0; i < CHAIN && candidate >= 0 && at - candidate <= REACH && best < most; i++) {
                    int found = common(candidate, at, most);
                    if (found > best) {
                        best = found;
                        source = candidate;
                    }
                    candidate = previous[candidate];
                }
            }
            int taken = 1;
            if (best >= SHORTEST) {
                match(at, best, source);
                taken = best;
            } else {
                literalFrequencies[page[at] & 0xff]++;
            }
            for (int i = 0; i < taken; i++, at++) {
                if (to - at >= SHORTEST) {
                    int hash = hash(at);
                    previous[at] = heads[hash];
                    heads[hash] = at;
                }
            }
        }
    }

    private int common(int source, int at, int most) {
        int n = 0;
        while (n < most && page[source + n] == page[at + n] && !inNumber[source + n]) {
            n++;
        }
        return n;
    }

    private int hash(int at) {
        int four = page[at] & 0xff | (page[at + 1] & 0xff) << 8 | (page[at + 2] & 0xff) << 16 | page[at + 3] << 24;
        return four * 0x9E3779B1 >>> 32 - HASH_BITS;
    }

    private void match(int at, int found, int source) {
        if (matched + 3 > matches.length) {
            matches = Arrays.copyOf(matches, 2 * matches.length);
        }
        matches[matched++] = at;
        matches[matched++] = found;
        matches[matched++] = source;
        literalFrequencies[257 + DeflateTables.lengthIndex(found)]++;
        distanceFrequencies[DeflateTables.distanceSymbol(at - source)]++;
    }

    private Block body(Huffman literals, int[] segmentItems) {
        Block block = new Block();
        int next = 0;
        for (int segment = 0; segment <= count; segment++) {
            segmentItems[segment] = block.mark();
            int at = start(segment);
            while (at < end(segment)) {
                if (next < matched && matches[next] == at) {
                    int found = matches[next + 1];
                    match(block, literals, found, segment, at, matches[next + 2]);
                    next += 3;
                    at += found;
                } else {
                    int symbol = page[at++] & 0xff;
                    block.literal(literals.code(symbol), literals.length(symbol));
                }
            }
        }
        segmentItems[count + 1] = block.mark();
        return block;
    }

    private void match(Block block, Huffman literals, int found, int segment, int at, int source) {
        int index = DeflateTables.lengthIndex(found);
        int bits = literals.length(257 + index);
        long extra = found - DeflateTables.lengthBase(index);
        int from = segmentOf(source);
        block.match(
                literals.code(257 + index) | extra << bits,
                bits + DeflateTables.lengthBits(index),
                from,
                at - start(segment) - (source - start(from)));
    }

    private int segmentOf(int at) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = low + high + 1 >>> 1;
            if (start(middle) <= at) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** Last block, dynamic codes: the code lengths of both alphabets, themselves Huffman coded, without run lengths. */
    private static Block header(Huffman literals, Huffman distances) {
        byte[] lengths = Arrays.copyOf(literals.lengths(DeflateTables.LITERALS), DeflateTables.LITERALS + 30);
        System.arraycopy(
                distances.lengths(DeflateTables.DISTANCES),
                0,
                lengths,
                DeflateTables.LITERALS,
                DeflateTables.DISTANCES);
        int[] frequencies = new int[LENGTH_ORDER.length];
        for (byte bits : lengths) {
            frequencies[bits]++;
        }
        Huffman code = Huffman.of(frequencies, 7);
        Block block = new Block();
        block.literal(1, 1);
        block.literal(2, 2);
        block.literal(DeflateTables.LITERALS - 257, 5);
        block.literal(DeflateTables.DISTANCES - 1, 5);
        block.literal(LENGTH_ORDER.length - 4, 4);
        for (byte symbol : LENGTH_ORDER) {
            block.literal(code.length(symbol), 3);
        }
        for (byte bits : lengths) {
            block.literal(code.code(bits), code.length(bits));
        }
        return block;
    }
}
