package dev.sonde.db.redis;

import dev.sonde.db.redis.resp.Replies;

/** A reply that is a list of names and values in turn. */
final class Fields {
    private Fields() {}

    /** The node of a name's value in the array at {@code list}; -1 when it is not there. */
    static int find(Replies replies, int list, String name) {
        int node = list + 1;
        for (int i = 0; i + 1 < replies.size(list); i += 2) {
            int value = replies.next(node);
            if (replies.is(node, name)) {
                return value;
            }
            node = replies.next(value);
        }
        return -1;
    }

    /** The text of a name's value, empty when it is not there. */
    static String text(Replies replies, int list, String name) {
        int node = find(replies, list, name);
        return node < 0 ? "" : replies.text(node);
    }
}
