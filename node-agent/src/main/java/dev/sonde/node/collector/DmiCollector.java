package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.SysfsAttribute;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the firmware says of the machine, {@code class/dmi/id} of sysfs: {@code
 * Documentation/ABI/testing/sysfs-class-dmi}. One series with a label for each attribute that can be read; serial
 * numbers and the UUID are root's. It does not change while the kernel runs, so it is read once. No data on machines
 * without DMI (most that are not PCs).
 */
public final class DmiCollector extends AgentCollector {
    /** SysfsAttribute that are labels under their own name, and that which is not. */
    private static final String[] ATTRIBUTES = {
        "bios_date",
        "bios_release",
        "bios_vendor",
        "bios_version",
        "board_asset_tag",
        "board_name",
        "board_serial",
        "board_vendor",
        "board_version",
        "chassis_asset_tag",
        "chassis_serial",
        "chassis_vendor",
        "chassis_version",
        "product_family",
        "product_name",
        "product_serial",
        "product_sku",
        "product_uuid",
        "product_version",
        "sys_vendor"
    };

    private static final MetricFamily INFO =
            MetricFamily.gauge("node_dmi_info", "What the firmware says of the machine; always 1.");

    private final Listing directory;
    private final NoDataException absent;
    private @Nullable Series info;

    public DmiCollector(NodeContext context) {
        this(context.paths());
    }

    DmiCollector(NodePaths paths) {
        super("dmi");
        directory = new Listing(paths.sys("class/dmi/id"));
        absent = new NoDataException(directory.directory() + ": the firmware has no DMI");
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        Series known = info;
        if (known == null) {
            known = info = look();
        }
        if (known == null) {
            throw absent;
        }
        sink.sample(known, 1);
    }

    private @Nullable Series look() {
        if (!directory.read()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        SysfsAttribute attributes = new SysfsAttribute(DmiCollector.class);
        for (String name : ATTRIBUTES) {
            if (directory.contains(name) && attributes.read(directory.directory() + '/' + name)) {
                names.add(name.equals("sys_vendor") ? "system_vendor" : name);
                values.add(attributes.text());
            }
        }
        return names.isEmpty() ? null : INFO.series("", names.toArray(new String[0]), values.toArray(new String[0]));
    }
}
