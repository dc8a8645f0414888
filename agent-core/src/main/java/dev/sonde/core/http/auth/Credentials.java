package dev.sonde.core.http.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** What a client says in an Authorization header of RFC 7617. */
final class Credentials {
    private static final String SCHEME = "Basic ";

    final String user;
    final String password;

    private Credentials(String user, String password) {
        this.user = user;
        this.password = password;
    }

    /** Null if there are none that can be understood. */
    static @Nullable Credentials parse(@Nullable String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(header.substring(SCHEME.length()));
            String pair = new String(decoded, StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return colon < 0 ? null : new Credentials(pair.substring(0, colon), pair.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
