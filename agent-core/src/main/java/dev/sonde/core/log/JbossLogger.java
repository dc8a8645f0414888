package dev.sonde.core.log;

import java.text.MessageFormat;
import java.util.Locale;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Undertow's and XNIO's warnings and errors in our log. What they say below that is about themselves. */
final class JbossLogger extends Logger {
    private static final long serialVersionUID = 1L;

    JbossLogger(String name) {
        super(name);
    }

    @Override
    public boolean isEnabled(Level level) {
        switch (level) {
            case FATAL:
            case ERROR:
                return Logging.isEnabled(org.slf4j.event.Level.ERROR);
            case WARN:
                return Logging.isEnabled(org.slf4j.event.Level.WARN);
            default:
                return false;
        }
    }

    @Override
    protected void doLog(
            Level level,
            @Nullable String caller,
            @Nullable Object message,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (isEnabled(level)) {
            String text = String.valueOf(message);
            write(level, parameters == null || parameters.length == 0 ? text : messageFormat(text, parameters), thrown);
        }
    }

    @Override
    protected void doLogf(
            Level level,
            @Nullable String caller,
            @Nullable String format,
            Object @Nullable [] parameters,
            @Nullable Throwable thrown) {
        if (isEnabled(level)) {
            String text = String.valueOf(format);
            write(level, parameters == null ? text : printf(text, parameters), thrown);
        }
    }

    private void write(Level level, String text, @Nullable Throwable thrown) {
        LineLogger logger = LogProvider.logger(getName());
        if (level == Level.WARN) {
            logger.warn(text, thrown);
        } else {
            logger.error(text, thrown);
        }
    }

    private static String messageFormat(String text, Object[] parameters) {
        try {
            return new MessageFormat(text, Locale.ROOT).format(parameters);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    private static String printf(String text, Object[] parameters) {
        try {
            return String.format(Locale.ROOT, text, parameters);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
