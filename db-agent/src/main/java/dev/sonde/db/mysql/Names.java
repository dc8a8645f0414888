package dev.sonde.db.mysql;

/** Names of variables and columns as parts of metric names. */
final class Names {
    private Names() {}

    /** Whatever is no ASCII letter, digit or underscore becomes an underscore. */
    static String valid(String name) {
        StringBuilder valid = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean good = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_';
            valid.append(good ? c : '_');
        }
        return valid.toString();
    }
}
