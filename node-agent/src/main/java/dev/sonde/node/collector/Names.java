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
}
