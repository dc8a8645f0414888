package dev.sonde.jmx.scrape;

import java.io.IOException;
import javax.management.MBeanServerConnection;

/** Where MBeans are read. One thread at a time. */
public interface ServerSource extends AutoCloseable {
    /**
     * A connection in working order, as far as is known.
     *
     * @throws IOException when there is none to be had; may take as long as the network takes
     */
    MBeanServerConnection connect() throws IOException;

    /** Whether MBeans may have come or gone since this was last asked. */
    boolean mayHaveChanged(MBeanServerConnection server) throws IOException;

    /** The connection was of no use: the next one is to be a new one. */
    void failed();

    @Override
    void close();
}
