package dev.sonde.jmx.web;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.Secret;
import dev.sonde.core.http.TlsSettings;
import dev.sonde.core.log.StateLog;
import dev.sonde.jmx.config.SslConfig;
import dev.sonde.jmx.config.StoreConfig;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * TLS by Java's key stores. What the rules file does not say comes from the {@code javax.net.ssl.*} system properties.
 * The files are looked at again when a connection comes in, at most every ten seconds; what cannot be used leaves the
 * last good state in force. Any thread.
 */
final class KeyStoreTls {
    private static final long LOOK_EVERY_NANOS = 10_000_000_000L;

    private final SslConfig config;
    private final StateLog log = new StateLog(LoggerFactory.getLogger(KeyStoreTls.class));
    private long lookedAt = System.nanoTime();
    private String stamp;
    private TlsSettings settings;

    KeyStoreTls(SslConfig config) {
        this.config = config;
        this.stamp = stamp();
        this.settings = read();
    }

    synchronized TlsSettings current() {
        if (System.nanoTime() - lookedAt > LOOK_EVERY_NANOS) {
            lookedAt = System.nanoTime();
            if (!stamp().equals(stamp)) {
                reload();
            }
        }
        return settings;
    }

    synchronized boolean reload() {
        try {
            stamp = stamp();
            settings = read();
            log.recovered("store", "Key store is in force again");
            return true;
        } catch (ConfigException e) {
            log.failed("store", "Keeping the last good key store: " + e.getMessage(), null);
            return false;
        }
    }

    private String stamp() {
        return stamp(file(config.keyStore, "keyStore"))
                + (config.mutualTls ? stamp(file(config.trustStore, "trustStore")) : "");
    }

    private static String stamp(@Nullable String file) {
        File at = new File(file == null ? "" : file);
        return at.lastModified() + ":" + at.length() + " ";
    }

    private static @Nullable String file(@Nullable StoreConfig store, String property) {
        String given = store == null ? null : store.filename;
        return given == null ? System.getProperty("javax.net.ssl." + property) : given;
    }

    private static char @Nullable [] password(@Nullable StoreConfig store, String property) {
        Secret given = store == null ? null : store.password;
        String text = given == null ? System.getProperty("javax.net.ssl." + property + "Password") : given.reveal();
        return text == null ? null : text.toCharArray();
    }

    private TlsSettings read() {
        try {
            char[] password = password(config.keyStore, "keyStore");
            KeyStore store = load(config.keyStore, "keyStore", password);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(only(store, config.alias, password), password);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), config.mutualTls ? trust() : null, null);
            return new StoreSettings(context, config);
        } catch (GeneralSecurityException | IOException e) {
            throw new ConfigException("httpServer.ssl: " + e.getMessage());
        }
    }

    private TrustManager[] trust() throws GeneralSecurityException, IOException {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(config.trustStore, "trustStore", password(config.trustStore, "trustStore")));
        return trust.getTrustManagers();
    }

    private static KeyStore load(@Nullable StoreConfig config, String property, char @Nullable [] password)
            throws GeneralSecurityException, IOException {
        String file = file(config, property);
        if (file == null) {
            throw new ConfigException("httpServer.ssl." + property + ": no filename, and no javax.net.ssl." + property);
        }
        String type = config == null ? null : config.type;
        String fallback = System.getProperty("javax.net.ssl." + property + "Type", KeyStore.getDefaultType());
        KeyStore store = KeyStore.getInstance(type == null ? fallback : type);
        try (InputStream in = new FileInputStream(file)) {
            store.load(in, password);
        }
        return store;
    }

    /** The one key of that name: JSSE would take any that suits. */
    private static KeyStore only(KeyStore store, String alias, char @Nullable [] password)
            throws GeneralSecurityException, IOException {
        Key key = store.getKey(alias, password);
        if (key == null) {
            throw new ConfigException("httpServer.ssl.certificate.alias: no key " + alias + " in the key store");
        }
        KeyStore one = KeyStore.getInstance(KeyStore.getDefaultType());
        one.load(null, null);
        one.setKeyEntry(alias, key, password, store.getCertificateChain(alias));
        return one;
    }
}
