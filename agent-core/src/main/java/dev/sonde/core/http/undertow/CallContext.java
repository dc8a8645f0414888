package dev.sonde.core.http.undertow;

import dev.sonde.core.http.HttpDate;
import dev.sonde.core.http.Route;
import dev.sonde.core.http.WorkerPool;
import dev.sonde.core.log.StateLog;

/** What all calls of a server share. */
final class CallContext {
    final Route route;
    final WorkerPool pool;
    final StateLog failures;

    /** I/O thread only. */
    final HttpDate date = new HttpDate();

    /** Whether a route has failed and has not been seen to recover. */
    volatile boolean failing;

    CallContext(Route route, WorkerPool pool, StateLog failures) {
        this.route = route;
        this.pool = pool;
        this.failures = failures;
    }
}
