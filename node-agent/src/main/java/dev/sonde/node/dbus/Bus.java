package dev.sonde.node.dbus;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to one service: keeps a connection from scrape to scrape, opens a new one when it broke, and waits longer each
 * time before it tries a bus again that takes connections and then does not answer. One thread at a time.
 */
public final class Bus {
    /** Where the specification has it; peers look there too, and containers mount it there. */
    private static final String DEFAULT_ADDRESS = "unix:path=/var/run/dbus/system_bus_socket";

    private static final String SYSTEMD_PRIVATE = "unix:path=/run/systemd/private";

    /** EACCES. */
    private static final String DENIED = "Permission denied";

    /** What a bus answers in the place of a service that is not there, or that it keeps from us. */
    private static final Set<String> ABSENT = Set.of(
            "org.freedesktop.DBus.Error.ServiceUnknown",
            "org.freedesktop.DBus.Error.NameHasNoOwner",
            "org.freedesktop.DBus.Error.AccessDenied");

    /** What a bus answers that was to start the service and could not. */
    private static final String NOT_STARTED = "org.freedesktop.DBus.Error.Spawn.";

    private static final long OPEN_NANOS = 2_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final int MAX_SHIFT = 5;

    private final String address;
    private final String destination;
    private @Nullable BusConnection connection;
    private int failures;
    private long notBefore;

    /** @param destination name of the service; empty when the address is the service's own */
    public Bus(String address, String destination) {
        this.address = address;
        this.destination = destination;
    }

    /** A service on the system bus, which {@code DBUS_SYSTEM_BUS_ADDRESS} may say the place of. */
    public static Bus system(String destination) {
        String given = System.getenv("DBUS_SYSTEM_BUS_ADDRESS");
        return new Bus(given == null || given.isEmpty() ? DEFAULT_ADDRESS : given, destination);
    }

    /** The socket of systemd itself, which only root may use. */
    public static Bus systemdPrivate() {
        return new Bus(SYSTEMD_PRIVATE, "");
    }

    /** When a collector's calls have to be answered: a tenth of its time is left for what it makes of them. */
    public static long deadline(MetricSink sink) {
        return System.nanoTime() + sink.remainingMillis() * 900_000;
    }

    /**
     * The kept connection, or a new one.
     *
     * @param deadlineNanos as of {@link System#nanoTime}; two seconds are the most in any case
     * @throws NoDataException when there is no bus here, or none for us
     * @throws IOException when it does not answer, or did not lately
     */
    public BusConnection open(long deadlineNanos) throws NoDataException, IOException {
        BusConnection kept = connection;
        if (kept != null && kept.isAlive()) {
            return kept;
        }
        close();
        long now = System.nanoTime();
        if (failures > 0 && notBefore - now > 0) {
            throw new BusException(
                    address + " did not answer and is not asked again for " + ((notBefore - now) / SECOND + 1) + " s");
        }
        BusConnection opened = connect(now + Math.min(OPEN_NANOS, deadlineNanos - now));
        connection = opened;
        return opened;
    }

    private BusConnection connect(long deadlineNanos) throws NoDataException, IOException {
        List<Path> paths;
        try {
            paths = BusAddress.paths(address);
        } catch (InvalidPathException e) {
            throw new NoDataException(address + " is no address of a bus");
        }
        String absent = "names no path of a socket";
        for (Path path : paths) {
            if (!Files.exists(path)) {
                absent = "no such socket";
                continue;
            }
            try {
                return BusConnection.open(path, destination, deadlineNanos);
            } catch (BusException e) {
                throw failed(e);
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage());
                if (!reason.contains(DENIED)) {
                    // nobody listens there, which is found out at no cost: no reason to wait
                    throw new BusException(address + ": " + reason);
                }
                absent = reason;
            }
        }
        throw new NoDataException(address + ": " + absent);
    }

    /** To be told of every exchange that went well. */
    public void worked() {
        failures = 0;
    }

    /**
     * To be told of every exchange that did not. Gives the connection up, unless what went wrong is that the answer is
     * an error.
     *
     * @return what to report
     * @throws NoDataException when the bus has no such service, or none for us
     */
    public IOException failed(IOException cause) throws NoDataException {
        String error = cause instanceof BusException e ? e.errorName() : "";
        if (ABSENT.contains(error) || error.startsWith(NOT_STARTED)) {
            throw new NoDataException(destination + ": " + error);
        }
        if (error.isEmpty()) {
            close();
            notBefore = System.nanoTime() + (SECOND << Math.min(failures, MAX_SHIFT)) - SECOND;
            failures++;
        }
        return new BusException(address + ": " + cause.getMessage());
    }

    private void close() {
        BusConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }
}
