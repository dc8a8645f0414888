package dev.sonde.core.http.tls;

import dev.sonde.core.config.ConfigException;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** TLS for an agent that is the client: whom it trusts and with what it shows itself. From PEM texts. */
public final class ClientContext {
    private static final char[] NO_PASSWORD = new char[0];

    private ClientContext() {}

    /**
     * @param authorities certificates to trust; empty for those of the Java runtime
     * @param certificate own chain, empty for none
     * @param key of the certificate
     * @param trustAll takes whatever the server shows
     * @throws ConfigException when a text is not what it should be; the message does not quote it
     */
    public static SSLContext of(String authorities, String certificate, String key, boolean trustAll) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            TrustManager[] trust = trustAll
                    ? new TrustManager[] {new TrustAll()}
                    : authorities.isEmpty() ? null : trust(Certificates.read(authorities));
            context.init(certificate.isEmpty() ? null : keys(certificate, key), trust, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("TLS cannot be set up: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw new ConfigException("TLS cannot be set up: " + e.getMessage());
        }
    }

    private static KeyManager[] keys(String certificate, String key) throws GeneralSecurityException, IOException {
        List<X509Certificate> chain = Certificates.read(certificate);
        KeyStore store = emptyStore();
        store.setKeyEntry("client", PrivateKeys.read(key), NO_PASSWORD, chain.toArray(new X509Certificate[0]));
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store, NO_PASSWORD);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = emptyStore();
        for (int i = 0; i < authorities.size(); i++) {
            store.setCertificateEntry("ca" + i, authorities.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    /** For who asked not to verify; extended, so that Java does not look at the host name itself. */
    private static final class TrustAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, @Nullable SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
