package dev.sonde.node.linux;

/**
 * A counter of the kernel on one CPU, perf_event_open(2), for all processes and without what a hypervisor does. It
 * counts from when it is opened. One thread at a time.
 */
public final class PerfEvent implements AutoCloseable {
    public static final int HARDWARE = 0;
    public static final int SOFTWARE = 1;
    public static final int TRACEPOINT = 2;
    public static final int CACHE = 3;

    /** PERF_ATTR_SIZE_VER0: all kernels know as much of the structure. */
    private static final int ATTRIBUTES = 64;

    private static final int EXCLUDE_HV = 1 << 6;

    private final SystemCalls calls;
    private final int fd;
    private final long[] value = new long[1];

    private PerfEvent(SystemCalls calls, int fd) {
        this.calls = calls;
        this.fd = fd;
    }

    /**
     * @param type one of the constants
     * @param config which event of the type
     * @throws SystemCallException when it cannot be opened: ENOENT and EOPNOTSUPP where this CPU has no such counter
     */
    public static PerfEvent open(SystemCalls calls, int type, long config, int cpu) throws SystemCallException {
        byte[] attributes = new byte[ATTRIBUTES];
        attributes[0] = (byte) type;
        attributes[4] = ATTRIBUTES;
        for (int i = 0; i < Long.BYTES; i++) {
            attributes[8 + i] = (byte) (config >>> 8 * i);
        }
        attributes[40] = EXCLUDE_HV;
        int fd = calls.perfEvent(attributes, cpu);
        if (fd < 0) {
            throw new SystemCallException("perf_event_open", -fd);
        }
        return new PerfEvent(calls, fd);
    }

    /** Reads the counter; false when it has none any more, as on a CPU that is offline. */
    public boolean read() {
        return calls.read(fd, value) == Long.BYTES;
    }

    /** Unsigned. */
    public long value() {
        return value[0];
    }

    @Override
    public void close() {
        calls.close(fd);
    }
}
