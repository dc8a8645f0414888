package dev.sonde.core.http;

import java.util.HashMap;
import java.util.Map;

/**
 * The table of paths: exact matches, 404 for the rest. A route takes GET and HEAD unless it was added for any method;
 * what it does not take gets 405. Routes treat HEAD as GET, the server leaves the body out. Immutable once built.
 */
public final class Routes implements Route {
    private final Map<String, Entry> entries;

    private Routes(Map<String, Entry> entries) {
        this.entries = entries;
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void handle(HttpCall call) {
        Entry entry = entries.get(call.path());
        if (entry == null) {
            Answers.text(call, 404, "404 page not found\n");
        } else if (entry.anyMethod || isRead(call.method())) {
            entry.route.handle(call);
        } else {
            call.setHeader("Allow", "GET, HEAD");
            Answers.text(call, 405, "405 method not allowed\n");
        }
    }

    private static boolean isRead(String method) {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Collects routes; a path has one. */
    public static final class Builder {
        private final Map<String, Entry> entries = new HashMap<>();

        private Builder() {}

        /** A route that takes GET and HEAD. */
        public Builder get(String path, Route route) {
            return add(path, route, false);
        }

        /** A route that takes every method, as the peers' metrics pages do. */
        public Builder any(String path, Route route) {
            return add(path, route, true);
        }

        public Routes build() {
            return new Routes(new HashMap<>(entries));
        }

        private Builder add(String path, Route route, boolean anyMethod) {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("path without a leading slash: " + path);
            }
            if (entries.put(path, new Entry(route, anyMethod)) != null) {
                throw new IllegalArgumentException("two routes for " + path);
            }
            return this;
        }
    }

    private static final class Entry {
        final Route route;
        final boolean anyMethod;

        Entry(Route route, boolean anyMethod) {
            this.route = route;
            this.anyMethod = anyMethod;
        }
    }
}
