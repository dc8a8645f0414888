package dev.sonde.db.mysql;

import java.util.Locale;

/** Which server answered, by its own words. Immutable. */
record MysqlVersion(boolean mariadb, int major, int minor, int patch) {
    static MysqlVersion parse(String text) {
        boolean maria = text.toLowerCase(Locale.ROOT).contains("mariadb");
        String numbers = maria && text.startsWith("5.5.5-") ? text.substring(6) : text;
        int[] parts = new int[3];
        int at = 0;
        for (int i = 0; i < 3; i++) {
            int value = 0;
            while (at < numbers.length() && Character.isDigit(numbers.charAt(at))) {
                value = Math.min(9999, 10 * value + numbers.charAt(at) - '0');
                at++;
            }
            parts[i] = value;
            at++;
        }
        return new MysqlVersion(maria, parts[0], parts[1], parts[2]);
    }

    boolean atLeast(int wantedMajor, int wantedMinor) {
        return major > wantedMajor || major == wantedMajor && minor >= wantedMinor;
    }
}
