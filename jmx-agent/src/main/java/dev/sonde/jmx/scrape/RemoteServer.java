package dev.sonde.jmx.scrape;

import dev.sonde.core.config.Secret;
import dev.sonde.jmx.config.RemoteConfig;
import java.io.IOException;
import java.net.MalformedURLException;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.management.remote.rmi.RMIConnectorServer;
import javax.naming.Context;
import javax.rmi.ssl.SslRMIClientSocketFactory;
import org.jspecify.annotations.Nullable;

/** Another JVM's MBean server. The connection is kept between scrapes and made anew after a failure. */
public final class RemoteServer implements ServerSource {
    private final RemoteConfig config;
    private @Nullable JMXConnector connector;
    private @Nullable MBeanServerConnection connection;

    public RemoteServer(RemoteConfig config) {
        this.config = config;
    }

    /** JMX looks its stub up by JNDI; the address is the operator's, from the rules file. */
    @Override
    @SuppressWarnings("BanJNDI")
    public synchronized MBeanServerConnection connect() throws IOException {
        MBeanServerConnection known = connection;
        if (known == null) {
            JMXConnector made = JMXConnectorFactory.connect(url(), environment());
            known = made.getMBeanServerConnection();
            connector = made;
            connection = known;
        }
        return known;
    }

    private JMXServiceURL url() throws IOException {
        try {
            return new JMXServiceURL(config.url);
        } catch (MalformedURLException e) {
            throw new IOException(config.url + ": " + e.getMessage());
        }
    }

    private Map<String, Object> environment() {
        Map<String, Object> environment = new HashMap<>();
        Secret password = config.password;
        if (!config.username.isEmpty() && !password.reveal().isEmpty()) {
            environment.put(JMXConnector.CREDENTIALS, new String[] {config.username, password.reveal()});
        }
        if (config.ssl) {
            SslRMIClientSocketFactory factory = new SslRMIClientSocketFactory();
            environment.put(Context.SECURITY_PROTOCOL, "ssl");
            environment.put(RMIConnectorServer.RMI_CLIENT_SOCKET_FACTORY_ATTRIBUTE, factory);
            if (!"true".equalsIgnoreCase(System.getenv("RMI_REGISTRY_SSL_DISABLED"))) {
                environment.put("com.sun.jndi.rmi.factory.socket", factory);
            }
        }
        return environment;
    }

    /** Always: there is no cheaper way to find out than to ask. */
    @Override
    public boolean mayHaveChanged(MBeanServerConnection server) {
        return true;
    }

    @Override
    public synchronized void failed() {
        JMXConnector old = connector;
        connector = null;
        connection = null;
        if (old != null) {
            try {
                old.close();
            } catch (IOException e) {
                // it was no longer of use anyway
            }
        }
    }

    @Override
    public void close() {
        failed();
    }
}
