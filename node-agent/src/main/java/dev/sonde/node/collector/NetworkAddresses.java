package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.AddressTable;
import dev.sonde.node.linux.Link;
import dev.sonde.node.linux.LinkTable;
import dev.sonde.node.linux.RawText;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** {@code node_network_address_info}: the addresses of the interfaces. One thread at a time. */
final class NetworkAddresses implements LabelCache.Builder<Series[]> {
    private static final int MAX_ADDRESSES = 100_000;
    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_network_address_info",
            "Address of a network interface; always 1.",
            "device",
            "address",
            "netmask",
            "scope");

    private final NameFilter filter;
    private final AddressTable table;
    private final LabelCache<Series[]> series = new LabelCache<>(MAX_ADDRESSES, this);
    private final byte[] key = new byte[64];
    private int addressStart;
    private int addressEnd;

    NetworkAddresses(SystemCalls calls, NameFilter filter) {
        this.filter = filter;
        table = new AddressTable(calls);
    }

    /** @param links read in this scrape, its monitor held */
    void emit(MetricSink sink, LinkTable links) throws IOException {
        table.read();
        series.begin();
        int at = 0;
        for (int i = 0; i < table.size(); i++) {
            at = links.find(table.index(i), at);
            if (at >= 0 && links.get(at).name().length() <= key.length - 18) {
                Series[] found = series.get(key, 0, key(links.get(at), i));
                if (found != null && found.length > 0) {
                    sink.sample(found[0], 1);
                }
            }
            at = Math.max(at, 0);
        }
    }

    private int key(Link link, int address) {
        RawText name = link.name();
        addressStart = name.length();
        int length = table.to(address) - table.from(address);
        addressEnd = addressStart + length;
        System.arraycopy(name.bytes(), 0, key, 0, addressStart);
        System.arraycopy(table.bytes(), table.from(address), key, addressStart, length);
        return addressEnd;
    }

    @Override
    public Series[] build(String text) {
        String device = new String(key, 0, addressStart, StandardCharsets.UTF_8);
        if (!filter.accepts(device)) {
            return new Series[0];
        }
        int prefix = key[addressStart + 1] & 0xff;
        byte[] address = Arrays.copyOfRange(key, addressStart + 2, addressEnd);
        Series info = INFO.series(
                device,
                IpText.of(address),
                Integer.toString(IpText.isMapped(address) ? Math.max(0, prefix - 96) : prefix),
                IpText.scope(address));
        return new Series[] {info};
    }
}
