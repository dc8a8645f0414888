package dev.sonde.jmx.scrape;

/** A value that no page can show. */
final class UnusableNode extends Node {
    private final boolean array;

    UnusableNode(boolean array) {
        this.array = array;
    }

    @Override
    Node take(Reader reader, Place place, Object value) {
        boolean same = value.getClass().isArray() ? array : !array && Reader.isUnusable(value);
        return same ? this : Nodes.replace(this, reader, place, value);
    }

    @Override
    void drop() {}

    /** Arrays may turn into something else, as the peer has it. */
    @Override
    boolean isUnusable() {
        return !array;
    }
}
