package dev.sonde.node.linux;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wireless interface and the stations it talks to.
 *
 * @param frequency megahertz, 0 when it is not tuned to any
 * @param network the network it belongs to, or null
 */
public record WifiInterface(
        int index, String name, long frequency, @Nullable Network network, List<Station> stations) {
    /** Numbers of a {@link Station}, by place. */
    public static final int CONNECTED_SECONDS = 0;

    public static final int INACTIVE_MILLIS = 1;
    public static final int RECEIVE_BITS_PER_SECOND = 2;
    public static final int TRANSMIT_BITS_PER_SECOND = 3;
    public static final int RECEIVE_BYTES = 4;
    public static final int TRANSMIT_BYTES = 5;
    public static final int SIGNAL_DBM = 6;
    public static final int TRANSMIT_RETRIES = 7;
    public static final int TRANSMIT_FAILED = 8;
    public static final int BEACON_LOSS = 9;
    public static final int TRANSMIT_PACKETS = 10;
    public static final int RECEIVE_PACKETS = 11;
    public static final int NUMBERS = 12;

    /**
     * A network.
     *
     * @param address of its access point
     * @param status 0 authenticated, 1 associated, 2 joined without an access point
     */
    public record Network(byte[] address, String ssid, int status) {}

    /**
     * Another end, such as the access point.
     *
     * @param address its hardware address
     * @param numbers by the constants above; what is not known is 0
     */
    public record Station(byte[] address, long[] numbers) {}

    static WifiInterface of(int index, String name, long frequency) {
        return new WifiInterface(index, name, frequency, null, new ArrayList<>());
    }

    WifiInterface with(@Nullable Network joined) {
        return new WifiInterface(index, name, frequency, joined, stations);
    }
}
