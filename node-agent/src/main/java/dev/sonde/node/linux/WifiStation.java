package dev.sonde.node.linux;

/** NL80211_STA_INFO_*: what nl80211 tells of a station. */
final class WifiStation {
    private static final int INACTIVE_TIME = 1;
    private static final int RX_BYTES = 2;
    private static final int TX_BYTES = 3;
    private static final int SIGNAL = 7;
    private static final int TX_BITRATE = 8;
    private static final int RX_PACKETS = 9;
    private static final int TX_PACKETS = 10;
    private static final int TX_RETRIES = 11;
    private static final int TX_FAILED = 12;
    private static final int RX_BITRATE = 14;
    private static final int CONNECTED_TIME = 16;
    private static final int BEACON_LOSS = 18;
    private static final int RX_BYTES64 = 23;
    private static final int TX_BYTES64 = 24;
    private static final int RATE_BITRATE = 1;
    private static final int RATE_BITRATE32 = 5;

    /** Rates are in units of 100 kbit/s. */
    private static final long RATE_UNIT = 100_000;

    private WifiStation() {}

    /** The numbers of {@link WifiInterface.Station}. */
    static long[] numbers(byte[] bytes, int from, int to) {
        long[] numbers = new long[WifiInterface.NUMBERS];
        numbers[WifiInterface.CONNECTED_SECONDS] = u32(bytes, from, to, CONNECTED_TIME);
        numbers[WifiInterface.INACTIVE_MILLIS] = u32(bytes, from, to, INACTIVE_TIME);
        numbers[WifiInterface.RECEIVE_BITS_PER_SECOND] = rate(bytes, from, to, RX_BITRATE);
        numbers[WifiInterface.TRANSMIT_BITS_PER_SECOND] = rate(bytes, from, to, TX_BITRATE);
        numbers[WifiInterface.RECEIVE_BYTES] = either(bytes, from, to, RX_BYTES64, 8, RX_BYTES, 4);
        numbers[WifiInterface.TRANSMIT_BYTES] = either(bytes, from, to, TX_BYTES64, 8, TX_BYTES, 4);
        numbers[WifiInterface.SIGNAL_DBM] = (byte) Wifi.number(bytes, from, to, SIGNAL, 1);
        numbers[WifiInterface.TRANSMIT_RETRIES] = u32(bytes, from, to, TX_RETRIES);
        numbers[WifiInterface.TRANSMIT_FAILED] = u32(bytes, from, to, TX_FAILED);
        numbers[WifiInterface.BEACON_LOSS] = u32(bytes, from, to, BEACON_LOSS);
        numbers[WifiInterface.TRANSMIT_PACKETS] = u32(bytes, from, to, TX_PACKETS);
        numbers[WifiInterface.RECEIVE_PACKETS] = u32(bytes, from, to, RX_PACKETS);
        return numbers;
    }

    private static long u32(byte[] bytes, int from, int to, int attribute) {
        return Wifi.number(bytes, from, to, attribute, 4);
    }

    /** The wider number; old drivers have the narrow one alone. */
    private static long either(byte[] bytes, int from, int to, int wide, int width, int narrow, int narrowWidth) {
        long number = Wifi.number(bytes, from, to, wide, width);
        return number != 0 ? number : Wifi.number(bytes, from, to, narrow, narrowWidth);
    }

    private static long rate(byte[] bytes, int from, int to, int attribute) {
        int rate = NetlinkBytes.attribute(bytes, from, to, attribute);
        if (rate < 0) {
            return 0;
        }
        int end = rate + NetlinkBytes.size(bytes, rate);
        return either(bytes, rate, end, RATE_BITRATE32, 4, RATE_BITRATE, 2) * RATE_UNIT;
    }
}
