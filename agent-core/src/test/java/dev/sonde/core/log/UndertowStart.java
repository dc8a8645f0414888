package dev.sonde.core.log;

import io.undertow.Undertow;
import io.undertow.server.handlers.ResponseCodeHandler;
import org.jboss.logging.Logger;

/** Run in a JVM of its own by {@link NoJavaUtilLoggingTest}: a server starts and stops, and something is logged. */
final class UndertowStart {
    private UndertowStart() {}

    public static void main(String[] args) {
        Undertow server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(ResponseCodeHandler.HANDLE_404)
                .setIoThreads(1)
                .setWorkerThreads(1)
                .build();
        server.start();
        Logger.getLogger("org.xnio").warn("seen");
        server.stop();
    }
}
