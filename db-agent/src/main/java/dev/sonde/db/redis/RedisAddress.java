package dev.sonde.db.redis;

import dev.sonde.core.config.Secret;
import dev.sonde.db.net.HostPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * Where a target is and what its address says of user, password and database. Immutable.
 *
 * @param database -1 when the address names none
 * @param scheme {@code redis}, {@code rediss}, {@code valkey}, {@code valkeys} or {@code unix}
 */
record RedisAddress(String scheme, HostPort where, String user, Secret password, int database) {
    private static final int PORT = 6379;

    /**
     * Reads {@code host:port}, {@code unix://path} or {@code scheme://[user[:password]@]host[:port][/database]}.
     *
     * @throws IllegalArgumentException when it is neither; the message holds no password
     */
    static RedisAddress parse(String text) {
        int sep = text.indexOf("://");
        if (sep < 0) {
            return parse("redis://" + text);
        }
        String scheme = text.substring(0, sep);
        String rest = text.substring(sep + 3);
        if (scheme.equals("unix")) {
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("unix:// needs the path of a socket");
            }
            return new RedisAddress(scheme, HostPort.unix(rest), "", new Secret(""), -1);
        }
        if (!scheme.equals("redis")
                && !scheme.equals("rediss")
                && !scheme.equals("valkey")
                && !scheme.equals("valkeys")) {
            throw new IllegalArgumentException("unknown scheme \"" + scheme + "\" in the address");
        }
        int at = rest.lastIndexOf('@');
        String login = at < 0 ? "" : rest.substring(0, at);
        String place = rest.substring(at + 1);
        int question = place.indexOf('?');
        place = question < 0 ? place : place.substring(0, question);
        int slash = place.indexOf('/');
        String path = slash < 0 ? "" : place.substring(slash + 1);
        HostPort where = HostPort.parse(slash < 0 ? place : place.substring(0, slash), PORT);
        int colon = login.indexOf(':');
        String user = colon < 0 ? login : login.substring(0, colon);
        String password = colon < 0 ? "" : login.substring(colon + 1);
        return new RedisAddress(scheme, where, decode(user), new Secret(decode(password)), database(path));
    }

    private static String decode(String text) {
        // a plus sign is itself here, unlike in a form
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static int database(String path) {
        if (path.isEmpty()) {
            return -1;
        }
        try {
            return Integer.parseUnsignedInt(path);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not the number of a database: \"" + path + "\"");
        }
    }

    RedisAddress withUser(String name) {
        return new RedisAddress(scheme, where, name, password, database);
    }

    boolean tls() {
        return scheme.equals("rediss") || scheme.equals("valkeys");
    }

    /** The address without its password, as password files have it. */
    String key() {
        if (where.isUnix()) {
            return where.toString();
        }
        return scheme + "://" + (user.isEmpty() ? "" : user + "@") + where;
    }
}
