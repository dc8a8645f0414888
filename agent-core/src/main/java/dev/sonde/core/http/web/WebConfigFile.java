package dev.sonde.core.http.web;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.http.Answers;
import dev.sonde.core.http.Route;
import dev.sonde.core.http.TlsSettings;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.auth.BasicAuth;
import dev.sonde.core.log.StateLog;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A web config file in force. It and the files it names are looked at when a connection or a request comes in, at most
 * once a second, and read again when one has changed. What cannot be used leaves the last good state in force, which is
 * logged when it begins and when it ends. No timer, no thread of its own; any thread may ask.
 *
 * <p>TLS cannot be switched on or off while the server runs: a file that does is one that cannot be used. Nor does a
 * change of {@code http2} have an effect, as with the peers.
 */
public final class WebConfigFile implements WebConfig {
    private static final long LOOK_EVERY_NANOS = 1_000_000_000L;

    private final Path path;
    private final StateLog log = new StateLog(LoggerFactory.getLogger(WebConfigFile.class));
    private final long lookEveryNanos;
    private WatchedFiles files;
    private volatile WebSettings settings;
    private volatile long lookedAt = System.nanoTime();
    private volatile boolean good = true;
    private volatile long loadedAtMillis = System.currentTimeMillis();

    private WebConfigFile(String file, long lookEveryNanos) {
        this.path = Paths.get(file);
        this.lookEveryNanos = lookEveryNanos;
        this.files = new WatchedFiles(path);
        this.settings = read(files);
    }

    /**
     * Reads the file for the first time.
     *
     * @param file path of the file; empty for {@link WebConfig#NONE}
     * @throws ConfigException when it cannot be used; the message is one line for the user
     */
    public static WebConfig load(String file) {
        return file.isEmpty() ? NONE : open(file);
    }

    /** As {@link #load}, of a file that is there. */
    public static WebConfigFile open(String file) {
        return new WebConfigFile(file, LOOK_EVERY_NANOS);
    }

    static WebConfigFile open(String file, long lookEveryNanos) {
        return new WebConfigFile(file, lookEveryNanos);
    }

    /** Whether the files, when last looked at, are those in force. */
    public boolean lastReloadSuccessful() {
        return good;
    }

    /** When the files in force were read, in milliseconds since 1970. */
    public long lastReloadSuccessMillis() {
        return loadedAtMillis;
    }

    @Override
    public boolean reload() {
        refresh(true);
        return good;
    }

    @Override
    public @Nullable TlsSettings tls() {
        return current().tls;
    }

    @Override
    public boolean http2() {
        return settings.http2;
    }

    @Override
    public Map<String, String> headers() {
        return settings.headers;
    }

    @Override
    public Route guard(Route next, Executor pool) {
        BasicAuth auth = new BasicAuth(pool);
        return call -> {
            WebSettings now = current();
            if (now.rateLimit != null && !now.rateLimit.allow(System.nanoTime())) {
                Answers.text(call, 429, "Too Many Requests\n");
            } else if (now.users.isEmpty()) {
                next.handle(call);
            } else {
                auth.check(call, now.users, next);
            }
        };
    }

    private WebSettings current() {
        if (System.nanoTime() - lookedAt >= lookEveryNanos) {
            refresh(false);
        }
        return settings;
    }

    private synchronized void refresh(boolean force) {
        lookedAt = System.nanoTime();
        if (!force && !files.mayHaveChanged()) {
            return;
        }
        WatchedFiles read = new WatchedFiles(path);
        try {
            WebSettings next = read(read);
            if (!good || !read.sameAs(files)) {
                settings = successor(next);
                loadedAtMillis = System.currentTimeMillis();
                good = true;
                log.recovered("reload", "Web config is in force again: " + path);
            }
        } catch (RuntimeException e) {
            good = false;
            log.failed("reload", "Keeping the last good web config: " + e.getMessage(), null);
        }
        files = read;
    }

    private static WebSettings read(WatchedFiles files) {
        return new WebSettings(files.readConfig(), files);
    }

    private WebSettings successor(WebSettings next) {
        if ((next.tls == null) != (settings.tls == null)) {
            throw new ConfigException(path + ": switching TLS on or off needs a restart");
        }
        return next.continuing(settings);
    }
}
