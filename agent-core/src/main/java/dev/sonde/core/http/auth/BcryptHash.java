package dev.sonde.core.http.auth;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.charset.StandardCharsets;

/** A bcrypt hash as {@code htpasswd -B} writes it: {@code $2y$10$...}. Immutable; never shows itself. */
public final class BcryptHash {
    private static final int LENGTH = 60;
    private static final int COST_AT = 4;
    private static final int SALT_AT = 7;
    private static final int MIN_COST = 4;
    private static final int MAX_COST = 31;
    private static final int NEW_COST = 10;
    private static final String DIGITS = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final byte[] text;
    private final int cost;

    private BcryptHash(String text, int cost) {
        this.text = text.getBytes(StandardCharsets.US_ASCII);
        this.cost = cost;
    }

    /** @throws IllegalArgumentException when that is not such a hash; the message does not quote it */
    public static BcryptHash parse(String text) {
        boolean good = text.length() == LENGTH
                && (text.startsWith("$2a$") || text.startsWith("$2b$") || text.startsWith("$2y$"))
                && text.charAt(SALT_AT - 1) == '$';
        for (int i = SALT_AT; good && i < LENGTH; i++) {
            good = DIGITS.indexOf(text.charAt(i)) >= 0;
        }
        int tens = good ? Character.digit(text.charAt(COST_AT), 10) : -1;
        int ones = good ? Character.digit(text.charAt(COST_AT + 1), 10) : -1;
        int cost = tens * 10 + ones;
        if (tens < 0 || ones < 0 || cost < MIN_COST || cost > MAX_COST) {
            throw new IllegalArgumentException("not a bcrypt hash ($2a$, $2b$ or $2y$, cost 4 to 31)");
        }
        return new BcryptHash(text, cost);
    }

    /** The text of a new hash of a password. Takes tens of milliseconds. */
    public static String hash(String password) {
        return BCrypt.with(BCrypt.Version.VERSION_2Y, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y))
                .hashToString(NEW_COST, password.toCharArray());
    }

    /** A hash of which nobody knows the password, and that takes as long to compute as {@code like}. */
    static BcryptHash decoy(BcryptHash like) {
        StringBuilder text = new StringBuilder("$2y$");
        text.append(like.cost / 10).append(like.cost % 10).append('$');
        while (text.length() < LENGTH) {
            text.append('.');
        }
        return new BcryptHash(text.toString(), like.cost);
    }

    /** Takes tens of milliseconds and more, by its cost. */
    boolean matches(String password) {
        BCrypt.Verifyer verifyer = BCrypt.verifyer(null, LongPasswordStrategies.truncate(BCrypt.Version.VERSION_2Y));
        return verifyer.verify(password.getBytes(StandardCharsets.UTF_8), text).verified;
    }

    byte[] bytes() {
        return text.clone();
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
