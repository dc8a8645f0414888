package dev.sonde.core.http.undertow;

import dev.sonde.core.http.HttpDate;
import dev.sonde.core.http.Route;
import dev.sonde.core.http.WebConfig;
import dev.sonde.core.http.WorkerPool;
import dev.sonde.core.log.StateLog;

/** What all calls of a server share. */
final class CallContext {
    final Route route;
    final WebConfig webConfig;
    final WorkerPool pool;
    final StateLog failures;

    /** I/O thread only. */
    final HttpDate date = new HttpDate();

    /** Whether a route has failed and has not been seen to recover. */
    volatile boolean failing;

    CallContext(Route route, WebConfig webConfig, WorkerPool pool, StateLog failures) {
        this.route = webConfig.guard(route, pool);
        this.webConfig = webConfig;
        this.pool = pool;
        this.failures = failures;
    }
}
