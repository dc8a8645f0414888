package dev.sonde.node;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.FlagFile;
import dev.sonde.core.config.WatchedFile;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.scrape.FilterException;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.core.scrape.ScrapeCoordinator;
import dev.sonde.core.scrape.ScrapeRequest;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scrapes by the collectors that a file of flags asks for, which follow the file: it is looked at when a scrape comes in.
 * A file that cannot be used leaves the collectors as they are. Any thread.
 *
 * <p>Only flags of collectors follow. What the agent listens to and where the host is are what they were at the start,
 * and who changes that is told so.
 */
final class ConfiguredScrapes implements PageSource, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConfiguredScrapes.class);

    private final Supplier<FlagSet> commandLine;
    private final Function<FlagSet, ScrapeCoordinator> maker;
    private final FlagSet start;
    private final WatchedFile<ScrapeCoordinator> file;
    private ScrapeCoordinator current;

    /**
     * @param commandLine gives the command line, parsed anew
     * @param start the flags that the agent started with
     * @param maker makes the collectors; an IllegalArgumentException says which flag cannot be followed
     * @throws ConfigException when the file that the flags name cannot be used
     */
    ConfiguredScrapes(Supplier<FlagSet> commandLine, FlagSet start, Function<FlagSet, ScrapeCoordinator> maker) {
        this.commandLine = commandLine;
        this.maker = maker;
        this.start = start;
        this.file = new WatchedFile<>(start.getString(FlagFile.FLAG), this::read, log);
        this.current = file.get();
    }

    WatchedFile<?> file() {
        return file;
    }

    @Override
    public void scrape(ScrapeRequest request) throws FilterException {
        latest().scrape(request);
    }

    private synchronized ScrapeCoordinator latest() {
        ScrapeCoordinator now = file.get();
        if (now != current) {
            current.close();
            current = now;
        }
        return current;
    }

    private ScrapeCoordinator read(String name, byte[] content) {
        FlagSet flags = commandLine.get();
        FlagFile.apply(name, content, flags);
        ScrapeCoordinator made;
        try {
            made = maker.apply(flags);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + ": " + e.getMessage());
        }
        for (String flag : flags.names()) {
            if (!flag.startsWith("collector.") && !flags.texts(flag).equals(start.texts(flag))) {
                log.warn("Takes effect when the agent is started anew, file={}, flag={}", name, flag);
            }
        }
        return made;
    }

    @Override
    public synchronized void close() {
        current.close();
    }
}
