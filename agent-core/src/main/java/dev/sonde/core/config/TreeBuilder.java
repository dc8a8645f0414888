package dev.sonde.core.config;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the readers of both formats share: places, bounds and the environment. */
final class TreeBuilder {
    private static final int MAX_DEPTH = 64;
    private static final int MAX_VALUES = 500_000;

    private final String file;

    @Nullable private final Map<String, String> environment;

    @Nullable private final Consumer<String> duplicates;

    private int depth;

    /**
     * @param environment null where {@code ${NAME}} has no meaning
     * @param duplicates is told of a key that comes again, the last of which then counts; null where that is an error
     */
    TreeBuilder(String file, @Nullable Map<String, String> environment, @Nullable Consumer<String> duplicates) {
        this.file = file;
        this.environment = environment;
        this.duplicates = duplicates;
    }

    /** To be called where a map or list begins; {@link #map} and {@link #list} end it. */
    void enter(int line, int column) {
        if (++depth > MAX_DEPTH) {
            throw error(line, column, "nested deeper than " + MAX_DEPTH + " levels");
        }
    }

    Tree map(int line, int column, Map<String, Tree> entries) {
        depth--;
        return bounded(Tree.map(line, column, entries));
    }

    Tree list(int line, int column, List<Tree> items) {
        depth--;
        return bounded(Tree.list(line, column, items));
    }

    Tree text(int line, int column, String text, boolean textOnly) {
        int variable = environment == null ? -1 : text.indexOf("${");
        return variable < 0
                ? Tree.scalar(line, column, text, textOnly)
                : Tree.scalar(line, column, expand(line, column, text), false);
    }

    void requireNew(Map<String, Tree> entries, String key, int line, int column) {
        if (entries.containsKey(key)) {
            ConfigException error = error(line, column, key + ": duplicate key");
            if (duplicates == null) {
                throw error;
            }
            duplicates.accept(String.valueOf(error.getMessage()));
        }
    }

    ConfigException error(int line, int column, String problem) {
        return new ConfigException(file + ":" + line + ":" + column + ": " + problem);
    }

    private Tree bounded(Tree tree) {
        if (tree.size > MAX_VALUES) {
            throw error(
                    tree.line,
                    tree.column,
                    "more than " + MAX_VALUES + " values, aliases counted as often as they are used");
        }
        return tree;
    }

    /** Replaces {@code ${NAME}}; {@code $${NAME}} stands for the text without its first dollar. */
    private String expand(int line, int column, String text) {
        StringBuilder out = new StringBuilder();
        int done = 0;
        for (int at = text.indexOf("${"); at >= 0; at = text.indexOf("${", done)) {
            int end = text.indexOf('}', at);
            if (end < 0) {
                break;
            }
            if (at > done && text.charAt(at - 1) == '$') {
                out.append(text, done, at - 1).append(text, at, end + 1);
            } else {
                out.append(text, done, at).append(variable(line, column, text.substring(at + 2, end)));
            }
            done = end + 1;
        }
        return out.append(text, done, text.length()).toString();
    }

    private String variable(int line, int column, String name) {
        String value = environment == null ? null : environment.get(name);
        if (value == null) {
            throw error(line, column, "environment variable " + name + " is not set");
        }
        return value;
    }
}
