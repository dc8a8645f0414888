package dev.sonde.node.linux;

import java.io.IOException;

/** A system call failed. The message names the call, or the step of a dialogue, and the error. */
public final class SystemCallException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    SystemCallException(String step, int errno) {
        super(step + ": " + Errno.text(errno));
        this.errno = errno;
    }

    public int errno() {
        return errno;
    }

    /**
     * Whether this kernel lacks what was asked for, or a container or seccomp filter keeps us from it: then the next
     * scrape will fare no better and nothing is broken.
     */
    public boolean isRefusal() {
        return switch (errno) {
            case Errno.EPERM,
                    Errno.EACCES,
                    Errno.ENOENT,
                    Errno.ENOSYS,
                    Errno.EOPNOTSUPP,
                    Errno.EPROTONOSUPPORT,
                    Errno.EAFNOSUPPORT -> true;
            default -> false;
        };
    }

    /** Whether we may not, rather than that there is no such thing. */
    public boolean isForbidden() {
        return errno == Errno.EPERM || errno == Errno.EACCES || errno == Errno.ENOSYS;
    }
}
