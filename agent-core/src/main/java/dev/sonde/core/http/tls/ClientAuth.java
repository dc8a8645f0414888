package dev.sonde.core.http.tls;

import org.jspecify.annotations.Nullable;

/** What is asked of a client's certificate; the names are Go's. */
enum ClientAuth {
    NONE("NoClientCert", false, false, false),
    REQUEST("RequestClientCert", true, false, false),
    REQUIRE_ANY("RequireAnyClientCert", true, true, false),
    VERIFY_IF_GIVEN("VerifyClientCertIfGiven", true, false, true),
    REQUIRE_AND_VERIFY("RequireAndVerifyClientCert", true, true, true);

    final String goName;

    /** A client is asked for a certificate. */
    final boolean requested;

    /** A client without one is turned away. */
    final boolean required;

    /** A certificate has to come from a known authority and be valid. */
    final boolean verified;

    ClientAuth(String goName, boolean requested, boolean required, boolean verified) {
        this.goName = goName;
        this.requested = requested;
        this.required = required;
        this.verified = verified;
    }

    static @Nullable ClientAuth of(String goName) {
        for (ClientAuth auth : values()) {
            if (auth.goName.equals(goName)) {
                return auth;
            }
        }
        return goName.isEmpty() ? NONE : null;
    }
}
