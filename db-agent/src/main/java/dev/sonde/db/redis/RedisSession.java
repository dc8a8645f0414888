package dev.sonde.db.redis;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.Secret;
import dev.sonde.core.http.tls.ClientContext;
import dev.sonde.db.net.Deadline;
import dev.sonde.db.net.Network;
import dev.sonde.db.options.Options;
import dev.sonde.db.redis.resp.Commands;
import dev.sonde.db.redis.resp.Connection;
import dev.sonde.db.redis.resp.Replies;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The one connection to a target: opened when needed, kept from scrape to scrape, opened again when the server has closed
 * it meanwhile. One thread at a time, which {@link #lock} sees to; {@link #close} from any thread.
 */
final class RedisSession implements AutoCloseable {
    private static final String CLIENT_NAME = "redis_exporter";

    private final RedisAddress address;
    private final Options options;
    private final Login login;
    private final Network network;
    private final Commands greeting = new Commands();
    private final Commands first = new Commands();
    private final Replies greeted = new Replies();
    private @Nullable Connection connection;
    private volatile boolean closed;
    private long connectNanos;
    private long pingNanos = -1;
    private long connections;
    private int database;

    RedisSession(RedisAddress address, Options options, Login login, Network network) {
        this.address = address;
        this.options = options;
        this.login = login;
        this.network = network;
    }

    /**
     * Sends commands and reads their replies. A kept connection that turns out to be dead is replaced once, unless part of
     * the answer had come.
     *
     * @throws IOException when that fails; what came whole is in {@code replies}
     */
    void exchange(Commands commands, Replies replies, Deadline deadline) throws IOException {
        Connection kept = connection;
        int before = replies.count();
        if (kept != null && !kept.isClosed()) {
            try {
                kept.exchange(commands, replies, deadline);
                return;
            } catch (SocketTimeoutException e) {
                throw e;
            } catch (IOException e) {
                if (replies.count() > before) {
                    throw e;
                }
            }
            replies.clear();
            if (before > 0) {
                throw new IOException("the server closed the connection");
            }
        }
        open(deadline).exchange(commands, replies, deadline);
    }

    private Connection open(Deadline deadline) throws IOException {
        long start = System.nanoTime();
        Connection made = Connection.open(address.where(), tls(), network.resolver(), network.watchdog(), deadline);
        connectNanos = System.nanoTime() - start;
        connections++;
        connection = made;
        database = Math.max(address.database(), 0);
        if (closed) {
            close();
            throw new IOException("closed");
        }
        try {
            greet(made, deadline);
            return made;
        } catch (IOException e) {
            made.close();
            throw e;
        }
    }

    private Connection.@Nullable Tls tls() throws IOException {
        if (!address.tls()) {
            return null;
        }
        boolean trustAll = options.bool("skip-tls-verification");
        String name = options.text("tls-server-name");
        try {
            return new Connection.Tls(
                    ClientContext.of(
                            file("tls-ca-cert-file"),
                            file("tls-client-cert-file"),
                            file("tls-client-key-file"),
                            trustAll),
                    trustAll
                            ? name.isEmpty() ? "" : name
                            : name.isEmpty() ? address.where().host() : name);
        } catch (ConfigException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private String file(String option) throws IOException {
        String path = options.text(option);
        return path.isEmpty() ? "" : Files.readString(Path.of(path));
    }

    /** Logs in, chooses the database and gives the connection its name, all in one round trip. */
    private void greet(Connection made, Deadline deadline) throws IOException {
        greeting.clear();
        Secret password = login.password();
        boolean auth = !password.isEmpty();
        if (auth && login.user().isEmpty()) {
            greeting.add("AUTH", password.reveal());
        } else if (auth) {
            greeting.add("AUTH", login.user(), password.reveal());
        }
        if (address.database() > 0) {
            greeting.add("SELECT", Integer.toString(address.database()));
        }
        if (options.bool("set-client-name")) {
            greeting.add("CLIENT", "SETNAME", CLIENT_NAME);
        }
        greeted.clear();
        made.exchange(greeting, greeted, deadline);
        if (auth && greeted.isError(greeted.root(0))) {
            throw new RedisException(greeted.text(greeted.root(0)));
        }
        if (options.bool("ping-on-connect")) {
            greeted.clear();
            first.clear().add("PING");
            long start = System.nanoTime();
            made.exchange(first, greeted, deadline);
            pingNanos = System.nanoTime() - start;
        }
    }

    /** How long the connection in use took to open, nanoseconds. */
    long connectNanos() {
        return connectNanos;
    }

    /** How long the PING after connecting took; negative when none was sent. */
    long pingNanos() {
        return pingNanos;
    }

    /** Connections opened so far; another number means that the server may be another. */
    long connections() {
        return connections;
    }

    /** The database that commands go to. */
    int database() {
        return database;
    }

    void databaseIs(int number) {
        database = number;
    }

    @Override
    public void close() {
        closed = true;
        Connection now = connection;
        if (now != null) {
            now.close();
        }
    }
}
