package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.log.StateLog;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.EthtoolDevice;
import dev.sonde.node.linux.SysfsNet;
import dev.sonde.node.linux.SystemCallException;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * What the drivers of the interfaces in {@code class/net} of sysfs tell by ioctl(SIOCETHTOOL). What a driver does not
 * support has no series; an interface that vanishes or a driver that fails costs its own series only.
 */
public final class EthtoolCollector extends AgentCollector implements LabelCache.Builder<EthtoolSeries> {
    private static final int MAX_DEVICES = 10_000;
    private static final String PREFIX = "collector.ethtool.";
    private static final String INCLUDE = PREFIX + "device-include";
    private static final String EXCLUDE = PREFIX + "device-exclude";
    private static final String METRICS = PREFIX + "metrics-include";

    private final StateLog log = new StateLog(LoggerFactory.getLogger(EthtoolCollector.class));
    private final SysfsNet sysfs;
    private final NoDataException noSysfs;
    private final NameFilter filter;
    private final @Nullable Pattern metrics;
    private final KernelAccess kernel;
    private final LabelCache<EthtoolSeries> devices = new LabelCache<>(MAX_DEVICES, this);
    private @Nullable EthtoolDevice ethtool;

    /** @throws IllegalArgumentException when a flag's value cannot be used; the message names it */
    public EthtoolCollector(NodeContext context) {
        this(context.paths(), context.flags(), null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    EthtoolCollector(NodePaths paths, FlagSet flags, @Nullable SystemCalls calls) {
        super("ethtool");
        sysfs = new SysfsNet(paths.sys("class/net"), new DescriptorShare(0));
        noSysfs = new NoDataException(sysfs.directory() + " cannot be read");
        filter = NameFilter.of(INCLUDE, flags.getString(INCLUDE), EXCLUDE, flags.getString(EXCLUDE));
        metrics = NameFilter.compile(METRICS, flags.getString(METRICS));
        kernel = new KernelAccess(calls);
    }

    public static void flags(FlagSet flags) {
        flags.string(INCLUDE, "Regexp of interfaces whose drivers to ask (mutually exclusive to device-exclude).");
        flags.string(EXCLUDE, "Regexp of interfaces to leave out (mutually exclusive to device-include).");
        flags.string(METRICS, ".*", "Regexp of the drivers' statistics to report.");
    }

    @Override
    public EthtoolSeries build(String key) {
        return new EthtoolSeries(key, filter.accepts(key), metrics);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        List<String> names = sysfs.devices();
        if (names == null) {
            throw noSysfs;
        }
        if (names.isEmpty()) {
            throw new IOException(sysfs.directory() + ": no interfaces");
        }
        EthtoolDevice driver = ethtool;
        if (driver == null) {
            driver = ethtool = new EthtoolDevice(kernel.calls());
        }
        try {
            driver.open();
        } catch (SystemCallException e) {
            throw KernelAccess.failure(e);
        }
        devices.begin();
        for (String name : names) {
            byte[] device = name.getBytes(StandardCharsets.UTF_8);
            EthtoolSeries series = devices.get(device, 0, device.length);
            if (series != null && series.isWanted()) {
                update(sink, driver, device, series);
            }
        }
    }

    private void update(MetricSink sink, EthtoolDevice driver, byte[] device, EthtoolSeries series) {
        int link = driver.readLink(device);
        if (link == 0) {
            series.link(sink, driver.supported(), driver.advertised(), driver.autonegotiates());
        }
        int info = driver.readDriver(device);
        if (info == 0) {
            series.info(sink, driver.driver());
        }
        int statistics = info == 0 ? driver.readStatistics(device) : 0;
        if (info == 0 && statistics == 0) {
            series.statistics(sink, driver);
        }
        tell(series.device(), "link", link);
        tell(series.device(), "driver", info);
        tell(series.device(), "statistics", statistics);
    }

    private void tell(String device, String what, int error) {
        String key = device + ' ' + what;
        if (error == 0 || error == -Errno.EOPNOTSUPP || error == -Errno.ENODEV) {
            log.recovered(key, "driver answers again, device=" + device + ", about=" + what);
        } else {
            log.failed(
                    key,
                    "driver does not answer, device=" + device + ", about=" + what + ": " + Errno.text(-error),
                    null);
        }
    }
}
