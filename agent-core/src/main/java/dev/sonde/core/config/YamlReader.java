package dev.sonde.core.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the tree of a YAML document from the events of the parser that lies below Jackson's. Jackson's own tokens lose
 * what is needed: anchors of scalars, and the difference between an empty value and an empty text (seen in 2.22).
 *
 * <p>Anchors, aliases and merge keys are resolved. No tag makes an object of anything.
 */
final class YamlReader {
    private static final Set<String> NULLS = new HashSet<>(Arrays.asList("", "~", "null", "Null", "NULL"));
    private static final Set<String> KNOWN_TAGS = new HashSet<>(Arrays.asList(
            "!",
            Tag.STR.getValue(),
            Tag.INT.getValue(),
            Tag.FLOAT.getValue(),
            Tag.BOOL.getValue(),
            Tag.NULL.getValue(),
            Tag.MAP.getValue(),
            Tag.SEQ.getValue()));

    private final TreeBuilder builder;
    private final ParserImpl parser;
    private final Map<String, Tree> anchors = new HashMap<>();

    private YamlReader(TreeBuilder builder, ParserImpl parser) {
        this.builder = builder;
        this.parser = parser;
    }

    static Tree read(String text, TreeBuilder builder) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(ConfigFile.MAX_BYTES);
        return new YamlReader(builder, new ParserImpl(new StreamReader(text), options)).document();
    }

    private Tree document() {
        parser.getEvent();
        Event start = parser.getEvent();
        if (start.is(Event.ID.StreamEnd)) {
            return Tree.scalar(1, 1, null, false);
        }
        Tree root = value(parser.getEvent());
        parser.getEvent();
        Event end = parser.getEvent();
        if (!end.is(Event.ID.StreamEnd)) {
            throw error(end, "a second document, expected only one");
        }
        return root;
    }

    /** Reads the value that begins with {@code start}, an event just taken. */
    private Tree value(Event start) {
        String anchor = ((NodeEvent) start).getAnchor();
        if (start instanceof AliasEvent) {
            return alias(start, anchor);
        }
        Tree value;
        if (start instanceof ScalarEvent) {
            value = scalar((ScalarEvent) start);
        } else {
            checkTag(start, ((CollectionStartEvent) start).getTag());
            builder.enter(line(start), column(start));
            value = start.is(Event.ID.MappingStart)
                    ? builder.map(line(start), column(start), entries())
                    : builder.list(line(start), column(start), items());
        }
        if (anchor != null) {
            anchors.put(anchor, value);
        }
        return value;
    }

    private Tree alias(Event event, @Nullable String anchor) {
        Tree value = anchors.get(anchor);
        if (value == null) {
            throw error(event, "unknown alias *" + anchor);
        }
        return value;
    }

    private Tree scalar(ScalarEvent event) {
        String text = event.getValue();
        String tag = event.getTag();
        checkTag(event, tag);
        boolean plain = event.isPlain() && tag == null;
        if (plain && NULLS.contains(text) || Tag.NULL.getValue().equals(tag)) {
            return Tree.scalar(line(event), column(event), null, false);
        }
        boolean typed = tag != null && !tag.equals(Tag.STR.getValue()) && !tag.equals("!");
        return builder.text(line(event), column(event), text, !plain && !typed);
    }

    private void checkTag(Event event, @Nullable String tag) {
        if (tag != null && !KNOWN_TAGS.contains(tag)) {
            throw error(event, "unknown tag " + tag);
        }
    }

    private List<Tree> items() {
        List<Tree> items = new ArrayList<>();
        for (Event event = parser.getEvent(); !event.is(Event.ID.SequenceEnd); event = parser.getEvent()) {
            items.add(value(event));
        }
        return items;
    }

    private Map<String, Tree> entries() {
        Map<String, Tree> entries = new LinkedHashMap<>();
        List<Tree> merges = new ArrayList<>();
        for (Event event = parser.getEvent(); !event.is(Event.ID.MappingEnd); event = parser.getEvent()) {
            if (isMerge(event)) {
                Tree sources = value(parser.getEvent());
                merges.addAll(sources.list == null ? Arrays.asList(sources) : sources.list);
                continue;
            }
            String key = key(event);
            builder.requireNew(entries, key, line(event), column(event));
            entries.put(key, value(parser.getEvent()));
        }
        merge(entries, merges);
        return entries;
    }

    /** The keys of the map itself win, then those of the sources in their order. */
    private void merge(Map<String, Tree> entries, List<Tree> sources) {
        for (Tree source : sources) {
            if (source.map == null) {
                throw builder.error(source.line, source.column, "<<: expected a map");
            }
            for (Map.Entry<String, Tree> entry : source.map.entrySet()) {
                entries.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
    }

    private static boolean isMerge(Event event) {
        return event instanceof ScalarEvent
                && ((ScalarEvent) event).isPlain()
                && ((ScalarEvent) event).getValue().equals("<<");
    }

    private String key(Event event) {
        Tree key = event instanceof ScalarEvent || event instanceof AliasEvent ? value(event) : null;
        if (event instanceof ScalarEvent) {
            // As written, also where it reads as null.
            return ((ScalarEvent) event).getValue();
        }
        if (key == null || key.scalar == null) {
            throw error(event, "expected a text as key");
        }
        return key.scalar;
    }

    private ConfigException error(Event event, String problem) {
        return builder.error(line(event), column(event), problem);
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().getColumn() + 1;
    }
}
