package dev.sonde.node.linux;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * What the driver of one interface tells by ioctl(SIOCETHTOOL), {@code linux/ethtool.h}. The buffer is reused from
 * interface to interface; one thread at a time. Every request gives 0 or a negative errno.
 */
public final class EthtoolDevice {
    private static final int ETHTOOL_GSET = 1;
    private static final int ETHTOOL_GDRVINFO = 3;
    private static final int ETHTOOL_GSTRINGS = 0x1b;
    private static final int ETHTOOL_GSTATS = 0x1d;
    private static final int ETH_SS_STATS = 1;
    private static final int ETHTOOL_DRVINFO = 196;
    private static final int N_STATS = 180;
    private static final int TEXT = 32;

    /** Far above what any driver has; keeps a broken one from asking for gigabytes. */
    private static final int MOST_STATS = 1 << 16;

    /** Where the texts of {@code struct ethtool_drvinfo} are: driver, version, firmware, bus and expansion ROM. */
    private static final int DRIVER_TEXTS = 4;

    /** Bytes of a statistic's name, padded with NULs. */
    public static final int NAME = 32;

    private static final int STRINGS = 12;
    private static final int VALUES = 8;

    private final SystemCalls calls;
    private ByteBuffer buffer = allocate(4096);
    private byte[] driver = {};
    private byte[] names = {};
    private long[] values = {};
    private int fd = -1;
    private int statistics;

    public EthtoolDevice(SystemCalls calls) {
        this.calls = calls;
    }

    /** Opens the socket unless it is open. */
    public void open() throws SystemCallException {
        if (fd < 0) {
            fd = calls.interfaceSocket();
            if (fd < 0) {
                throw new SystemCallException("ethtool: socket", -fd);
            }
        }
    }

    private static ByteBuffer allocate(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }

    /** Asks for the modes of the link: {@link #supported}, {@link #advertised}, {@link #autonegotiates}. */
    public int readLink(byte[] device) {
        clear(ETHTOOL_GSET, 64);
        return calls.ethtool(fd, device, buffer);
    }

    /** Bits of ETHTOOL_LINK_MODE_*, the first 32 of them. */
    public int supported() {
        return buffer.getInt(4);
    }

    public int advertised() {
        return buffer.getInt(8);
    }

    public int autonegotiates() {
        return buffer.get(18) & 0xff;
    }

    /** Asks who drives it: {@link #driver}. */
    public int readDriver(byte[] device) {
        clear(ETHTOOL_GDRVINFO, 256);
        int error = calls.ethtool(fd, device, buffer);
        statistics = 0;
        if (error == 0) {
            driver = new byte[5 * TEXT];
            buffer.get(DRIVER_TEXTS, driver);
            statistics = Math.max(0, Math.min(buffer.getInt(N_STATS), MOST_STATS));
        }
        return error;
    }

    /** Five texts of 32 bytes padded with NULs: driver, version, firmware, bus, expansion ROM. */
    public byte[] driver() {
        return driver;
    }

    /** A text of {@link #driver} or {@link #names}. */
    public static String text(byte[] bytes, int from) {
        int end = from;
        while (end < from + TEXT && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /**
     * Asks for as many statistics as {@link #readDriver} was told of.
     *
     * <p>The kernel writes as many as the driver has by then, so there is room for twice as many and a thousand more.
     */
    public int readStatistics(byte[] device) {
        int n = statistics;
        statistics = 0;
        if (n == 0) {
            return -Errno.EOPNOTSUPP;
        }
        clear(ETHTOOL_GSTRINGS, STRINGS + (2 * n + 1024) * NAME);
        buffer.putInt(4, ETH_SS_STATS).putInt(8, n);
        int error = calls.ethtool(fd, device, buffer);
        if (error != 0) {
            return error;
        }
        int named = Math.min(n, Math.max(0, buffer.getInt(8)));
        if (names.length != named * NAME) {
            names = new byte[named * NAME];
        }
        buffer.get(STRINGS, names);
        clear(ETHTOOL_GSTATS, VALUES + (2 * n + 1024) * Long.BYTES);
        buffer.putInt(4, n);
        error = calls.ethtool(fd, device, buffer);
        if (error != 0) {
            return error;
        }
        statistics = Math.min(named, Math.max(0, buffer.getInt(4)));
        if (values.length < statistics) {
            values = new long[statistics];
        }
        for (int i = 0; i < statistics; i++) {
            values[i] = buffer.getLong(VALUES + i * Long.BYTES);
        }
        return 0;
    }

    public int statistics() {
        return statistics;
    }

    /** The names of the statistics, {@link #NAME} bytes each. */
    public byte[] names() {
        return names;
    }

    /** Unsigned. */
    public long value(int i) {
        return values[i];
    }

    private void clear(int command, int bytes) {
        if (buffer.capacity() < bytes) {
            buffer = allocate(Integer.highestOneBit(bytes) << 1);
        }
        for (int i = 0; i < Math.min(bytes, ETHTOOL_DRVINFO); i += Integer.BYTES) {
            buffer.putInt(i, 0);
        }
        buffer.putInt(0, command);
    }
}
