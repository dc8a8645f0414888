package dev.sonde.db.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A list of keys or patterns, {@code [dbN=]pattern} parted by commas, each encoded as in a URL. */
final class KeyPatterns {
    private KeyPatterns() {}

    /** By database; what names none is in database 0. */
    static Map<Integer, List<String>> parse(List<String> list) {
        Map<Integer, List<String>> byDatabase = new TreeMap<>();
        for (String item : list) {
            int equals = item.indexOf('=');
            int database = equals < 0 ? -1 : database(item.substring(0, equals));
            String pattern = database < 0 ? item : item.substring(equals + 1);
            byDatabase
                    .computeIfAbsent(Math.max(0, database), key -> new ArrayList<>())
                    .add(decode(pattern));
        }
        return byDatabase;
    }

    /** {@code db3} or {@code 3}; -1 when it is neither, and the equals sign a part of the key. */
    private static int database(String text) {
        String number = text.startsWith("db") ? text.substring(2) : text;
        if (number.isEmpty() || number.length() > 5) {
            return -1;
        }
        for (int i = 0; i < number.length(); i++) {
            if (number.charAt(i) < '0' || number.charAt(i) > '9') {
                return -1;
            }
        }
        return Integer.parseInt(number);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
