package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.IndexCounts;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.RouteTable;
import dev.sonde.node.linux.SystemCallException;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Unicast routes, by rtnetlink, of the network namespace that the agent itself is in. Routes that differ in nothing
 * that is a label, such as the same one in two tables, are one series. No data where a sandbox allows no netlink.
 */
public final class NetworkRouteCollector extends AgentCollector {
    private static final int MAX_DEVICES = 100_000;
    private static final MetricFamily ROUTES =
            MetricFamily.gauge("node_network_routes", "Routes that lead out of a network interface.", "device");

    private final KernelAccess kernel;
    private final LabelCache<Series> devices = new LabelCache<>(MAX_DEVICES, new LabelCache.Builder<>() {
        @Override
        public Series build(String key) {
            return ROUTES.series(key);
        }
    });
    private @Nullable RouteTable routes;
    private @Nullable RouteSeries series;

    public NetworkRouteCollector(NodeContext context) {
        this((SystemCalls) null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    NetworkRouteCollector(@Nullable SystemCalls calls) {
        super("network_route");
        kernel = new KernelAccess(calls);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        RouteTable table = routes;
        RouteSeries infos = series;
        if (table == null || infos == null) {
            table = routes = new RouteTable(kernel.calls());
            infos = series = new RouteSeries(table);
        }
        LinkTable links = kernel.links();
        synchronized (links) {
            try {
                links.read(sink.scrapeId());
                table.read();
            } catch (SystemCallException e) {
                throw KernelAccess.failure(e);
            }
            infos.emit(sink, links);
            count(sink, links, table.counts());
        }
    }

    private void count(MetricSink sink, LinkTable links, IndexCounts counts) {
        devices.begin();
        int nowhere = counts.total();
        for (int i = 0; i < links.size(); i++) {
            int routesOfLink = counts.get(links.get(i).index());
            if (routesOfLink > 0) {
                RawText name = links.get(i).name();
                count(sink, name.bytes(), name.length(), routesOfLink);
                nowhere -= routesOfLink;
            }
        }
        if (nowhere > 0) {
            count(sink, new byte[0], 0, nowhere);
        }
    }

    private void count(MetricSink sink, byte[] name, int length, int routesOfLink) {
        Series found = devices.get(name, 0, length);
        if (found != null) {
            sink.sample(found, routesOfLink);
        }
    }
}
