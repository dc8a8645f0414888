package dev.sonde.db;

import java.util.Map;

/**
 * The variable by which mysqld_exporter up to 0.14 was told where to go, {@code user:password@(host:3306)/}, which many
 * installations still set.
 */
final class DataSourceName {
    private DataSourceName() {}

    /** Fills in what the text says, as options of an option file. */
    static void parse(String text, Map<String, String> into) {
        int slash = text.lastIndexOf('/');
        String parameters = slash < 0 ? "" : text.substring(slash + 1);
        String head = text;
        // a socket's path has slashes of its own, within its brackets
        int close = text.lastIndexOf(')');
        if (slash > close) {
            head = text.substring(0, slash);
        }
        int at = head.lastIndexOf('@');
        String login = at < 0 ? "" : head.substring(0, at);
        String place = head.substring(at + 1);
        int colon = login.indexOf(':');
        into.put("user", colon < 0 ? login : login.substring(0, colon));
        into.put("password", colon < 0 ? "" : login.substring(colon + 1));
        int open = place.indexOf('(');
        String address = open < 0 ? "" : place.substring(open + 1, place.length() - (place.endsWith(")") ? 1 : 0));
        boolean unix = place.startsWith("unix");
        into.put("address", address.isEmpty() ? "localhost:3306" : unix ? "unix://" + address : address);
        int question = parameters.indexOf('?');
        for (String parameter : question < 0
                ? new String[0]
                : parameters.substring(question + 1).split("&")) {
            if (parameter.startsWith("tls=")) {
                into.put("tls", parameter.substring(4));
            }
        }
    }
}
