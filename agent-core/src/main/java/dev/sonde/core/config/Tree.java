package dev.sonde.core.config;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value of a parsed file and where it begins; exactly one of the three contents is there, none for null. An alias
 * shares the tree of its anchor, so the whole is a graph without cycles. Immutable once built.
 */
final class Tree {
    final int line;
    final int column;

    /** How many values there are, aliases counted as often as they are used. */
    final long size;

    @Nullable final Map<String, Tree> map;

    @Nullable final List<Tree> list;

    @Nullable final String scalar;

    /** Whether a scalar is text and nothing else: quoted, or a block. */
    final boolean textOnly;

    private Tree(
            int line,
            int column,
            long size,
            @Nullable Map<String, Tree> map,
            @Nullable List<Tree> list,
            @Nullable String scalar,
            boolean textOnly) {
        this.line = line;
        this.column = column;
        this.size = size;
        this.map = map;
        this.list = list;
        this.scalar = scalar;
        this.textOnly = textOnly;
    }

    static Tree map(int line, int column, Map<String, Tree> map) {
        long size = 1;
        for (Tree value : map.values()) {
            size += value.size;
        }
        return new Tree(line, column, size, map, null, null, false);
    }

    static Tree list(int line, int column, List<Tree> list) {
        long size = 1;
        for (Tree value : list) {
            size += value.size;
        }
        return new Tree(line, column, size, null, list, null, false);
    }

    static Tree scalar(int line, int column, @Nullable String text, boolean textOnly) {
        return new Tree(line, column, 1, null, null, text, textOnly);
    }
}
