package dev.sonde.node.collector;

import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.jna.NativeCalls;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.SystemCallException;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of one collector. They are looked up when it first runs: an agent whose collectors need none never
 * loads JNA. One thread at a time.
 */
final class KernelAccess {
    private @Nullable SystemCalls calls;
    private @Nullable LinkTable links;

    /** @param calls null for the system's own */
    KernelAccess(@Nullable SystemCalls calls) {
        this.calls = calls;
        this.links = calls == null ? null : new LinkTable(calls);
    }

    /** @throws IOException when this process cannot make system calls; the message says why */
    SystemCalls calls() throws IOException {
        SystemCalls found = calls;
        if (found == null) {
            found = calls = NativeCalls.get();
            if (found == null) {
                throw new IOException(NativeCalls.reason());
            }
        }
        return found;
    }

    /** The links that all collectors share. */
    LinkTable links() throws IOException {
        LinkTable found = links;
        if (found == null) {
            found = links = LinkTable.shared(calls());
        }
        return found;
    }

    /**
     * What the failure of a call means for the collector: an exception for it to throw.
     *
     * @throws NoDataException when the kernel, a container or a seccomp filter refuses the call
     */
    static IOException failure(SystemCallException e) throws NoDataException {
        if (e.isRefusal()) {
            throw new NoDataException(String.valueOf(e.getMessage()));
        }
        return e;
    }
}
