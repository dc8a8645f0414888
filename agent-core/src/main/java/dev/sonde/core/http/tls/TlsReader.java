package dev.sonde.core.http.tls;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigNode;
import dev.sonde.core.http.TlsSettings;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes settings of the {@code tls_server_config} of a web config file. Used for one reading, by one thread. */
public final class TlsReader {
    private static final Logger LOG = LoggerFactory.getLogger(TlsReader.class);
    private static final String[] KEYS = {
        "cert",
        "key",
        "client_ca",
        "cert_file",
        "key_file",
        "client_auth_type",
        "client_ca_file",
        "client_allowed_sans",
        "min_version",
        "max_version",
        "cipher_suites",
        "prefer_server_cipher_suites",
        "curve_preferences"
    };

    /** The JDK keeps 20,480 sessions by default, each some kilobytes. */
    private static final int SESSIONS = 128;

    private final ConfigNode node;
    private final FileTexts files;

    private TlsReader(ConfigNode node, FileTexts files) {
        this.node = node;
        this.files = files;
    }

    /**
     * @return null when nothing in it asks for TLS
     * @throws ConfigException when it cannot be used
     */
    public static @Nullable TlsSettings read(ConfigNode node, FileTexts files) {
        node.allow(KEYS);
        TlsReader reader = new TlsReader(node, files);
        boolean wanted = false;
        for (String key : new String[] {"cert", "cert_file", "key", "key_file", "client_ca", "client_ca_file"}) {
            wanted |= reader.given(key);
        }
        return wanted || reader.given("client_auth_type") ? reader.read() : null;
    }

    private boolean given(String key) {
        ConfigNode value = node.get(key);
        return value != null && !value.string().isEmpty();
    }

    private TlsSettings read() {
        ClientAuth auth = clientAuth();
        KeyManager key = key();
        SSLContext context = context(key, trust(auth));
        List<String> versions = versions(context);
        List<String> supported =
                Arrays.asList(context.getSupportedSSLParameters().getCipherSuites());
        return new TlsConfig(
                context,
                auth,
                versions,
                Suites.enabled(suites(supported), supported),
                groups(),
                node.bool("prefer_server_cipher_suites", true));
    }

    private KeyManager key() {
        ConfigNode certificate = required("cert");
        ConfigNode key = required("key");
        List<X509Certificate> chain = parsed(certificate, () -> Certificates.read(text("cert", certificate)));
        return parsed(key, () -> new ServerKey(PrivateKeys.read(text("key", key)), chain));
    }

    /** The node that gives {@code key} itself or its file. */
    private ConfigNode required(String key) {
        ConfigNode given = optional(key);
        if (given == null) {
            throw node.error("missing one of " + key + " or " + key + "_file");
        }
        return given;
    }

    private @Nullable ConfigNode optional(String key) {
        if (given(key) && given(key + "_file")) {
            throw node.error("only one of " + key + " and " + key + "_file can be given");
        }
        return given(key) ? node.get(key) : given(key + "_file") ? node.get(key + "_file") : null;
    }

    private String text(String key, ConfigNode given) {
        return given(key) ? given.secret().reveal() : files.read(given);
    }

    private ClientAuth clientAuth() {
        ConfigNode type = node.get("client_auth_type");
        ClientAuth auth = type == null ? ClientAuth.NONE : ClientAuth.of(type.string());
        if (type != null && auth == null) {
            throw type.error("unknown client_auth_type " + type.string());
        }
        ConfigNode authorities = optional("client_ca");
        if (authorities != null && auth == ClientAuth.NONE) {
            throw authorities.error("a client CA needs a client_auth_type other than NoClientCert");
        }
        ConfigNode names = node.get("client_allowed_sans");
        if (names != null && !names.strings().isEmpty() && (auth == null || !auth.required)) {
            throw names.error("needs client_auth_type RequireAnyClientCert or RequireAndVerifyClientCert");
        }
        return auth == null ? ClientAuth.NONE : auth;
    }

    private TrustManager trust(ClientAuth auth) {
        ConfigNode authorities = optional("client_ca");
        X509TrustManager verifier = null;
        if (authorities != null) {
            // Read even where nothing is verified: a file that cannot be read is a mistake in any case.
            List<X509Certificate> read = parsed(authorities, () -> Certificates.read(text("client_ca", authorities)));
            verifier = auth.verified ? parsed(authorities, () -> verifier(read)) : null;
        } else if (auth.verified) {
            verifier = parsed(node, () -> verifier(null)); // the authorities of this Java
        }
        return new ClientTrust(verifier, node.strings("client_allowed_sans"));
    }

    private static X509TrustManager verifier(@Nullable List<X509Certificate> authorities)
            throws GeneralSecurityException, IOException {
        KeyStore store = null;
        if (authorities != null) {
            store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (X509Certificate authority : authorities) {
                store.setCertificateEntry("ca" + store.size(), authority);
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509TrustManager) {
                return (X509TrustManager) manager;
            }
        }
        throw new GeneralSecurityException("no X.509 trust manager");
    }

    private SSLContext context(KeyManager key, TrustManager trust) {
        return parsed(node, () -> {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {trust}, null);
            context.getServerSessionContext().setSessionCacheSize(SESSIONS);
            return context;
        });
    }

    private List<String> versions(SSLContext context) {
        String min = node.choice("min_version", "TLS12", Versions.names());
        String max = node.choice("max_version", "TLS13", Versions.names());
        List<String> inJava = Arrays.asList(context.getDefaultSSLParameters().getProtocols());
        List<String> versions = Versions.between(min, max, inJava);
        if (versions.isEmpty()) {
            throw node.error(
                    "no TLS version from " + min + " to " + max + " is enabled in this Java, which has " + inJava);
        }
        return versions;
    }

    private List<String> suites(List<String> supported) {
        List<String> suites = new ArrayList<>();
        ConfigNode list = node.get("cipher_suites");
        for (ConfigNode item : list == null ? new ArrayList<ConfigNode>() : list.items()) {
            String suite = Suites.byGoName(item.string());
            if (suite == null) {
                throw item.error("unknown cipher suite " + item.string());
            }
            if (supported.contains(suite)) {
                suites.add(suite);
            } else {
                LOG.warn("{}: this Java does not have the cipher suite {}", item.where(), suite);
            }
        }
        return suites;
    }

    private List<String> groups() {
        List<String> groups = new ArrayList<>();
        ConfigNode list = node.get("curve_preferences");
        for (ConfigNode item : list == null ? new ArrayList<ConfigNode>() : list.items()) {
            if (!Arrays.asList(NamedGroups.names()).contains(item.string())) {
                throw item.error("unknown curve " + item.string());
            }
            groups.add(NamedGroups.jsseName(item.string()));
        }
        if (list != null && !groups.isEmpty() && !NamedGroups.canBeSet()) {
            LOG.warn("{}: curve_preferences has no effect before Java 20", list.where());
        }
        return groups;
    }

    /** Runs a step and tells where in the file its failure comes from; no message quotes a key. */
    private static <T> T parsed(ConfigNode where, Step<T> step) {
        try {
            return step.run();
        } catch (ConfigException e) {
            throw e;
        } catch (IllegalArgumentException | GeneralSecurityException | IOException e) {
            throw where.error(String.valueOf(e.getMessage()));
        }
    }

    private interface Step<T> {
        T run() throws GeneralSecurityException, IOException;
    }
}
