package dev.sonde.core.exposition;

/**
 * How to deflate pages of one layout: the text between the numbers was searched for repetitions once and its literals
 * are bits already, so a scrape only works out distances and appends digits. One deflate block (RFC 1951, 3.2.7) with a
 * Huffman code made for the layout.
 *
 * <p>A page is {@code n + 1} constant segments with {@code n} numbers between them. Immutable.
 */
final class GzipPlan {
    /** Header of the block, bit strings of at most 48 bits. */
    private final long[] headerBits;

    private final int[] headerCounts;

    /** First item of each segment, and one more. */
    private final int[] segmentItems;

    /** Literals: the bits. Match: the bits of its length. */
    private final long[] itemBits;

    private final byte[] itemCounts;

    /** Match: the segment that holds its source; literals: -1. */
    private final int[] itemSources;

    /** Match: where it stands in its segment, less where its source stands in the source's segment. */
    private final int[] itemOffsets;

    private final Huffman literals;
    private final Huffman distances;

    GzipPlan(Block header, Block body, int[] segmentItems, Huffman literals, Huffman distances) {
        this.headerBits = header.bits();
        this.headerCounts = new int[headerBits.length];
        byte[] counts = header.counts();
        for (int i = 0; i < counts.length; i++) {
            headerCounts[i] = counts[i];
        }
        this.segmentItems = segmentItems;
        this.itemBits = body.bits();
        this.itemCounts = body.counts();
        this.itemSources = body.sources();
        this.itemOffsets = body.offsets();
        this.literals = literals;
        this.distances = distances;
    }

    /**
     * Deflates a page.
     *
     * @param numbers begin and end of each number in the page, in pairs
     * @return false when the numbers have grown so much that a repetition is out of reach; the output is void then
     */
    boolean deflate(byte[] page, int[] numbers, int count, BitWriter out) {
        for (int i = 0; i < headerBits.length; i++) {
            out.write(headerBits[i], headerCounts[i]);
        }
        for (int segment = 0; segment <= count; segment++) {
            int start = segment == 0 ? 0 : numbers[2 * segment - 1];
            for (int i = segmentItems[segment]; i < segmentItems[segment + 1]; i++) {
                out.write(itemBits[i], itemCounts[i]);
                int source = itemSources[i];
                if (source >= 0) {
                    int from = source == 0 ? 0 : numbers[2 * source - 1];
                    int distance = start - from + itemOffsets[i];
                    if (distance > DeflateTables.WINDOW) {
                        return false;
                    }
                    distance(distance, out);
                }
            }
            if (segment < count) {
                number(page, numbers[2 * segment], numbers[2 * segment + 1], out);
            }
        }
        out.write(literals.code(DeflateTables.END), literals.length(DeflateTables.END));
        out.align();
        return true;
    }

    private void distance(int distance, BitWriter out) {
        int symbol = DeflateTables.distanceSymbol(distance);
        int extra = DeflateTables.distanceBits(symbol);
        int bits = distances.length(symbol);
        long low = distance - 1 & (1L << extra) - 1;
        out.write(distances.code(symbol) | low << bits, bits + extra);
    }

    private void number(byte[] page, int from, int to, BitWriter out) {
        for (int i = from; i < to; i++) {
            out.write(literals.code(page[i]), literals.length(page[i]));
        }
    }
}
