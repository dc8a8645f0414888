package dev.sonde.node.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wireless interfaces by nl80211, {@code linux/nl80211.h}. One thread at a time. */
public final class Wifi {
    private static final byte GET_INTERFACE = 5;
    private static final byte GET_STATION = 17;
    private static final byte GET_SCAN = 32;
    private static final int ATTR_IFINDEX = 3;
    private static final int ATTR_IFNAME = 4;
    private static final int ATTR_MAC = 6;
    private static final int ATTR_STA_INFO = 21;
    private static final int ATTR_WIPHY_FREQ = 38;
    private static final int ATTR_BSS = 47;
    private static final int BSS_BSSID = 1;
    private static final int BSS_INFORMATION_ELEMENTS = 6;
    private static final int BSS_STATUS = 9;

    private final NetlinkDump dump;
    private final GenericFamily family;

    public Wifi(SystemCalls calls) {
        dump = new NetlinkDump(calls, SystemCalls.NETLINK_GENERIC);
        family = new GenericFamily(dump, "nl80211");
    }

    /** Takes the attributes of each message. */
    private interface Taker {
        void take(byte[] bytes, int from, int to);
    }

    /**
     * Asks for all interfaces that have a name. One that vanishes meanwhile has no network and no stations.
     *
     * @return null when this kernel has no wireless interfaces at all
     */
    public @Nullable List<WifiInterface> read() throws IOException {
        if (family.id() == 0) {
            return null;
        }
        List<WifiInterface> found = new ArrayList<>();
        try {
            run(GET_INTERFACE, 0, found, (bytes, from, to) -> {
                String name = text(bytes, NetlinkBytes.attribute(bytes, from, to, ATTR_IFNAME));
                if (!name.isEmpty()) {
                    int index = (int) number(bytes, from, to, ATTR_IFINDEX, 4);
                    found.add(WifiInterface.of(index, name, number(bytes, from, to, ATTR_WIPHY_FREQ, 4)));
                }
            });
        } catch (IOException e) {
            family.forget();
            throw e;
        }
        for (int i = 0; i < found.size(); i++) {
            WifiInterface device = found.get(i);
            try {
                found.set(i, device.with(network(device.index())));
                stations(device.index(), device.stations());
            } catch (SystemCallException e) {
                // Gone, or of a kind that has no such thing.
                device.stations().clear();
            }
        }
        return found;
    }

    private void run(byte command, int index, List<?> into, Taker taker) throws IOException {
        byte[] request = GenericFamily.request(family.id(), command);
        if (index != 0) {
            int at = request.length;
            request = Arrays.copyOf(request, at + 8);
            request[at] = 8;
            request[at + 2] = ATTR_IFINDEX;
            for (int i = 0; i < 4; i++) {
                request[at + 4 + i] = (byte) (index >>> 8 * i);
            }
        }
        dump.run(request, family.id(), new NetlinkDump.Handler() {
            @Override
            public void begin() {
                into.clear();
            }

            @Override
            public void message(byte[] bytes, int from, int to) {
                taker.take(bytes, from + GenericFamily.HEADER, to);
            }
        });
    }

    /** The one of the networks in sight that it has to do with. */
    private WifiInterface.@Nullable Network network(int index) throws IOException {
        List<WifiInterface.Network> found = new ArrayList<>();
        run(GET_SCAN, index, found, (bytes, from, to) -> {
            int bss = NetlinkBytes.attribute(bytes, from, to, ATTR_BSS);
            if (bss < 0 || !found.isEmpty()) {
                return;
            }
            int end = bss + NetlinkBytes.size(bytes, bss);
            int status = NetlinkBytes.attribute(bytes, bss, end, BSS_STATUS);
            if (status >= 0 && NetlinkBytes.size(bytes, status) >= 4) {
                found.add(new WifiInterface.Network(
                        bytes(bytes, NetlinkBytes.attribute(bytes, bss, end, BSS_BSSID)),
                        ssid(bytes, NetlinkBytes.attribute(bytes, bss, end, BSS_INFORMATION_ELEMENTS)),
                        NetlinkBytes.u32(bytes, status)));
            }
        });
        return found.isEmpty() ? null : found.get(0);
    }

    private void stations(int index, List<WifiInterface.Station> into) throws IOException {
        run(GET_STATION, index, into, (bytes, from, to) -> {
            int info = NetlinkBytes.attribute(bytes, from, to, ATTR_STA_INFO);
            int address = NetlinkBytes.attribute(bytes, from, to, ATTR_MAC);
            if (info >= 0 && address >= 0) {
                int end = info + NetlinkBytes.size(bytes, info);
                into.add(new WifiInterface.Station(bytes(bytes, address), WifiStation.numbers(bytes, info, end)));
            }
        });
    }

    /** The element of number 0 among the information elements of IEEE 802.11: number, length, content. */
    private static String ssid(byte[] bytes, int elements) {
        if (elements < 0) {
            return "";
        }
        int at = elements;
        int end = elements + NetlinkBytes.size(bytes, elements);
        while (at + 2 <= end) {
            int length = bytes[at + 1] & 0xff;
            if (length > end - at - 2) {
                return "";
            }
            if (bytes[at] == 0) {
                return new String(bytes, at + 2, length, StandardCharsets.UTF_8);
            }
            at += 2 + length;
        }
        return "";
    }

    private static byte[] bytes(byte[] bytes, int value) {
        return value < 0 ? new byte[0] : Arrays.copyOfRange(bytes, value, value + NetlinkBytes.size(bytes, value));
    }

    private static String text(byte[] bytes, int value) {
        if (value < 0) {
            return "";
        }
        String text = new String(bytes, value, NetlinkBytes.size(bytes, value), StandardCharsets.UTF_8);
        int nul = text.indexOf('\0');
        return nul < 0 ? text : text.substring(0, nul);
    }

    /** An unsigned number of 1, 2, 4 or 8 bytes; 0 when it is not there. */
    static long number(byte[] bytes, int from, int to, int attribute, int width) {
        int value = NetlinkBytes.attribute(bytes, from, to, attribute);
        if (value < 0 || NetlinkBytes.size(bytes, value) < width) {
            return 0;
        }
        long number = 0;
        for (int i = width - 1; i >= 0; i--) {
            number = number << 8 | bytes[value + i] & 0xff;
        }
        return number;
    }
}
