package dev.sonde.db.mysql;

import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;
import org.mariadb.jdbc.plugin.TlsSocketPlugin;

/** TLS of the driver's connections, from our PEM files. Public because the driver makes it by reflection. */
public final class TlsPlugin implements TlsSocketPlugin {
    static final String TYPE = "Sonde";

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public TrustManager[] getTrustManager(
            Configuration configuration, ExceptionFactory exceptions, HostAddress address) {
        return new TrustManager[0];
    }

    @Override
    public KeyManager[] getKeyManager(Configuration configuration, ExceptionFactory exceptions) {
        return new KeyManager[0];
    }

    @Override
    public SSLSocketFactory getSocketFactory(
            Configuration configuration, ExceptionFactory exceptions, HostAddress address) {
        return factory();
    }

    private static SSLSocketFactory factory() {
        SSLContext context = Dialing.current().tls();
        if (context == null) {
            throw new IllegalStateException("no TLS asked for");
        }
        return context.getSocketFactory();
    }

    /** The driver's factory knows nobody to trust: it is made of what the two methods above give, not by the third. */
    @Override
    public SSLSocket createSocket(Socket socket, SSLSocketFactory ignored) throws IOException {
        Dialing dialing = Dialing.current();
        String name = dialing.serverName();
        SSLSocket made = (SSLSocket) factory()
                .createSocket(
                        socket,
                        name.isEmpty() ? dialing.where().host() : name,
                        dialing.where().port(),
                        true);
        if (!name.isEmpty()) {
            SSLParameters parameters = made.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            made.setSSLParameters(parameters);
        }
        return made;
    }

    /** The handshake has looked at the name already. */
    @Override
    public void verify(String host, SSLSession session, long threadId) {}
}
