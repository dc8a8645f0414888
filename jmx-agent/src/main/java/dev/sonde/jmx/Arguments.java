package dev.sonde.jmx;

import dev.sonde.core.config.ConfigException;

/** Where to listen and which rules to follow: {@code [host:]port:file}, with IPv6 addresses in brackets. Immutable. */
final class Arguments {
    private static final int MAX_PORT_DIGITS = 5;

    /** As {@link dev.sonde.core.http.ListenAddress} takes it. */
    final String address;

    final String file;

    private Arguments(String address, String file) {
        this.address = address;
        this.file = file;
    }

    /** @throws ConfigException when the text is nothing of the kind */
    static Arguments parse(String text) {
        int host = text.startsWith("[") ? text.indexOf("]:") + 1 : hostEnd(text);
        String hostPart = host <= 0 ? "" : text.substring(0, host);
        String rest = text.substring(host <= 0 ? 0 : host + 1);
        int colon = rest.indexOf(':');
        if (colon <= 0 || colon == rest.length() - 1 || !isPort(rest.substring(0, colon))) {
            throw new ConfigException("expected [host:]port:file, got \"" + text + "\"");
        }
        return new Arguments(address(hostPart, rest.substring(0, colon)), rest.substring(colon + 1));
    }

    /** @param hostPort {@code [host:]port} */
    static Arguments of(String hostPort, String file) {
        int colon = hostPort.lastIndexOf(':');
        String port = hostPort.substring(colon + 1);
        if (!isPort(port)) {
            throw new ConfigException("expected [host:]port, got \"" + hostPort + "\"");
        }
        return new Arguments(address(colon < 0 ? "" : hostPort.substring(0, colon), port), file);
    }

    private static String address(String host, String port) {
        return (host.isEmpty() ? "0.0.0.0" : host) + ":" + port;
    }

    /** Where a host ends that stands before the port; -1 when the port comes first. */
    private static int hostEnd(String text) {
        int colon = text.indexOf(':');
        return colon > 0 && !isPort(text.substring(0, colon)) ? colon : -1;
    }

    private static boolean isPort(String text) {
        boolean digits = !text.isEmpty() && text.length() <= MAX_PORT_DIGITS;
        for (int i = 0; i < text.length(); i++) {
            digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
        }
        return digits;
    }
}
