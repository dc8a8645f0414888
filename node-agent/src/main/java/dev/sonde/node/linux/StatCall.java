package dev.sonde.node.linux;

/**
 * A question about one mount that another thread asks. At most one is out at a time: while a server does not answer,
 * the mount holds one thread and is not asked again. All but {@link #run} is guarded by the {@link StatPool}; the
 * getters are for the thread that runs the rounds, between two of them.
 */
public final class StatCall {
    enum State {
        IDLE,
        QUEUED,
        RUNNING,
        /** Running for longer than others should have to wait. */
        OVERDUE
    }

    private final byte[] path;
    private final FileSystemReading reading = new FileSystemReading();
    private int result;

    State state = State.IDLE;
    long startedNanos;
    boolean inRound;
    boolean answered;

    public StatCall(Mount mount, String rootfs) {
        this.path = mount.path(rootfs);
    }

    /** Asks, and blocks until there is an answer. */
    public void run(MountStat stat) {
        result = stat.stat(path, reading);
    }

    /** Whether the last round brought an answer; if not, the other getters mean nothing. */
    public boolean isAnswered() {
        return answered;
    }

    /** 0 or the negative errno. */
    public int result() {
        return result;
    }

    public FileSystemReading reading() {
        return reading;
    }
}
