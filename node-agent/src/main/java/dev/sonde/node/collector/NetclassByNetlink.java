package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.EthtoolModes;
import dev.sonde.node.linux.InterfaceFacts;
import dev.sonde.node.linux.Link;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.SysfsNet;
import dev.sonde.node.linux.SystemCalls;
import dev.sonde.node.linux.Unsigned;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The netclass collector with {@code --collector.netclass.netlink}: the kernel's own flags, speed and duplex by ethtool
 * also of links that are down, alternative names, and the counters if they are wanted. One thread at a time.
 */
final class NetclassByNetlink {
    private static final Logger LOG = LoggerFactory.getLogger(NetclassByNetlink.class);
    private static final MetricFamily ALTERNATIVE_NAME = MetricFamily.gauge(
            "node_network_altnames_info", "Alternative name of a network interface; always 1.", "altname", "device");

    private final NetclassOptions options;
    private final SysfsNet sysfs;
    private final EthtoolModes ethtool;
    private final LabelCache<Shown> devices;
    private boolean toldOfEthtool;

    /** What is kept for an interface. */
    private static final class Shown {
        final NetclassDevice device;
        Series[] names = {};
        Series[] counters = {};

        @Nullable Link link;

        int linkVersion;

        Shown(NetclassDevice device) {
            this.device = device;
        }
    }

    NetclassByNetlink(NetclassOptions options, SysfsNet sysfs, SystemCalls calls) {
        this.options = options;
        this.sysfs = sysfs;
        this.ethtool = new EthtoolModes(calls);
        this.devices = new LabelCache<>(NetclassCollector.MAX_DEVICES, new LabelCache.Builder<>() {
            @Override
            public Shown build(String key) {
                return new Shown(new NetclassDevice(key, options.accepts(key)));
            }
        });
    }

    /** @param links read in this scrape, its monitor held */
    void update(MetricSink sink, LinkTable links, int scrape) throws IOException {
        boolean modes = ethtool.read();
        if (!modes && !toldOfEthtool) {
            toldOfEthtool = true;
            LOG.info("The kernel has no ethtool netlink, so there is neither speed nor duplex");
        }
        devices.begin();
        for (int i = 0; i < links.size(); i++) {
            Link link = links.get(i);
            Shown shown = devices.get(link.name().bytes(), 0, link.name().length());
            if (shown != null && shown.device.isShown()) {
                update(sink, shown, link, modes ? ethtool.mode(link.index()) : null, scrape);
            }
        }
    }

    private void update(MetricSink sink, Shown shown, Link link, EthtoolModes.@Nullable Mode mode, int scrape) {
        NetclassDevice device = shown.device;
        device.take(link, true);
        device.readAssigned(sysfs, scrape);
        InterfaceFacts facts = device.facts();
        facts.setText(InterfaceFacts.DUPLEX, mode == null ? "" : mode.duplex());
        if (mode == null) {
            facts.clear(InterfaceFacts.SPEED);
        } else {
            facts.set(InterfaceFacts.SPEED, mode.speed());
        }
        device.emit(sink, options);
        if (shown.link != link || shown.linkVersion != link.textVersion()) {
            shown.link = link;
            shown.linkVersion = link.textVersion();
            shown.names = names(device.name(), link.alternativeNames());
        }
        for (Series name : shown.names) {
            sink.sample(name, 1);
        }
        if (options.withStats() && link.hasStats()) {
            counters(sink, shown, link.stats());
        }
    }

    private static Series[] names(String device, List<String> alternatives) {
        Series[] names = new Series[alternatives.size()];
        for (int i = 0; i < names.length; i++) {
            names[i] = ALTERNATIVE_NAME.series(alternatives.get(i), device);
        }
        return names;
    }

    private static void counters(MetricSink sink, Shown shown, long[] stats) {
        if (shown.counters.length == 0) {
            shown.counters = new Series[Counters.FAMILIES.length];
            for (int i = 0; i < shown.counters.length; i++) {
                shown.counters[i] = Counters.FAMILIES[i].series(shown.device.name());
            }
        }
        for (int i = 0; i < shown.counters.length; i++) {
            Unsigned.sample(sink, shown.counters[i], stats[i]);
        }
    }

    /** Of type gauge, as the peer has them here. */
    private static final class Counters {
        static final MetricFamily[] FAMILIES = new MetricFamily[NetdevSeries.NETLINK_DETAILED.length];

        static {
            for (int i = 0; i < FAMILIES.length; i++) {
                String name = NetdevSeries.NETLINK_DETAILED[i] + "_total";
                FAMILIES[i] = MetricFamily.gauge(
                        "node_network_" + name, "Counter " + name + " of a network interface, as a gauge.", "device");
            }
        }
    }
}
