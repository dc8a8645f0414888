package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.RouteTable;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code node_network_route_info}: a series for each route that was read. One thread at a time. */
final class RouteSeries implements LabelCache.Builder<RouteSeries.Shown> {
    private static final int MAX_SERIES = 100_000;
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_network_route_info",
            "A route; always 1.",
            "device",
            "src",
            "dest",
            "gw",
            "priority",
            "proto",
            "weight");

    /** RTPROT_* of linux/rtnetlink.h: number and name. */
    private static final String[] PROTOCOLS = {
        "0 unspec",
        "1 redirect",
        "2 kernel",
        "3 boot",
        "4 static",
        "8 gated",
        "9 ra",
        "10 mrt",
        "11 zebra",
        "12 bird",
        "13 dnrouted",
        "14 xorp",
        "15 ntk",
        "16 dhcp",
        "17 mrouted",
        "42 babel",
        "186 bgp",
        "187 isis",
        "188 ospf",
        "189 rip",
        "192 eigrp"
    };

    /** A series and when it was handed over last. */
    static final class Shown {
        final Series series;
        int scrape;

        Shown(Series series) {
            this.series = series;
        }
    }

    private final RouteTable routes;
    private final LabelCache<Shown> cache = new LabelCache<>(MAX_SERIES, this);
    private byte[] key = new byte[2 * RouteTable.RECORD];
    private int route;
    private int keyLength;
    private int scrape;

    RouteSeries(RouteTable routes) {
        this.routes = routes;
    }

    /** @param links read in this scrape, its monitor held */
    void emit(MetricSink sink, LinkTable links) {
        scrape++;
        cache.begin();
        int at = 0;
        for (route = 0; route < routes.size(); route++) {
            int found = links.find(routes.index(route), at);
            System.arraycopy(routes.bytes(), route * RouteTable.RECORD, key, 0, RouteTable.RECORD);
            keyLength = RouteTable.RECORD;
            if (found >= 0) {
                at = found;
                name(links.get(found).name());
            }
            Shown shown = cache.get(key, 0, keyLength);
            if (shown != null && shown.scrape != scrape) {
                shown.scrape = scrape;
                sink.sample(shown.series, 1);
            }
        }
    }

    /** Puts the name of the interface behind the record. */
    private void name(RawText name) {
        keyLength += name.length();
        if (key.length < keyLength) {
            key = Arrays.copyOf(key, keyLength);
        }
        System.arraycopy(name.bytes(), 0, key, RouteTable.RECORD, name.length());
    }

    @Override
    public Shown build(String ignored) {
        int nameLength = keyLength - RouteTable.RECORD;
        int weight = routes.weight(route);
        return new Shown(INFO.series(
                new String(key, RouteTable.RECORD, nameLength, StandardCharsets.UTF_8),
                text(routes.source(route)),
                destination(),
                text(routes.gateway(route)),
                Long.toString(routes.priority(route)),
                protocol(routes.protocol(route)),
                weight == 0 ? "" : Integer.toString(weight)));
    }

    private String destination() {
        int prefix = routes.prefix(route);
        if (prefix == 0) {
            return "default";
        }
        byte[] address = routes.destination(route);
        boolean mapped = IpText.isMapped(address);
        return IpText.of(address) + '/' + (mapped ? Math.max(0, prefix - 96) : prefix);
    }

    private static String text(byte[] address) {
        return address.length == 0 ? "" : IpText.of(address);
    }

    private static String protocol(int number) {
        String prefix = number + " ";
        for (String protocol : PROTOCOLS) {
            if (protocol.startsWith(prefix)) {
                return protocol.substring(prefix.length());
            }
        }
        return "unknown";
    }
}
