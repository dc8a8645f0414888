package dev.sonde.node.dbus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The sockets that an address such as {@code unix:path=/a;unix:path=/b} names, to be tried in turn. */
final class BusAddress {
    private static final String PATH = "path=";

    private BusAddress() {}

    /** Empty when the address names none that we can connect to: abstract names and other transports are left out. */
    static List<Path> paths(String address) {
        List<Path> paths = new ArrayList<>();
        for (String one : address.split(";")) {
            int colon = one.indexOf(':');
            if (colon < 0 || !one.substring(0, colon).trim().equals("unix")) {
                continue;
            }
            for (String pair : one.substring(colon + 1).split(",")) {
                if (pair.startsWith(PATH)) {
                    paths.add(Path.of(unescaped(pair.substring(PATH.length()))));
                }
            }
        }
        return paths;
    }

    /** {@code %20} is a blank; a per cent sign without two hexadecimal digits stands for itself. */
    private static String unescaped(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (bytes[i] == '%' && high >= 0 && low >= 0) {
                out.write(high << 4 | low);
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
