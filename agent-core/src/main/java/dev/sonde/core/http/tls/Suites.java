package dev.sonde.core.http.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cipher suites under Go's names, which are those of JSSE but for two short ones. The list is that of crypto/tls
 * CipherSuites: without the suites it calls insecure.
 */
final class Suites {
    private static final List<String> TLS_13 =
            Arrays.asList("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    /** In the order in which they are preferred when the file names none. */
    private static final List<String> UP_TO_TLS_12 = Arrays.asList(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

    private Suites() {}

    /** The JSSE name, or null if there is no such suite. */
    static @Nullable String byGoName(String name) {
        String full = name.endsWith("_CHACHA20_POLY1305") ? name + "_SHA256" : name;
        return TLS_13.contains(full) || UP_TO_TLS_12.contains(full) ? full : null;
    }

    /**
     * What to enable: the suites of TLS 1.3, which Go does not let anybody choose, then those asked for, or all.
     *
     * @param chosen JSSE names; empty for the defaults
     * @param supported what this Java has
     */
    static String[] enabled(List<String> chosen, List<String> supported) {
        List<String> enabled = new ArrayList<>(TLS_13);
        for (String suite : chosen.isEmpty() ? UP_TO_TLS_12 : chosen) {
            if (!enabled.contains(suite)) {
                enabled.add(suite);
            }
        }
        enabled.retainAll(supported);
        return enabled.toArray(new String[0]);
    }
}
