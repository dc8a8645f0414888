package dev.sonde.jmx.config;

/** {@code ${NAME}} as a whole value stands for an environment variable; anything else for itself. */
final class Variables {
    private Variables() {}

    static String resolve(KeyedNode node, String key, String text) {
        String trimmed = text.trim();
        if (!trimmed.startsWith("${") || !trimmed.endsWith("}")) {
            return text;
        }
        String name = trimmed.substring(2, trimmed.length() - 1).trim();
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw node.error(key, "environment variable " + name + " is not set or empty");
        }
        return value;
    }
}
