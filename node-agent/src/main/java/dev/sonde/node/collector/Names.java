package dev.sonde.node.collector;

/** Names of metrics made of what a kernel file calls its fields. */
final class Names {
    private Names() {}

    /**
     * The key with every run of characters that no metric name may have as one underscore, none of them at its end:
     * {@code Active(anon)} is {@code Active_anon}.
     */
    static String metricPart(String key) {
        StringBuilder name = new StringBuilder(key.length());
        boolean gap = false;
        for (int i = 0; i < key.length(); i++) {
            char c = key.charAt(i);
            if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_') {
                if (gap) {
                    name.append('_');
                    gap = false;
                }
                name.append(c);
            } else {
                gap = true;
            }
        }
        return name.length() == 0 ? "_" : name.toString();
    }

    /**
     * The key with every character that no metric name may have, and the underscores around it, as one underscore:
     * {@code a-_b__c} is {@code a_b__c}.
     */
    static String collapsed(String key) {
        StringBuilder name = new StringBuilder(key.length());
        int at = 0;
        while (at < key.length()) {
            int end = at;
            boolean foreign = false;
            while (end < key.length() && !isLetterOrDigit(key.charAt(end))) {
                foreign |= key.charAt(end) != '_';
                end++;
            }
            if (end == at) {
                name.append(key.charAt(at++));
            } else {
                name.append(foreign ? "_" : key.substring(at, end));
                at = end;
            }
        }
        return name.toString();
    }

    private static boolean isLetterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
