package dev.sonde.db.net;

/** Where a server listens: a name or address and a port, or the path of a unix socket. Immutable. */
public record HostPort(String host, int port, String socket) {
    private static final int MAX_PORT = 65535;

    public static HostPort unix(String path) {
        return new HostPort("", 0, path);
    }

    /**
     * Reads {@code host}, {@code host:port}, {@code [v6]:port} or a bare IPv6 address.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    public static HostPort parse(String text, int defaultPort) {
        String host = text;
        String port = "";
        int colon = text.lastIndexOf(':');
        if (text.startsWith("[")) {
            int close = text.indexOf(']');
            if (close < 0 || close + 1 < text.length() && text.charAt(close + 1) != ':') {
                throw new IllegalArgumentException("not an address: \"" + text + "\"");
            }
            host = text.substring(1, close);
            port = close + 2 <= text.length() ? text.substring(close + 2) : "";
        } else if (colon >= 0 && text.indexOf(':') == colon) {
            host = text.substring(0, colon);
            port = text.substring(colon + 1);
        }
        for (int i = 0; i < host.length(); i++) {
            char c = host.charAt(i);
            if (c <= ' ' || c == '/' || c == '@' || c == '?' || c == '#') {
                throw new IllegalArgumentException("not a host name: \"" + host + "\"");
            }
        }
        return new HostPort(host.isEmpty() ? "localhost" : host, port.isEmpty() ? defaultPort : port(port), "");
    }

    private static int port(String text) {
        int port;
        try {
            port = Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a port: \"" + text + "\"");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("not a port: \"" + text + "\"");
        }
        return port;
    }

    public boolean isUnix() {
        return !socket.isEmpty();
    }

    @Override
    public String toString() {
        return isUnix() ? "unix://" + socket : (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
