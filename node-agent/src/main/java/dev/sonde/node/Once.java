package dev.sonde.node;

import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.scrape.FilterException;
import dev.sonde.core.scrape.PageSource;
import dev.sonde.core.scrape.ScrapeRequest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** {@code --once}: one scrape, of all collectors or of those that {@code --collect} names, without a server. */
final class Once implements ScrapeRequest {
    private static final String FLAG = "once";
    private static final String COLLECT = "collect";
    private static final String COLLECTOR = "collector.";
    private static final long TIMEOUT_MILLIS = 60_000;
    private static final byte[] NOTHING = {};

    private final List<String> collect;
    private final CompletableFuture<byte[]> page = new CompletableFuture<>();

    private Once(List<String> collect) {
        this.collect = collect;
    }

    static void declare(FlagSet flags) {
        flags.bool(FLAG, false, "Print the metrics once and end, without listening.");
        flags.string(COLLECT, "", "With --once: the collectors to run, on or off otherwise, with commas between them.");
    }

    static boolean isAsked(FlagSet flags) {
        return flags.getBool(FLAG);
    }

    /**
     * Switches on what {@code --collect} names and off what is on by default, and quiets the log, unless the flags say
     * otherwise; to be called before logging and collectors are made.
     *
     * @throws dev.sonde.core.flags.UsageException when there is no such collector, or the flag is in vain
     */
    static void select(FlagSet flags) {
        if (isAsked(flags)) {
            set(flags, "log.level", "warn");
        }
        List<String> names = names(flags);
        if (names.isEmpty()) {
            return;
        }
        if (!isAsked(flags)) {
            throw flags.error("--collect goes with --once; a server is asked for /metrics?collect[]=NAME");
        }
        for (String name : names) {
            if (!NodeCollectors.names().contains(name)) {
                throw flags.error("--collect: no such collector: " + name);
            }
        }
        set(flags, "collector.disable-defaults", "true");
        for (String name : names) {
            set(flags, COLLECTOR + name, "true");
        }
    }

    private static void set(FlagSet flags, String name, String value) {
        if (!flags.isSet(name)) {
            flags.configure(name, List.of(value));
        }
    }

    private static List<String> names(FlagSet flags) {
        List<String> names = new ArrayList<>();
        for (String name : flags.getString(COLLECT).split(",")) {
            if (!name.isBlank()) {
                names.add(name.strip());
            }
        }
        return names;
    }

    /** Prints the page; false when there is none. */
    static boolean print(FlagSet flags, PageSource source, PrintStream out) throws InterruptedException {
        Once request = new Once(names(flags));
        try {
            source.scrape(request);
        } catch (FilterException e) {
            throw flags.error("--collect: " + e.getMessage());
        }
        byte[] page;
        try {
            page = request.page.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
        out.write(page, 0, page.length);
        out.flush();
        return page.length > 0 && !out.checkError();
    }

    @Override
    public List<String> collect() {
        return collect;
    }

    @Override
    public List<String> exclude() {
        return List.of();
    }

    @Override
    public PageFormat format() {
        return PageFormat.TEXT;
    }

    @Override
    public boolean gzip() {
        return false;
    }

    @Override
    public long timeoutMillis() {
        return TIMEOUT_MILLIS;
    }

    @Override
    public void after(long millis, Runnable action) {
        Thread clock = new Thread(
                () -> {
                    try {
                        Thread.sleep(millis);
                        action.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "node-agent-once-1");
        clock.setDaemon(true);
        clock.start();
    }

    @Override
    public void answer(byte[] body) {
        page.complete(body);
    }

    @Override
    public void fail() {
        page.complete(NOTHING);
    }
}
