package dev.sonde.core.http.undertow;

import dev.sonde.core.http.HttpServer;
import dev.sonde.core.http.ListenAddress;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.http.Route;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.WorkerPool;
import dev.sonde.core.log.StateLog;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** A server on an XNIO worker of its own: one I/O thread, one that accepts, and the worker pool. */
public final class UndertowServer implements HttpServer {
    private static final Logger LOG = LoggerFactory.getLogger(UndertowServer.class);
    private static final int POOL_THREADS = 4;
    private static final int POOL_QUEUE = 256;
    private static final long THREAD_STACK_BYTES = 256 << 10;
    private static final long CLOSE_MILLIS = 2000;

    /** An idle connection with TLS holds 16 KB, without it 3 KB. */
    private static final int TLS_COST = 4;

    /** Responses that wait for slow clients may take this part of the heap. */
    private static final int UNSENT_SHARE = 4;

    private final long drainMillis;
    private final WorkerPool pool;
    private final XnioWorker worker;
    private final XnioIoThread ioThread;
    private final Connections connections;
    private final List<Listener> listeners = new ArrayList<>();
    private boolean closed;

    private UndertowServer(ServerOptions options, Route route) {
        drainMillis = options.limits().drainMillis();
        pool = new WorkerPool(options.agent(), POOL_THREADS, POOL_QUEUE);
        worker = worker(options.agent(), pool);
        ioThread = worker.getIoThread(0);
        int max = options.limits().connections();
        boolean tls = options.webConfig().tls() != null;
        connections = new Connections(
                ioThread,
                options.limits(),
                tls ? Math.max(1, max / TLS_COST) : max,
                Runtime.getRuntime().maxMemory() / UNSENT_SHARE);
        CallContext context = new CallContext(route, options.webConfig(), pool, new StateLog(LOG));
        Opener opener = new Opener(connections, context, options.limits(), new TlsOpener(worker.getXnio(), pool));
        try {
            for (ListenAddress address : options.addresses()) {
                listeners.add(new Listener(worker, address, opener));
            }
        } catch (ListenException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts to listen on all addresses, or on none.
     *
     * @param route takes every call that passes the checks of the web config
     * @throws ListenException when an address cannot be had
     */
    public static HttpServer start(ServerOptions options, Route route) {
        UndertowServer server = new UndertowServer(options, route);
        for (Listener listener : server.listeners) {
            listener.start();
            LOG.info("Listening on {}", ListenAddress.print(listener.address()));
        }
        return server;
    }

    private static XnioWorker worker(String agent, WorkerPool pool) {
        Xnio xnio = Xnio.getInstance(UndertowServer.class.getClassLoader());
        return xnio.createWorkerBuilder()
                .setWorkerName(agent + "-http")
                .setDaemon(true)
                .setWorkerIoThreads(1)
                .setWorkerStackSize(THREAD_STACK_BYTES)
                .setExternalExecutorService(pool)
                .build();
    }

    @Override
    public List<InetSocketAddress> addresses() {
        List<InetSocketAddress> addresses = new ArrayList<>();
        for (Listener listener : listeners) {
            addresses.add(listener.address());
        }
        return addresses;
    }

    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        for (Listener listener : listeners) {
            listener.close();
        }
        CountDownLatch drained = new CountDownLatch(1);
        try {
            ioThread.execute(() -> connections.drain(drained::countDown));
            if (!drained.await(drainMillis, TimeUnit.MILLISECONDS)) {
                LOG.warn("Closing connections that still wait for a response");
            }
            ioThread.execute(connections::closeAll);
            worker.shutdown();
            pool.shutdown();
            worker.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
