package dev.sonde.jmx;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.WatchedFile;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.jmx.config.JmxConfig;
import dev.sonde.jmx.config.RemoteConfig;
import dev.sonde.jmx.scrape.JmxCollector;
import dev.sonde.jmx.scrape.RemoteServer;
import dev.sonde.jmx.scrape.SessionPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/** Says what is wrong with a rules file, and what its rules would do with the MBeans of a JVM or of a list. */
final class Check {
    private static final long SECONDS = 60;

    private final String file;
    private final PrintStream out;
    private final List<String> told = new ArrayList<>();
    private final SessionPlan plan;

    /** @throws ConfigException when the file cannot be used at all */
    Check(String file, PrintStream out) {
        this.file = file;
        this.out = out;
        try {
            plan = new SessionPlan(file, Files.readAllBytes(Paths.get(file)), told::add);
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Whether nothing in the file is without effect; prints what is. */
    boolean isGood() {
        for (String line : told) {
            out.println(line);
        }
        out.println(file + ": " + plan.config().rules.size() + " rules, "
                + (told.isEmpty() ? "nothing to complain about" : told.size() + " things without effect"));
        return told.isEmpty();
    }

    /** @param list of lines as patterns see them: {@code domain<key=value><>attribute: value} */
    void lines(String list) {
        try {
            for (String line : Files.readAllLines(Paths.get(list), StandardCharsets.UTF_8)) {
                if (!line.trim().isEmpty()) {
                    out.println(line);
                    out.println("    " + plan.explain(line));
                }
            }
        } catch (IOException e) {
            throw new ConfigException(list + ": cannot be read: " + e.getMessage());
        }
    }

    /** Reads the MBeans of a process once. */
    void process(String url) {
        RemoteServer server = new RemoteServer(RemoteConfig.local(url));
        WatchedFile<SessionPlan> watched =
                new WatchedFile<>(file, (name, content) -> plan, LoggerFactory.getLogger(Check.class));
        SampleBuffer buffer = new SampleBuffer();
        buffer.begin(1, System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS));
        try {
            new JmxCollector(watched, server, () -> true).update(buffer);
        } catch (NoDataException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        } finally {
            server.close();
        }
        buffer.end();
        for (int i = 0; i < buffer.size(); i++) {
            out.println(buffer.series(i) + " " + buffer.value(i));
        }
        List<Long> matches = plan.matches();
        JmxConfig config = plan.config();
        for (int i = 0; i < matches.size(); i++) {
            if (config.rules.get(i).pattern != null) {
                out.println(config.rules.get(i).where + ": pattern matched " + matches.get(i) + " attributes");
            }
        }
    }
}
