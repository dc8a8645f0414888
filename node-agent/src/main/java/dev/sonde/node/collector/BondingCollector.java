package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bonded network interfaces: how many interfaces each has, and how many of these have a link; {@code
 * Documentation/networking/bonding.rst}. No data where the bonding driver is not loaded. A bond that goes while it is read
 * costs its own series.
 */
public final class BondingCollector extends AgentCollector implements LabelCache.Builder<BondingCollector.Bond> {
    private static final Logger log = LoggerFactory.getLogger(BondingCollector.class);
    private static final int MOST_BONDS = 4096;

    private static final MetricFamily SLAVES =
            MetricFamily.gauge("node_bonding_slaves", "Interfaces that are part of a bond.", "master");
    private static final MetricFamily ACTIVE =
            MetricFamily.gauge("node_bonding_active", "Interfaces of a bond that have a link.", "master");

    /** A bond: where it is and its series. */
    static final class Bond {
        final String path;
        final KernelFile members;
        final Series slaves;
        final Series active;

        Bond(String name, String directory) {
            path = directory + '/' + name;
            members = new KernelFile(path + "/bonding/slaves", 256);
            slaves = SLAVES.series(name);
            active = ACTIVE.series(name);
        }
    }

    private final String directory;
    private final KernelFile masters;
    private final LabelCache<Bond> bonds = new LabelCache<>(MOST_BONDS, this);
    private final ByteCursor cursor = new ByteCursor();
    private final ByteCursor memberCursor = new ByteCursor();
    private final SysfsAttribute attributes = new SysfsAttribute(BondingCollector.class);
    private final NoDataException absent;

    public BondingCollector(NodeContext context) {
        this(context.paths());
    }

    BondingCollector(NodePaths paths) {
        super("bonding");
        directory = paths.sys("class/net");
        masters = new KernelFile(directory + "/bonding_masters", 256);
        absent = new NoDataException(masters.path() + ": the bonding driver is not loaded");
    }

    @Override
    public Bond build(String key) {
        return new Bond(key, directory);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (!masters.read()) {
            if (masters.error() == ReadError.MISSING) {
                throw absent;
            }
            throw new IOException(masters.failure());
        }
        bonds.begin();
        cursor.reset(masters);
        do {
            while (cursor.word()) {
                Bond bond = bonds.get(cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
                if (bond != null) {
                    update(sink, bond);
                }
            }
        } while (cursor.nextLine());
    }

    private void update(MetricSink sink, Bond bond) {
        boolean read = bond.members.read();
        // opened anew each time: a bond of the same name may be another one
        bond.members.close();
        if (!read) {
            log.debug("bond cannot be read: {}", bond.members.failure());
            return;
        }
        int members = 0;
        int up = 0;
        memberCursor.reset(bond.members);
        do {
            while (memberCursor.word()) {
                String member = memberCursor.wordText();
                // "slave_" before Linux 3.13
                if (attributes.read(bond.path + "/lower_" + member + "/bonding_slave/mii_status")
                        || attributes.read(bond.path + "/slave_" + member + "/bonding_slave/mii_status")) {
                    members++;
                    up += attributes.is("up") ? 1 : 0;
                }
            }
        } while (memberCursor.nextLine());
        sink.sample(bond.slaves, members);
        sink.sample(bond.active, up);
    }
}
