package dev.sonde.core.http;

import java.util.function.BooleanSupplier;

/** Whether an agent is ready to answer for what it watches; not at first. Any thread. */
public final class Readiness implements BooleanSupplier {
    private volatile boolean ready;

    public void set(boolean value) {
        ready = value;
    }

    @Override
    public boolean getAsBoolean() {
        return ready;
    }
}
