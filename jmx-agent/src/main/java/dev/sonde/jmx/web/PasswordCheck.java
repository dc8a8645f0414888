package dev.sonde.jmx.web;

import dev.sonde.core.config.ConfigException;
import dev.sonde.jmx.config.BasicAuthConfig;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * Compares a password with what is kept of it. {@code SHA-*} is the digest of salt, colon and password; the length of a
 * PBKDF2 key is that of the hash, since versions of the peer disagree on what {@code keyLength} counts. Any thread.
 */
final class PasswordCheck {
    private static final int HEX = 16;

    private final BasicAuthConfig config;
    private final byte[] expected;

    PasswordCheck(BasicAuthConfig config) {
        this.config = config;
        String secret = config.secret.reveal();
        this.expected = isPlain() ? secret.getBytes(StandardCharsets.UTF_8) : bytes(secret);
    }

    private boolean isPlain() {
        return config.algorithm.equalsIgnoreCase("plaintext");
    }

    /** Whether the answer takes so long that other calls should not wait for it. */
    boolean isSlow() {
        return config.algorithm.startsWith("PBKDF2");
    }

    private static byte[] bytes(String hexadecimal) {
        String digits = hexadecimal.replace(":", "").trim();
        byte[] bytes = new byte[digits.length() / 2];
        try {
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), HEX);
            }
        } catch (NumberFormatException e) {
            throw new ConfigException("httpServer.authentication.basic.passwordHash: expected hexadecimal digits");
        }
        return bytes;
    }

    boolean accepts(String password) {
        try {
            return MessageDigest.isEqual(expected, derived(password));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private byte[] derived(String password) throws GeneralSecurityException {
        if (isPlain()) {
            return password.getBytes(StandardCharsets.UTF_8);
        }
        if (!isSlow()) {
            MessageDigest digest = MessageDigest.getInstance(config.algorithm);
            return digest.digest((config.salt + ":" + password).getBytes(StandardCharsets.UTF_8));
        }
        PBEKeySpec key = new PBEKeySpec(
                password.toCharArray(),
                config.salt.getBytes(StandardCharsets.UTF_8),
                config.iterations,
                Byte.SIZE * expected.length);
        return SecretKeyFactory.getInstance(config.algorithm)
                .generateSecret(key)
                .getEncoded();
    }
}
