package dev.sonde.core.http.tls;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Curves for the key exchange. Java can be told about them for one server since 20; before, only for the whole JVM. */
final class NamedGroups {
    private static final List<String> GO = Arrays.asList("CurveP256", "CurveP384", "CurveP521", "X25519");
    private static final List<String> JSSE = Arrays.asList("secp256r1", "secp384r1", "secp521r1", "x25519");
    private static final @Nullable Method SETTER = setter();

    private NamedGroups() {}

    private static @Nullable Method setter() {
        try {
            return SSLParameters.class.getMethod("setNamedGroups", String[].class);
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    static String[] names() {
        return GO.toArray(new String[0]);
    }

    static String jsseName(String goName) {
        return JSSE.get(GO.indexOf(goName));
    }

    static boolean canBeSet() {
        return SETTER != null;
    }

    /** Does nothing where {@link #canBeSet} says no. */
    static void set(SSLParameters parameters, String[] jsseNames) {
        if (SETTER == null) {
            return;
        }
        try {
            SETTER.invoke(parameters, (Object) jsseNames);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }
}
