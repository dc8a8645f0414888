package dev.sonde.node.linux;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What a collector leaves out because it cannot be read: logged when that begins and when it ends, not in each scrape.
 * One thread at a time.
 *
 * <p>Drivers have many ways to say that there is no value now: no file, EINVAL for the speed of a link that is down,
 * EAGAIN, ENODATA, ENODEV of a device that goes. That is no loss. Of what only root may read the first is told.
 *
 * <p>A collector of several files that stand for themselves begins a scrape with {@link #begin}, says of each whether it
 * was {@link #found} or {@link #lost}, and {@link #end} fails only when there was none.
 */
public final class Losses {
    private static final int MOST = 1024;

    private final StateLog log;
    private final Set<String> lost = new HashSet<>();
    private boolean any;
    private @Nullable String failure;

    /** @param collector whose log it is */
    public Losses(Class<?> collector) {
        log = new StateLog(LoggerFactory.getLogger(collector));
    }

    /** Starts a scrape. */
    public void begin() {
        any = false;
        failure = null;
    }

    /**
     * Ends a scrape.
     *
     * @throws NoDataException when there was nothing to be found
     * @throws IOException when all that there was could not be read
     */
    public void end(NoDataException absent) throws NoDataException, IOException {
        if (!any) {
            if (failure != null) {
                throw new IOException(failure);
            }
            throw absent;
        }
    }

    /** Reads a file; when that fails it is lost. Who can read its content says {@link #found}. */
    public boolean read(KernelFile file) {
        if (file.read()) {
            return true;
        }
        lost(file.path(), file.error(), file.failure());
        return false;
    }

    /** A file could not be read. */
    public void lost(String path, ReadError error, String why) {
        if (error != ReadError.MISSING && error != ReadError.NOT_SUPPORTED) {
            failure = why;
        }
        switch (error) {
            case MISSING, INVALID, AGAIN, NO_DATA, NO_DEVICE, NOT_SUPPORTED, NONE -> found(path, false);
            case DENIED -> log.failed("denied", why, null);
            default -> remember(path, why);
        }
    }

    /** A file could be read, but is not what it should be; the message says where. */
    public void lost(String path, IOException malformed) {
        String why = malformed.getMessage();
        lost(path, why == null ? path : why);
    }

    /** A file could be read, but is not what it should be. */
    public void lost(String path, String why) {
        failure = why;
        remember(path, why);
    }

    private void remember(String path, String why) {
        if (lost.size() < MOST) {
            lost.add(path);
        }
        log.failed(path, why, null);
    }

    /** A file could be read and understood. */
    public void found(String path) {
        found(path, true);
    }

    private void found(String path, boolean read) {
        any |= read;
        if (!lost.isEmpty() && lost.remove(path)) {
            log.recovered(path, read ? path + " can be read again" : path + " has no value any more");
        }
    }
}
