package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.File;
import org.jspecify.annotations.Nullable;

/**
 * Watchdog timers, {@code class/watchdog} of sysfs: {@code Documentation/ABI/testing/sysfs-class-watchdog}. Which
 * attributes there are depends on driver and kernel. No data where the kernel has no watchdog core.
 */
public final class WatchdogCollector extends AgentCollector {
    /** An attribute that is a number, and the family of it. */
    private enum Number {
        BOOTSTATUS("bootstatus", "bootstatus"),
        FW_VERSION("fw_version", "fw_version"),
        NOWAYOUT("nowayout", "nowayout"),
        TIMELEFT("timeleft", "timeleft_seconds"),
        TIMEOUT("timeout", "timeout_seconds"),
        PRETIMEOUT("pretimeout", "pretimeout_seconds"),
        ACCESS_CS0("access_cs0", "access_cs0");

        final String file;
        final MetricFamily family;

        Number(String file, String name) {
            this.file = file;
            family = MetricFamily.gauge("node_watchdog_" + name, "Attribute " + file + " of a watchdog timer.", "name");
        }
    }

    private static final Number[] NUMBERS = Number.values();
    private static final String[] TEXTS = {"options", "identity", "state", "status", "pretimeout_governor"};
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_watchdog_info",
            "Name, options and state of a watchdog timer; always 1.",
            "name",
            "options",
            "identity",
            "state",
            "status",
            "pretimeout_governor");

    /** One timer. */
    private static final class Timer {
        final String name;
        final Listing files;
        final @Nullable Series[] series = new Series[NUMBERS.length];
        final RawText[] texts = new RawText[TEXTS.length];

        @Nullable Series info;

        Timer(String name, String path) {
            this.name = name;
            files = new Listing(path);
            for (int i = 0; i < texts.length; i++) {
                texts[i] = new RawText();
            }
        }

        void update(MetricSink sink, SysfsAttribute attributes) {
            if (!files.read()) {
                return;
            }
            for (int i = 0; i < NUMBERS.length; i++) {
                String file = NUMBERS[i].file;
                if (files.contains(file)
                        && attributes.read(files.directory() + '/' + file)
                        && (attributes.isNumber() || attributes.isHex())) {
                    Series shown = series[i];
                    if (shown == null) {
                        shown = series[i] = NUMBERS[i].family.series(name);
                    }
                    sink.sample(shown, attributes.number());
                }
            }
            sink.sample(info(attributes), 1);
        }

        private Series info(SysfsAttribute attributes) {
            Series known = info;
            for (int i = 0; i < TEXTS.length; i++) {
                boolean news = files.contains(TEXTS[i])
                        ? attributes.readInto(texts[i], files.directory() + '/' + TEXTS[i])
                        : texts[i].set(attributes.bytes(), 0, 0);
                if (news) {
                    known = null;
                }
            }
            if (known == null) {
                known = info = INFO.series(
                        name,
                        texts[0].toString(),
                        texts[1].toString(),
                        texts[2].toString(),
                        texts[3].toString(),
                        texts[4].toString());
            }
            return known;
        }
    }

    private final Devices<Timer> timers;
    private final SysfsAttribute attributes = new SysfsAttribute(WatchdogCollector.class);
    private final NoDataException absent;

    public WatchdogCollector(NodeContext context) {
        this(context.paths());
    }

    WatchdogCollector(NodePaths paths) {
        super("watchdog");
        timers = new Devices<>(paths.sys("class/watchdog"), new Devices.Builder<>() {
            @Override
            public @Nullable Timer build(String name, String path) {
                return new File(path).isDirectory() ? new Timer(name, path) : null;
            }
        });
        absent = new NoDataException(timers.directory() + ": the kernel has no watchdog timers");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        if (!timers.read()) {
            throw absent;
        }
        for (int i = 0; i < timers.size(); i++) {
            timers.get(i).update(sink, attributes);
        }
    }
}
