package dev.sonde.node.collector;

/** Addresses in words, as the peer's labels have them. An IPv4 address mapped into IPv6 counts as the IPv4 one. */
final class IpText {
    private static final int V4 = 4;

    private IpText() {}

    /** Dotted, or by RFC 5952. */
    static String of(byte[] address) {
        if (address.length == V4 || isMapped(address)) {
            int at = address.length - V4;
            return (address[at] & 0xff)
                    + "." + (address[at + 1] & 0xff)
                    + "." + (address[at + 2] & 0xff)
                    + "." + (address[at + 3] & 0xff);
        }
        int gap = -1;
        int gapLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = zeros(address, i);
            if (length > gapLength) {
                gap = i;
                gapLength = length;
            }
        }
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                text.append("::");
                i += gapLength - 1;
                continue;
            }
            if (i > 0 && text.charAt(text.length() - 1) != ':') {
                text.append(':');
            }
            text.append(Integer.toHexString(group(address, i)));
        }
        return text.toString();
    }

    private static int zeros(byte[] address, int from) {
        int i = from;
        while (i < 8 && group(address, i) == 0) {
            i++;
        }
        return i - from;
    }

    private static int group(byte[] address, int i) {
        return (address[2 * i] & 0xff) << 8 | address[2 * i + 1] & 0xff;
    }

    static boolean isMapped(byte[] address) {
        if (address.length == V4 || group(address, 5) != 0xffff) {
            return false;
        }
        return zeros(address, 0) == 5;
    }

    /** {@code link-local} (loopback too), {@code interface-local}, {@code global}, or nothing. */
    static String scope(byte[] address) {
        boolean v4 = address.length == V4 || isMapped(address);
        int first = v4 ? address[address.length - V4] & 0xff : address[0] & 0xff;
        int second = v4 ? address[address.length - V4 + 1] & 0xff : address[1] & 0xff;
        if (v4) {
            boolean linkMulticast = first == 224 && second == 0 && address[address.length - 2] == 0;
            if (first == 127 || first == 169 && second == 254 || linkMulticast) {
                return "link-local";
            }
            boolean none = of(address).equals("0.0.0.0") || of(address).equals("255.255.255.255");
            return none || first >= 224 && first < 240 ? "" : "global";
        }
        boolean multicast = first == 0xff;
        if (of(address).equals("::1") || first == 0xfe && (second & 0xc0) == 0x80 || multicast && (second & 15) == 2) {
            return "link-local";
        }
        if (multicast) {
            return (second & 15) == 1 ? "interface-local" : "";
        }
        return zeros(address, 0) == 8 ? "" : "global";
    }
}
