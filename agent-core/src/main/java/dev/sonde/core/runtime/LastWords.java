package dev.sonde.core.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.LoggerFactory;

/**
 * Ends a process that has lost a thread for lack of memory. An agent whose I/O thread is gone still holds its port and
 * answers nobody, until somebody kills it; one that ends is started again, and its last line says what it needs. For
 * agents that own their process.
 */
public final class LastWords implements Thread.UncaughtExceptionHandler {
    /** As the JVM exits with {@code -XX:+ExitOnOutOfMemoryError}. */
    static final int EXIT_CODE = 3;

    private static final int RESERVE = 64 << 10;

    /** All made beforehand: there is no memory when they are needed. */
    private final byte[] line;

    private final FileOutputStream errors = new FileOutputStream(FileDescriptor.err);
    private final Runtime runtime = Runtime.getRuntime();

    /** Given back for what the JDK needs to end; enough with the serial collector, which the launchers ask for. */
    private byte[] reserve = new byte[RESERVE];

    private LastWords(String advice) {
        line = ("out of memory, ending: " + advice + '\n').getBytes(StandardCharsets.UTF_8);
    }

    /** @param advice what to do about it, for the last line */
    public static void install(String advice) {
        LastWords handler = new LastWords(advice);
        // a rehearsal: finding a class for the first time takes memory
        handler.end(new OutOfMemoryError(), false);
        Thread.setDefaultUncaughtExceptionHandler(handler);
    }

    @Override
    public void uncaughtException(Thread thread, Throwable cause) {
        end(cause, true);
        LoggerFactory.getLogger(LastWords.class).error("A thread has died, thread={}", thread.getName(), cause);
    }

    private void end(Throwable cause, boolean really) {
        if (cause instanceof OutOfMemoryError) {
            reserve = really ? line : reserve;
            try {
                errors.write(line, 0, really ? line.length : 0);
            } catch (IOException e) {
                // nobody listens; the exit code says it too
            }
            if (really) {
                runtime.halt(EXIT_CODE);
            }
        }
    }
}
