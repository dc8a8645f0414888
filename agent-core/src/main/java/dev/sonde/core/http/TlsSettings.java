package dev.sonde.core.http;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/** One state of the TLS settings; a change of the files makes another object. Any thread. */
public interface TlsSettings {
    SSLContext context();

    /** Sets protocols, cipher suites and client authentication of an engine made from {@link #context}. */
    void configure(SSLEngine engine);
}
