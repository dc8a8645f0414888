package dev.sonde.core.io;

/**
 * Why a kernel file gave nothing. The JDK carries errno only as the C library's English message (the launcher sets
 * {@code LC_ALL=C}); under another language everything but MISSING is OTHER.
 */
public enum ReadError {
    NONE(""),
    /** ENOENT, ENOTDIR. */
    MISSING("No such file or directory"),
    /** EACCES, EPERM. */
    DENIED("Permission denied"),
    /** ENODEV, ENXIO: the device behind an open file has gone. */
    NO_DEVICE("No such device"),
    /** EINVAL: a driver's way to say that the attribute has no value now. */
    INVALID("Invalid argument"),
    /** EAGAIN. */
    AGAIN("Resource temporarily unavailable"),
    /** ENODATA. */
    NO_DATA("No data available"),
    /** EOPNOTSUPP. */
    NOT_SUPPORTED("Operation not supported"),
    /** EIO. */
    IO("Input/output error"),
    /** EMFILE, ENFILE: ours to worry about, not the file's. */
    TOO_MANY_FILES("Too many open files"),
    /** More than we are willing to read. */
    TOO_LARGE("File is beyond the limit"),
    OTHER("");

    private final String message;

    ReadError(String message) {
        this.message = message;
    }

    String message() {
        return message;
    }

    /** What a failed call means by the message of its exception. */
    public static ReadError of(String exceptionMessage) {
        for (ReadError e : values()) {
            if (!e.message.isEmpty() && exceptionMessage.contains(e.message)) {
                return e;
            }
        }
        if (exceptionMessage.contains("Operation not permitted")) {
            return DENIED;
        }
        if (exceptionMessage.contains("Not a directory")) {
            return MISSING;
        }
        return OTHER;
    }
}
