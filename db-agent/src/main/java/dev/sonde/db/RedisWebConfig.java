package dev.sonde.db;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.auth.BcryptHash;
import dev.sonde.core.http.web.WebConfigFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * redis_exporter's own flags for TLS and authentication of its server, put into the words of a web config file: a
 * temporary one, which holds a password only as a hash and is watched like any other.
 */
final class RedisWebConfig {
    private RedisWebConfig() {}

    /**
     * The web config of the flags.
     *
     * @throws ConfigException when they cannot be followed
     */
    static WebConfig of(FlagSet flags) {
        String file = flags.getString("web.config.file");
        String yaml = tls(flags) + users(flags);
        if (yaml.isEmpty()) {
            return WebConfigFile.load(file);
        }
        if (!file.isEmpty()) {
            throw new ConfigException("give TLS and authentication either by flags or by --web.config.file");
        }
        try {
            Path made = Files.createTempFile("db-agent-web", ".yml");
            made.toFile().deleteOnExit();
            return WebConfigFile.load(Files.writeString(made, yaml).toString());
        } catch (IOException e) {
            throw new ConfigException("the web config cannot be put into a temporary file: " + e.getMessage());
        }
    }

    private static String tls(FlagSet flags) {
        String certificate = flags.getString("tls-server-cert-file");
        String key = flags.getString("tls-server-key-file");
        String authorities = flags.getString("tls-server-ca-cert-file");
        if (certificate.isEmpty() != key.isEmpty()) {
            throw new ConfigException("give both -tls-server-cert-file and -tls-server-key-file");
        }
        if (certificate.isEmpty()) {
            return "";
        }
        String version = flags.getString("tls-server-min-version").replace(".", "");
        StringBuilder yaml = new StringBuilder("tls_server_config:\n");
        yaml.append("  cert_file: ").append(quoted(absolute(certificate)));
        yaml.append("  key_file: ").append(quoted(absolute(key)));
        yaml.append("  min_version: ").append(quoted(version));
        if (!authorities.isEmpty()) {
            yaml.append("  client_ca_file: ").append(quoted(absolute(authorities)));
            yaml.append("  client_auth_type: RequireAndVerifyClientCert\n");
        }
        return yaml.toString();
    }

    private static String users(FlagSet flags) {
        String user = flags.getString("basic-auth-username");
        String password = flags.getString("basic-auth-password");
        String hash = flags.getString("basic-auth-hash-password");
        if (!password.isEmpty() && !hash.isEmpty()) {
            throw new ConfigException("give one of -basic-auth-password and -basic-auth-hash-password");
        }
        if (user.isEmpty() != (password.isEmpty() && hash.isEmpty())) {
            throw new ConfigException("give both -basic-auth-username and a password");
        }
        if (user.isEmpty()) {
            return "";
        }
        return "basic_auth_users:\n  " + quoted(user).stripTrailing() + ": "
                + quoted(hash.isEmpty() ? BcryptHash.hash(password) : hash);
    }

    /** Else it would be looked for beside the temporary file. */
    private static String absolute(String path) {
        return Path.of(path).toAbsolutePath().toString();
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'\n";
    }
}
