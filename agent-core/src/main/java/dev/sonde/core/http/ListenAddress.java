package dev.sonde.core.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * An address as given to {@code --web.listen-address}: {@code :9100}, {@code 0.0.0.0:9100}, {@code [0.0.0.0]:9100} as
 * the charts write it, {@code [::1]:9100}, {@code host:9100}. Port 0 lets the system choose. An empty host and {@code
 * [::]} take IPv6 and IPv4, {@code 0.0.0.0} takes IPv4 only.
 */
public final class ListenAddress {
    private static final int MAX_PORT = 65535;

    private final String text;
    private final String host;
    private final int port;

    private ListenAddress(String text, String host, int port) {
        this.text = text;
        this.host = host;
        this.port = port;
    }

    /** @throws ListenException when the text is not an address */
    public static ListenAddress parse(String text) {
        if (text.startsWith("vsock://")) {
            throw new ListenException("listen " + text + ": vsock is not supported");
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.endsWith("]")) {
            throw new ListenException("listen tcp: address " + text + ": missing port in address");
        }
        return new ListenAddress(text, host(text, colon), port(text.substring(colon + 1)));
    }

    private static String host(String text, int colon) {
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        if (host.indexOf(':') >= 0 || host.indexOf('[') >= 0 || host.indexOf(']') >= 0) {
            throw new ListenException("listen tcp: address " + text + ": too many colons in address");
        }
        return host;
    }

    private static int port(String digits) {
        int port = digits.isEmpty() ? MAX_PORT + 1 : 0;
        for (int i = 0; i < digits.length() && port <= MAX_PORT; i++) {
            char c = digits.charAt(i);
            port = c >= '0' && c <= '9' ? port * 10 + c - '0' : MAX_PORT + 1;
        }
        if (port > MAX_PORT) {
            throw new ListenException("listen tcp: address " + digits + ": invalid port");
        }
        return port;
    }

    /**
     * Where to bind; a name is looked up, which may block.
     *
     * @throws ListenException when there is no such host
     */
    public InetSocketAddress resolve() {
        if (isAnyHost()) {
            return new InetSocketAddress(port);
        }
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new ListenException("listen tcp: lookup " + host + ": no such host");
        }
    }

    /**
     * Whether clients that come over IPv6 are to be turned away. Java 8 binds the two wildcards alike, so the server
     * has to tell them apart.
     */
    public boolean isIpv4Only() {
        return host.equals("0.0.0.0");
    }

    /** What to tell the user when binding failed. */
    public ListenException bindFailed(IOException cause) {
        String reason = String.valueOf(cause.getMessage());
        return new ListenException("listen tcp " + text + ": bind: "
                + reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1));
    }

    /** An address as the peers print it: {@code [::]:9100}. */
    public static String print(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        if (host == null || host.isAnyLocalAddress()) {
            return "[::]:" + address.getPort();
        }
        String literal = host.getHostAddress();
        return (literal.indexOf(':') < 0 ? literal : "[" + literal + "]") + ":" + address.getPort();
    }

    /** As given. */
    @Override
    public String toString() {
        return text;
    }

    private boolean isAnyHost() {
        return host.isEmpty() || host.equals("::") || isIpv4Only();
    }
}
