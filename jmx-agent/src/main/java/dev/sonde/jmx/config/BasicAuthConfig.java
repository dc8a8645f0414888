package dev.sonde.jmx.config;

import dev.sonde.core.config.Secret;

/** The block {@code httpServer.authentication.basic}. Immutable. */
public final class BasicAuthConfig {
    private static final String PLAIN = "plaintext";

    public final String username;
    /** {@code plaintext}, {@code SHA-256}, {@code PBKDF2WithHmacSHA256}, ... */
    public final String algorithm;
    /** The password, or its hash as hexadecimal digits, which may be separated by colons. */
    public final Secret secret;
    /** Empty for plain text. */
    public final String salt;

    public final int iterations;
    /** As it stands in the file; bits or, as 1.0.1 had it, bytes. */
    public final int keyLength;

    BasicAuthConfig(KeyedNode node) {
        node.known("username", "password", "algorithm", "passwordHash", "salt", "iterations", "keyLength");
        username = Variables.resolve(node, "username", required(node, "username"));
        algorithm = node.text("algorithm", PLAIN);
        boolean plain = algorithm.equalsIgnoreCase(PLAIN);
        if (plain) {
            secret = new Secret(Variables.resolve(node, "password", required(node, "password")));
            salt = "";
        } else {
            secret = new Secret(required(node, "passwordHash"));
            salt = required(node, "salt");
        }
        boolean stretched = algorithm.startsWith("PBKDF2WithHmac");
        boolean digest = algorithm.equals("SHA-1") || algorithm.equals("SHA-256") || algorithm.equals("SHA-512");
        if (!plain && !stretched && !digest) {
            throw node.error("algorithm", "unknown algorithm " + algorithm);
        }
        iterations = node.integer("iterations", iterations(algorithm));
        keyLength = node.integer("keyLength", 128);
        if (iterations < 1 || keyLength < 1) {
            throw node.error("iterations and keyLength have to be above 0");
        }
    }

    private static String required(KeyedNode node, String key) {
        String text = node.text(key);
        if (text == null || text.trim().isEmpty()) {
            throw node.error("missing key " + key);
        }
        return text;
    }

    private static int iterations(String algorithm) {
        switch (algorithm) {
            case "PBKDF2WithHmacSHA1":
                return 1_300_000;
            case "PBKDF2WithHmacSHA256":
                return 600_000;
            default:
                return 210_000;
        }
    }
}
