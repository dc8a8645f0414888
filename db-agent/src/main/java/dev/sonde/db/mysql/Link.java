package dev.sonde.db.mysql;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.http.tls.ClientContext;
import dev.sonde.db.net.Deadline;
import dev.sonde.db.net.HostPort;
import dev.sonde.db.net.Network;
import dev.sonde.db.net.Watchdog;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Driver;

/** One connection to a MySQL or MariaDB server. One thread at a time, but {@link #kill} from any. */
final class Link {
    private static final Driver DRIVER = new Driver();
    private static final int UNKNOWN_VARIABLE = 1193;

    /** Ways to log in that do not show the password to whoever answers. */
    private static final String SAFE = "mysql_native_password,caching_sha2_password,client_ed25519,parsec";

    private static final String CLEARTEXT = ",mysql_clear_password,dialog";

    private final Connection connection;
    private final Statement statement;
    private final Dialing dialing;
    private final Watchdog watchdog;
    private final MysqlVersion version;
    private final long id;

    private Link(Connection connection, Dialing dialing, Watchdog watchdog, MysqlVersion version, long id)
            throws SQLException {
        this.connection = connection;
        this.statement = connection.createStatement();
        this.dialing = dialing;
        this.watchdog = watchdog;
        this.version = version;
        this.id = id;
    }

    /**
     * Connects, and sets what the session is to have.
     *
     * @param settings {@code name=value} of session variables; those that the server does not know are left out
     * @throws IOException saying what went wrong, a {@link SocketTimeoutException} when it took too long
     */
    static Link open(MysqlLogin login, Iterable<String> settings, Network network, Deadline deadline)
            throws IOException {
        try {
            return open(login, login.sslMode(), settings, network, deadline);
        } catch (IOException e) {
            boolean plain = login.preferred()
                    && e.getMessage() != null
                    && e.getMessage().contains("SSL");
            if (!plain) {
                throw e;
            }
            return open(login, "disable", settings, network, deadline);
        }
    }

    private static Link open(
            MysqlLogin login, String sslMode, Iterable<String> settings, Network network, Deadline deadline)
            throws IOException {
        HostPort where = login.where();
        if (!where.isUnix()) {
            // leaves the answer in Java's cache, so that the driver does not wait for one without a deadline
            network.resolver().resolve(where.host(), deadline);
        }
        Dialing dialing = new Dialing(where, tls(login, sslMode), serverName(login, sslMode));
        Watchdog.Watch watch = network.watchdog().watch(deadline, dialing::end);
        dialing.begin();
        try {
            Connection made = DRIVER.connect(url(where), properties(login, sslMode, deadline));
            if (made == null) {
                throw new IOException("the driver does not take the address of " + where);
            }
            Link link = new Link(
                    made,
                    dialing,
                    network.watchdog(),
                    MysqlVersion.parse(made.getMetaData().getDatabaseProductVersion()),
                    made.unwrap(org.mariadb.jdbc.Connection.class).getThreadId());
            link.set(settings);
            return link;
        } catch (SQLException e) {
            dialing.end();
            throw failure(e, dialing, deadline);
        } catch (RuntimeException e) {
            // the driver, about an answer that makes no sense
            dialing.end();
            throw new IOException("not understood: " + e, e);
        } finally {
            dialing.done();
            watch.cancel();
        }
    }

    private static IOException failure(SQLException e, Dialing dialing, Deadline deadline) {
        if (deadline.isOver()) {
            return new SocketTimeoutException("connection to " + dialing.where() + " timed out");
        }
        return new IOException(String.valueOf(e.getMessage()), e);
    }

    private static String url(HostPort where) {
        String host = where.isUnix() ? "localhost" : where.host();
        String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return "jdbc:mariadb://" + shown + ":" + (where.isUnix() ? MysqlLogin.PORT : where.port()) + "/";
    }

    private static Properties properties(MysqlLogin login, String sslMode, Deadline deadline)
            throws SocketTimeoutException {
        Properties properties = new Properties();
        properties.setProperty("user", login.user());
        properties.setProperty("password", login.password().reveal());
        properties.setProperty("sslMode", sslMode);
        properties.setProperty("tlsSocketType", TlsPlugin.TYPE);
        properties.setProperty("socketFactory", Sockets.class.getName());
        properties.setProperty("connectTimeout", Integer.toString(deadline.millis()));
        properties.setProperty("allowPublicKeyRetrieval", "true");
        properties.setProperty("restrictedAuth", login.cleartext() ? SAFE + CLEARTEXT : SAFE);
        // a server, or who has taken its place, is not to be able to read our files or send us elsewhere
        properties.setProperty("allowLocalInfile", "false");
        properties.setProperty("permitRedirect", "false");
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("useReadAheadInput", "false");
        properties.setProperty("cachePrepStmts", "false");
        properties.setProperty("dumpQueriesOnException", "false");
        properties.setProperty("maxQuerySizeToLog", "0");
        String versions = versions(login);
        if (!versions.isEmpty()) {
            properties.setProperty("enabledSslProtocolSuites", versions);
        }
        return properties;
    }

    private static String versions(MysqlLogin login) {
        String[] all = {"TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"};
        if (login.minVersion().isEmpty() && login.maxVersion().isEmpty()) {
            return "";
        }
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < all.length; i++) {
            String name = i == 0 ? "TLSv1.0" : all[i];
            boolean low = !login.minVersion().isEmpty() && name.compareTo(login.minVersion()) < 0;
            boolean high = !login.maxVersion().isEmpty() && name.compareTo(login.maxVersion()) > 0;
            if (!low && !high) {
                list.append(list.length() == 0 ? "" : ",").append(all[i]);
            }
        }
        return list.toString();
    }

    private static @Nullable SSLContext tls(MysqlLogin login, String sslMode) throws IOException {
        if (sslMode.equals("disable")) {
            return null;
        }
        try {
            return ClientContext.of(
                    file(login.authority()), file(login.certificate()), file(login.key()), sslMode.equals("trust"));
        } catch (ConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static String serverName(MysqlLogin login, String sslMode) {
        if (!sslMode.equals("verify-full")) {
            return "";
        }
        return login.serverName().isEmpty() ? login.where().host() : login.serverName();
    }

    private static String file(String path) throws IOException {
        return path.isEmpty() ? "" : Files.readString(Path.of(path));
    }

    private void set(Iterable<String> settings) throws SQLException {
        StringBuilder all = new StringBuilder();
        for (String setting : settings) {
            all.append(all.length() == 0 ? "SET SESSION " : ", SESSION ").append(setting);
        }
        if (all.length() == 0) {
            return;
        }
        try {
            statement.execute(all.toString());
        } catch (SQLException e) {
            if (e.getErrorCode() != UNKNOWN_VARIABLE) {
                throw e;
            }
            for (String setting : settings) {
                try {
                    statement.execute("SET SESSION " + setting);
                } catch (SQLException one) {
                    if (one.getErrorCode() != UNKNOWN_VARIABLE) {
                        throw one;
                    }
                }
            }
        }
    }

    /**
     * Runs a statement and reads its whole answer.
     *
     * @throws SQLException when the server refuses it, or the connection is gone
     */
    Rows query(String sql, Deadline deadline) throws SQLException {
        dialing.answerBegins();
        Watchdog.Watch watch = watchdog.watch(deadline, dialing::end);
        try {
            return new Rows(statement.executeQuery(TimeLimit.of(version, sql, deadline)));
        } finally {
            watch.cancel();
        }
    }

    MysqlVersion version() {
        return version;
    }

    /** The server's number of the connection. */
    long id() {
        return id;
    }

    boolean isDead() {
        return dialing.isEnded();
    }

    /** Ends it under the hands of who uses it. */
    void kill() {
        dialing.end();
    }

    /** Says goodbye to the server. */
    void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // it is gone either way
        }
        dialing.end();
    }
}
