package dev.sonde.core.http.tls;

import dev.sonde.core.http.TlsSettings;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** The settings of a {@code tls_server_config} in force. Immutable. */
final class TlsConfig implements TlsSettings {
    private final SSLContext context;
    private final ClientAuth clientAuth;
    private final String[] versions;
    private final String[] suites;
    private final String[] groups;
    private final boolean serverChooses;

    TlsConfig(
            SSLContext context,
            ClientAuth clientAuth,
            List<String> versions,
            String[] suites,
            List<String> groups,
            boolean serverChooses) {
        this.context = context;
        this.clientAuth = clientAuth;
        this.versions = versions.toArray(new String[0]);
        this.suites = suites;
        this.groups = groups.toArray(new String[0]);
        this.serverChooses = serverChooses;
    }

    @Override
    public SSLContext context() {
        return context;
    }

    @Override
    public void configure(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(versions);
        parameters.setCipherSuites(suites);
        parameters.setUseCipherSuitesOrder(serverChooses);
        if (groups.length > 0) {
            NamedGroups.set(parameters, groups);
        }
        if (clientAuth.required) {
            parameters.setNeedClientAuth(true);
        } else if (clientAuth.requested) {
            parameters.setWantClientAuth(true);
        }
        engine.setSSLParameters(parameters);
    }
}
