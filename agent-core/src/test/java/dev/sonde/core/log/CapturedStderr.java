package dev.sonde.core.log;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.event.Level;

/** Standard error of this JVM, and each write to it, for the time of a test. */
final class CapturedStderr implements AutoCloseable {
    private final PrintStream original = System.err;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    CapturedStderr(Level level, LogFormat format) {
        System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        Logging.configure(level, format);
    }

    String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The lines without what changes: the time. */
    List<String> lines() {
        return text().lines()
                .map(line -> line.replaceFirst("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z", "T"))
                .toList();
    }

    @Override
    public void close() {
        System.setErr(original);
        Logging.configure(Level.INFO, LogFormat.LOGFMT);
    }
}
