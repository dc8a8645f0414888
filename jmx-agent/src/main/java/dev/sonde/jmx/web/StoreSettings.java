package dev.sonde.jmx.web;

import dev.sonde.core.http.TlsSettings;
import dev.sonde.jmx.config.SslConfig;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** One state of the key stores. Immutable. */
final class StoreSettings implements TlsSettings {
    private final SSLContext context;
    private final SslConfig config;

    StoreSettings(SSLContext context, SslConfig config) {
        this.context = context;
        this.config = config;
    }

    @Override
    public SSLContext context() {
        return context;
    }

    @Override
    public void configure(SSLEngine engine) {
        SSLParameters parameters = engine.getSSLParameters();
        if (!config.protocols.isEmpty()) {
            parameters.setProtocols(config.protocols.trim().split("\\s*,\\s*"));
        }
        if (!config.ciphers.isEmpty()) {
            parameters.setCipherSuites(config.ciphers.trim().split("\\s*,\\s*"));
        }
        if (config.mutualTls) {
            parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
    }
}
