package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.dbus.Bus;
import dev.sonde.node.dbus.BusConnection;
import dev.sonde.node.dbus.BusCursor;
import dev.sonde.node.dbus.BusException;
import dev.sonde.node.dbus.BusMessage;
import dev.sonde.node.dbus.PropertyReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Sessions of the login manager, as its D-Bus interface {@code org.freedesktop.login1} tells of them. */
public final class LogindCollector extends AgentCollector {
    private static final String NAME = "org.freedesktop.login1";
    private static final String PATH = "/org/freedesktop/login1";
    private static final String MANAGER = NAME + ".Manager";
    private static final int REMOTE = 0;
    private static final int TYPE = 1;
    private static final int CLASS = 2;

    /** Beyond that, seats and sessions are left out. */
    private static final int MAX_SEATS = 1024;

    private static final int MAX_SESSIONS = 100_000;

    /** Of a session: where it is to be asked for. */
    private record Session(String path, String seat) {}

    private final Bus bus;
    private final LogindSessions counts = new LogindSessions();
    private final PropertyReader reader = new PropertyReader("Remote", "Type", "Class");
    private final List<String> seats = new ArrayList<>();
    private final List<Session> sessions = new ArrayList<>();
    private int first;

    public LogindCollector(NodeContext context) {
        this(Bus.system(NAME));
    }

    LogindCollector(Bus bus) {
        super("logind");
        this.bus = bus;
    }

    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        long deadline = Bus.deadline(sink);
        BusConnection connection = bus.open(deadline);
        try {
            connection.begin();
            connection.add(PATH, MANAGER, "ListSeats");
            connection.add(PATH, MANAGER, "ListSessions");
            connection.exchange(deadline, this::listed);
            counts.begin(seats);
            for (first = 0; first < sessions.size(); first += BusConnection.MAX_CALLS) {
                connection.begin();
                for (int i = first; i < sessions.size() && !connection.isFull(); i++) {
                    connection.addGetAll(sessions.get(i).path, NAME + ".Session");
                }
                connection.exchange(deadline, this::told);
            }
        } catch (IOException e) {
            throw bus.failed(e);
        }
        bus.worked();
        counts.emit(sink);
    }

    private void listed(int call, BusMessage reply) throws BusException {
        if (call == 0) {
            seats(reply);
        } else {
            sessions(reply);
        }
    }

    private void seats(BusMessage reply) throws BusException {
        seats.clear();
        BusCursor cursor = reply.body("a(so)");
        int end = cursor.array(Long.BYTES);
        while (cursor.position() < end) {
            cursor.align(Long.BYTES);
            cursor.text();
            String seat = cursor.string();
            cursor.text();
            if (seats.size() < MAX_SEATS && !seats.contains(seat)) {
                seats.add(seat);
            }
        }
    }

    private void sessions(BusMessage reply) throws BusException {
        sessions.clear();
        BusCursor cursor = reply.body("a(susso)");
        int end = cursor.array(Long.BYTES);
        while (cursor.position() < end) {
            cursor.align(Long.BYTES);
            cursor.text(); // session
            cursor.uint32(); // user
            cursor.text();
            cursor.text();
            String seat = cursor.string();
            cursor.text();
            if (sessions.size() < MAX_SESSIONS) {
                sessions.add(new Session(cursor.string(), seat));
            }
        }
    }

    /** A session that has just ended answers with an error and is not counted. */
    private void told(int call, BusMessage reply) throws BusException {
        if (reply.failed()) {
            return;
        }
        reader.readAll(reply);
        if (reader.hasNumber(REMOTE) && reader.hasText(TYPE) && reader.hasText(CLASS)) {
            counts.add(
                    sessions.get(first + call).seat, reader.number(REMOTE) != 0, reader.text(TYPE), reader.text(CLASS));
        }
    }
}
