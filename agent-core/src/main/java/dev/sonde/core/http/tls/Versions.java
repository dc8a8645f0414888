package dev.sonde.core.http.tls;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** TLS versions: the toolkit's names, oldest first, and those of JSSE. */
final class Versions {
    private static final List<String> GO = Arrays.asList("TLS10", "TLS11", "TLS12", "TLS13");
    private static final List<String> JSSE = Arrays.asList("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3");

    private Versions() {}

    static String[] names() {
        return GO.toArray(new String[0]);
    }

    /** The JSSE names from {@code min} to {@code max}, as far as this Java has them enabled; may be empty. */
    static List<String> between(String min, String max, List<String> enabledInJava) {
        List<String> versions = new ArrayList<>();
        for (int i = GO.indexOf(min); i <= GO.indexOf(max); i++) {
            if (enabledInJava.contains(JSSE.get(i))) {
                versions.add(JSSE.get(i));
            }
        }
        return versions;
    }
}
