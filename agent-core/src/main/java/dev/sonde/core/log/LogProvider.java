package dev.sonde.core.log;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.ILoggerFactory;
import org.slf4j.IMarkerFactory;
import org.slf4j.Logger;
import org.slf4j.helpers.BasicMarkerFactory;
import org.slf4j.helpers.NOPMDCAdapter;
import org.slf4j.spi.MDCAdapter;
import org.slf4j.spi.SLF4JServiceProvider;

/** Found by slf4j as a service; not for direct use. */
public final class LogProvider implements SLF4JServiceProvider, ILoggerFactory {
    private static final ConcurrentMap<String, LineLogger> LOGGERS = new ConcurrentHashMap<>();

    private final IMarkerFactory markers = new BasicMarkerFactory();
    private final MDCAdapter context = new NOPMDCAdapter();

    static LineLogger logger(String name) {
        LineLogger logger = LOGGERS.get(name);
        if (logger == null) {
            LineLogger created = new LineLogger(name);
            LineLogger raced = LOGGERS.putIfAbsent(name, created);
            logger = raced == null ? created : raced;
        }
        return logger;
    }

    @Override
    public Logger getLogger(String name) {
        return logger(name);
    }

    @Override
    public ILoggerFactory getLoggerFactory() {
        return this;
    }

    @Override
    public IMarkerFactory getMarkerFactory() {
        return markers;
    }

    @Override
    public MDCAdapter getMDCAdapter() {
        return context;
    }

    @Override
    public String getRequestedApiVersion() {
        return "2.0.99";
    }

    @Override
    public void initialize() {
        // Nothing to prepare: the level and format may come at any time.
    }
}
