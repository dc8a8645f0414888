package dev.sonde.db.mysql;

import dev.sonde.core.config.Secret;
import dev.sonde.db.net.HostPort;
import java.util.Locale;
import java.util.Map;

/**
 * Where a server is and who the agent says it is there, from a section of an option file. Immutable.
 *
 * @param sslMode in the driver's words: {@code disable}, {@code trust}, {@code verify-ca}, {@code verify-full}
 * @param preferred whether a server without TLS will do as well
 * @param cleartext whether a server may have the password as it is, which it then only gets through TLS or a socket
 */
record MysqlLogin(
        HostPort where,
        String user,
        Secret password,
        String sslMode,
        boolean preferred,
        boolean cleartext,
        String authority,
        String certificate,
        String key,
        String serverName,
        String minVersion,
        String maxVersion) {

    static final int PORT = 3306;

    /** @throws IllegalArgumentException when the section cannot be used, saying why without quoting a value */
    static MysqlLogin of(Map<String, String> section, HostPort where, boolean skipVerify) {
        String user = section.getOrDefault("user", "");
        if (user.isEmpty()) {
            throw new IllegalArgumentException("no user specified in section or parent");
        }
        Ssl ssl = Ssl.of(section, skipVerify);
        return new MysqlLogin(
                where,
                user,
                new Secret(section.getOrDefault("password", "")),
                where.isUnix() ? "disable" : ssl.mode,
                ssl.preferred,
                isTrue(section, "enable-cleartext-plugin"),
                section.getOrDefault("ssl-ca", ""),
                section.getOrDefault("ssl-cert", ""),
                section.getOrDefault("ssl-key", ""),
                section.getOrDefault("tls-server-name", ""),
                section.getOrDefault("tls-min-version", ""),
                section.getOrDefault("tls-max-version", ""));
    }

    /** Where a section leads; what it lacks is filled in from {@code fallback}. */
    static HostPort where(Map<String, String> section, HostPort fallback) {
        String socket = section.getOrDefault("socket", "");
        if (!socket.isEmpty()) {
            return HostPort.unix(socket);
        }
        String host = section.getOrDefault("host", "");
        String port = section.getOrDefault("port", "");
        if (host.isEmpty() && port.isEmpty() || fallback.isUnix()) {
            return fallback;
        }
        String name = host.isEmpty() ? fallback.host() : host;
        String number = port.isEmpty() ? Integer.toString(fallback.port()) : port;
        return HostPort.parse(name.indexOf(':') >= 0 ? "[" + name + "]:" + number : name + ":" + number, PORT);
    }

    /** {@code host:port} or {@code unix://path}, as requests and flags name a server. */
    static HostPort place(String text) {
        if (text.startsWith("unix://")) {
            return HostPort.unix(text.substring("unix://".length()));
        }
        return HostPort.parse(text, PORT);
    }

    /** A key without a value is a switch that is on. */
    private static boolean isTrue(Map<String, String> section, String key) {
        String value = section.get(key);
        return value != null && (value.isEmpty() || value.equals("true") || value.equals("1"));
    }

    private record Ssl(String mode, boolean preferred) {
        static Ssl of(Map<String, String> section, boolean skipVerify) {
            boolean skip =
                    skipVerify || isTrue(section, "ssl-skip-verfication") || isTrue(section, "ssl-skip-verification");
            String mode = section.getOrDefault("ssl-mode", "").toUpperCase(Locale.ROOT);
            String tls = section.getOrDefault("tls", "");
            boolean authority = !section.getOrDefault("ssl-ca", "").isEmpty();
            if (!mode.isEmpty()) {
                return switch (mode) {
                    case "DISABLED" -> new Ssl("disable", false);
                    case "PREFERRED" -> new Ssl("trust", true);
                    case "REQUIRED" -> new Ssl("trust", false);
                    case "VERIFY_CA" -> new Ssl(skip ? "trust" : "verify-ca", false);
                    case "VERIFY_IDENTITY" -> new Ssl(skip ? "trust" : "verify-full", false);
                    default -> throw new IllegalArgumentException("unknown ssl-mode");
                };
            }
            return switch (tls) {
                case "" -> authority ? new Ssl(skip ? "trust" : "verify-full", false) : new Ssl("disable", false);
                case "true", "1" -> new Ssl(skip ? "trust" : "verify-full", false);
                case "false", "0" -> new Ssl("disable", false);
                case "skip-verify" -> new Ssl("trust", false);
                case "preferred" -> new Ssl("trust", true);
                default -> throw new IllegalArgumentException("unknown value of tls");
            };
        }
    }
}
