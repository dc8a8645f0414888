package dev.sonde.jmx.scrape;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularType;

/** Tabular data: a {@link RowNode} for each row, found by the values of the index columns. */
final class TableNode extends Node {
    private final PathSource source;
    private final TabularType type;
    private final List<String> index;
    private final String[] columns;
    private final Map<List<Object>, RowNode> rows = new HashMap<>();

    TableNode(Place at, TabularType type) {
        this.source = at.source;
        this.type = type;
        this.index = type.getIndexNames();
        CompositeType row = type.getRowType();
        Set<String> others = new TreeSet<>(row.keySet());
        others.removeAll(index);
        this.columns = others.toArray(new String[0]);
    }

    @Override
    Node take(Reader reader, Place at, Object value) {
        if (!(value instanceof TabularData)) {
            return Nodes.replace(this, reader, at, value);
        }
        TabularData table = (TabularData) value;
        TabularType now = table.getTabularType();
        if (now != type && !now.equals(type)) {
            return Nodes.replace(this, reader, at, value);
        }
        Collection<?> values = table.values();
        for (Object row : values) {
            if (row instanceof CompositeData) {
                take(reader, at, (CompositeData) row);
            }
        }
        if (rows.size() > values.size()) {
            forget(reader.scrape());
        }
        return this;
    }

    private void take(Reader reader, Place at, CompositeData row) {
        List<Object> key = new ArrayList<>(index.size());
        for (String name : index) {
            key.add(row.get(name));
        }
        RowNode node = rows.get(key);
        if (node == null) {
            node = new RowNode(source, at.attribute, type.getRowType().getDescription(), index, key, columns);
            rows.put(key, node);
        }
        node.take(reader, row);
    }

    private void forget(int scrape) {
        for (Iterator<RowNode> all = rows.values().iterator(); all.hasNext(); ) {
            RowNode row = all.next();
            if (!row.isOfScrape(scrape)) {
                row.drop();
                all.remove();
            }
        }
    }

    @Override
    void drop() {
        for (RowNode row : rows.values()) {
            row.drop();
        }
        rows.clear();
    }
}
