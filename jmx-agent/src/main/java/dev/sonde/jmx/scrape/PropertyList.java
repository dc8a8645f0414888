package dev.sonde.jmx.scrape;

import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.ObjectName;

/** The properties of a name in the order in which the name gives them; ObjectName itself only tells them sorted. */
final class PropertyList {
    private PropertyList() {}

    static Map<String, String> of(ObjectName name) {
        return parse(name.getKeyPropertyListString());
    }

    /** Values keep their quotes, within which commas and escaped quotes are plain characters. */
    static Map<String, String> parse(String list) {
        Map<String, String> properties = new LinkedHashMap<>();
        int at = 0;
        while (at < list.length()) {
            int equals = list.indexOf('=', at);
            if (equals < 0) {
                return properties;
            }
            int end = end(list, equals + 1);
            properties.put(list.substring(at, equals), list.substring(equals + 1, end));
            at = end + 1;
        }
        return properties;
    }

    private static int end(String list, int from) {
        if (from >= list.length() || list.charAt(from) != '"') {
            int comma = list.indexOf(',', from);
            return comma < 0 ? list.length() : comma;
        }
        int i = from + 1;
        while (i < list.length() && list.charAt(i) != '"') {
            i += list.charAt(i) == '\\' ? 2 : 1;
        }
        return Math.min(i + 1, list.length());
    }
}
