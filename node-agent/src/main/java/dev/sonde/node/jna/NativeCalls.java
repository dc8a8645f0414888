package dev.sonde.node.jna;

import dev.sonde.node.linux.SystemCalls;
import org.jspecify.annotations.Nullable;

/**
 * The way to the system calls, opened when it is first asked for: an agent whose collectors need none never loads JNA.
 * Where JNA is missing or cannot load its library (no matching one, a temporary directory mounted noexec), the reason
 * is kept and nothing is thrown.
 */
public final class NativeCalls {
    private static final NativeCalls SHARED = new NativeCalls();

    private @Nullable SystemCalls calls;
    private String reason = "";
    private boolean tried;

    private NativeCalls() {}

    /** The calls, or null when this process cannot make them; then {@link #reason} says why. */
    public static @Nullable SystemCalls get() {
        return SHARED.load();
    }

    /** Why {@link #get} gave null: one line for a log. */
    public static String reason() {
        synchronized (SHARED) {
            return SHARED.reason;
        }
    }

    private synchronized @Nullable SystemCalls load() {
        if (!tried) {
            tried = true;
            try {
                calls = JnaSystemCalls.load();
            } catch (LinkageError | RuntimeException e) {
                Throwable cause = e.getCause() == null ? e : e.getCause();
                String text = String.valueOf(cause.getMessage());
                int line = text.indexOf('\n');
                reason = "system calls through JNA are not available: "
                        + cause.getClass().getSimpleName() + ": " + (line < 0 ? text : text.substring(0, line));
            }
        }
        return calls;
    }
}
