package dev.sonde.core.http.tls;

import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Decides about client certificates: by the authorities if there is a verifier, then by the names that are allowed if
 * there are any. Immutable.
 */
final class ClientTrust extends X509ExtendedTrustManager {
    private final @Nullable X509TrustManager verifier;
    private final Set<String> allowedNames = new HashSet<>();

    ClientTrust(@Nullable X509TrustManager verifier, Collection<String> allowedNames) {
        this.verifier = verifier;
        for (String name : allowedNames) {
            this.allowedNames.add(inFull(name));
        }
    }

    /** The JDK writes the IPv6 addresses of certificates without the short forms. */
    private static String inFull(String name) {
        for (int i = 0; i < name.length(); i++) {
            if ("0123456789abcdefABCDEF:.".indexOf(name.charAt(i)) < 0) {
                return name;
            }
        }
        try {
            return name.indexOf(':') < 0 ? name : InetAddress.getByName(name).getHostAddress();
        } catch (UnknownHostException e) {
            return name;
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        if (verifier != null) {
            verifier.checkClientTrusted(chain, authType);
            chain[0].checkValidity(); // not looked at where the certificate is itself an authority
        }
        if (!allowedNames.isEmpty() && !hasAllowedName(chain[0])) {
            throw new CertificateException("no subject alternative name of the client certificate is allowed");
        }
    }

    /** Names for hosts, mailboxes, addresses and URIs: kinds 2, 1, 7 and 6 of RFC 5280, 4.2.1.6. */
    private boolean hasAllowedName(X509Certificate certificate) throws CertificateParsingException {
        Collection<List<?>> names = certificate.getSubjectAlternativeNames();
        for (List<?> name : names == null ? Collections.<List<?>>emptyList() : names) {
            int kind = (Integer) name.get(0);
            boolean compared = kind == 1 || kind == 2 || kind == 6 || kind == 7;
            if (compared && allowedNames.contains(String.valueOf(name.get(1)))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return verifier == null ? new X509Certificate[0] : verifier.getAcceptedIssuers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a server");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }
}
