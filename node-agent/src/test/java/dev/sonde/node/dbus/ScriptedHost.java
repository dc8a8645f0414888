package dev.sonde.node.dbus;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * systemd and logind of a made-up host, told line by line:
 *
 * <pre>
 * manager | Version=s:252 SystemState=s:running
 * unit    | ssh.service | loaded | active | Service.Type=s:notify Unit.ActiveEnterTimestamp=t:1700000000000000
 * seat    | seat0
 * session | c1 | seat0 | Remote=b:false Type=s:tty Class=s:user
 * </pre>
 */
public final class ScriptedHost implements Function<Call, Answer> {
    private static final String SYSTEMD = "org.freedesktop.systemd1.";
    private static final String LOGIND = "org.freedesktop.login1.";

    private record Listed(String name, String load, String active, String path) {}

    private final List<Listed> units = new ArrayList<>();
    private final List<Listed> seats = new ArrayList<>();
    private final List<Listed> sessions = new ArrayList<>();

    /** By object, then by interface and name. */
    private final Map<String, Map<String, String>> properties = new LinkedHashMap<>();

    public ScriptedHost(String script) {
        for (String line : script.lines().toList()) {
            if (!line.isBlank()) {
                read(line.split(" *\\| ?"));
            }
        }
    }

    private void read(String[] cells) {
        switch (cells[0].trim()) {
            case "manager" -> object("/org/freedesktop/systemd1", SYSTEMD + "Manager.", cells[1]);
            case "unit" -> {
                String path = "/org/freedesktop/systemd1/unit/" + escaped(cells[1]);
                units.add(new Listed(cells[1], cells[2], cells[3], path));
                object(path, SYSTEMD, cells.length > 4 ? cells[4] : "");
            }
            case "seat" -> seats.add(new Listed(cells[1], "", "", "/org/freedesktop/login1/seat/" + cells[1]));
            case "session" -> {
                String path = "/org/freedesktop/login1/session/" + escaped(cells[1]);
                sessions.add(new Listed(cells[1], cells[2], "", path));
                object(path, LOGIND + "Session.", cells.length > 3 ? cells[3] : "");
            }
            default -> throw new IllegalArgumentException(cells[0]);
        }
    }

    private void object(String path, String prefix, String pairs) {
        Map<String, String> object = properties.computeIfAbsent(path, p -> new LinkedHashMap<>());
        for (String pair : pairs.trim().split(" +")) {
            if (!pair.isEmpty()) {
                int sign = pair.indexOf('=');
                object.put(
                        prefix + pair.substring(0, sign),
                        pair.substring(sign + 1).replace('#', ' '));
            }
        }
    }

    /** As systemd makes object paths of names: letters and digits stay, but for a digit in front. */
    private static String escaped(String name) {
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' && i > 0;
            path.append(plain ? "" + c : "_" + Character.forDigit(c >> 4, 16) + Character.forDigit(c & 15, 16));
        }
        return path.toString();
    }

    @Override
    public Answer apply(Call call) {
        return switch (call.member()) {
            case "ListUnits" -> Answer.of("a(ssssssouso)", wire -> list(wire, units, ScriptedHost::unit));
            case "ListSeats" -> Answer.of("a(so)", wire -> list(wire, seats, ScriptedHost::seat));
            case "ListSessions" -> Answer.of("a(susso)", wire -> list(wire, sessions, ScriptedHost::session));
            case "Get" -> get(call);
            case "GetAll" -> getAll(call);
            default -> Answer.failure("org.freedesktop.DBus.Error.UnknownMethod");
        };
    }

    private interface Element {
        void write(Wire wire, Listed listed);
    }

    private static void list(Wire wire, List<Listed> all, Element element) {
        Wire elements = new Wire(wire.order());
        for (Listed listed : all) {
            element.write(elements.align(8), listed);
        }
        wire.array(8, elements.bytes());
    }

    private static void unit(Wire wire, Listed unit) {
        wire.string(unit.name).string("What it is for: " + unit.name);
        wire.string(unit.load).string(unit.active).string("running").string("");
        wire.string(unit.path).uint32(0).string("").string("/");
    }

    private static void seat(Wire wire, Listed seat) {
        wire.string(seat.name).string(seat.path);
    }

    private static void session(Wire wire, Listed session) {
        wire.string(session.name)
                .uint32(1000)
                .string("somebody")
                .string(session.load)
                .string(session.path);
    }

    private Answer get(Call call) {
        Map<String, String> object = properties.get(call.path());
        if (object == null) {
            return Answer.failure("org.freedesktop.systemd1.NoSuchUnit");
        }
        String value =
                object.get(call.arguments().get(0) + '.' + call.arguments().get(1));
        return value == null
                ? Answer.failure("org.freedesktop.DBus.Error.UnknownProperty")
                : Answer.of("v", wire -> wire.variant(value));
    }

    private Answer getAll(Call call) {
        Map<String, String> object = properties.get(call.path());
        if (object == null) {
            return Answer.failure("org.freedesktop.systemd1.NoSuchUnit");
        }
        String type = call.arguments().get(0);
        return Answer.of("a{sv}", wire -> {
            Wire entries = new Wire(wire.order());
            object.forEach((name, value) -> {
                int dot = name.lastIndexOf('.');
                if (type.isEmpty() || name.substring(0, dot).equals(type)) {
                    entries.align(8).string(name.substring(dot + 1)).variant(value);
                }
            });
            wire.array(8, entries.bytes());
        });
    }
}
