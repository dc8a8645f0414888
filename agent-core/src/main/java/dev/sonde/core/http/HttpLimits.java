package dev.sonde.core.http;

/** What a client may use of the server. Times in milliseconds, sizes in bytes. Immutable. */
public final class HttpLimits {
    /**
     * Enough for forty Prometheus servers and small enough for a heap of 16 MB. The idle time is above the five minutes
     * after which Prometheus closes a connection itself, so that no scrape runs into a closing one.
     */
    public static final HttpLimits DEFAULT = new HttpLimits(512, 20_000, 360_000, 120_000, 8_000);

    private final int connections;
    private final long requestMillis;
    private final long idleMillis;
    private final long writeMillis;
    private final long drainMillis;

    /**
     * @param connections at the same time; above, the one idle longest is closed
     * @param requestMillis from the connection to the end of the first request's header, and from the first byte of a
     *     header to its end
     * @param idleMillis between two requests
     * @param writeMillis until a response is taken by the client
     * @param drainMillis for responses that are due when the server is closed
     */
    public HttpLimits(int connections, long requestMillis, long idleMillis, long writeMillis, long drainMillis) {
        this.connections = connections;
        this.requestMillis = requestMillis;
        this.idleMillis = idleMillis;
        this.writeMillis = writeMillis;
        this.drainMillis = drainMillis;
    }

    public int connections() {
        return connections;
    }

    public long requestMillis() {
        return requestMillis;
    }

    public long idleMillis() {
        return idleMillis;
    }

    public long writeMillis() {
        return writeMillis;
    }

    public long drainMillis() {
        return drainMillis;
    }
}
