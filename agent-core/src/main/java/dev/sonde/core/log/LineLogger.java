package dev.sonde.core.log;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/**
 * A logger that writes {@code time level source msg}, the key-value pairs and {@code err} as one line to standard
 * error, in one write. It never throws: logging must not break what it reports on. Any thread.
 */
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {
    private static final long serialVersionUID = 1L;

    private final String source;

    LineLogger(String name) {
        this.name = name;
        // The peers show file and line; here that would mean walking the stack for each line.
        this.source = name.substring(name.lastIndexOf('.') + 1);
    }

    @Override
    public boolean isTraceEnabled() {
        return Logging.isEnabled(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return Logging.isEnabled(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return Logging.isEnabled(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return Logging.isEnabled(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return Logging.isEnabled(Level.ERROR);
    }

    @Override
    public void log(LoggingEvent event) {
        write(
                event.getLevel(),
                event.getMessage(),
                event.getArgumentArray(),
                event.getKeyValuePairs(),
                event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            @Nullable Throwable thrown) {
        write(level, pattern, arguments, null, thrown);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }

    /** slf4j prints a stack to standard error where a toString fails; so no toString is left to it. */
    private static Object[] texts(Object[] arguments) {
        Object[] texts = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            Object argument = arguments[i];
            texts[i] = LogLine.text(argument instanceof Object[] ? Arrays.asList((Object[]) argument) : argument);
        }
        return texts;
    }

    private void write(
            Level level,
            @Nullable String pattern,
            Object @Nullable [] arguments,
            @Nullable List<KeyValuePair> pairs,
            @Nullable Throwable thrown) {
        try {
            LogLine line = new LogLine(Logging.format())
                    .time(System.currentTimeMillis())
                    .add("level", level == Level.TRACE ? Level.DEBUG : level)
                    .add("source", source)
                    .add(
                            "msg",
                            arguments == null ? pattern : MessageFormatter.basicArrayFormat(pattern, texts(arguments)));
            if (pairs != null) {
                for (KeyValuePair pair : pairs) {
                    line.add(String.valueOf(pair.key), pair.value);
                }
            }
            if (thrown != null) {
                line.add("err", Causes.summary(thrown));
                if (Logging.isEnabled(Level.DEBUG)) {
                    line.add("stack", Causes.stack(thrown));
                }
            }
            byte[] bytes = line.bytes();
            System.err.write(bytes, 0, bytes.length);
            System.err.flush();
        } catch (RuntimeException | StackOverflowError e) {
            // Nothing left to tell it to.
        }
    }
}
