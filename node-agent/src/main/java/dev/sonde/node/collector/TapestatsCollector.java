package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.SysfsAttribute;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** SCSI tape drives, {@code sys/class/scsi_tape/st<n>/stats}: {@code Documentation/scsi/st.rst}. */
public final class TapestatsCollector extends AgentCollector implements LabelCache.Builder<TapeDrive> {
    private static final String IGNORED = "collector.tapestats.ignored-devices";
    private static final String NONE = "^$";

    private final String directory;
    private final @Nullable Pattern ignored;
    private final DeviceList<TapeDrive> drives;
    private final SysfsAttribute attributes = new SysfsAttribute(TapestatsCollector.class);
    private final NoDataException absent;

    public static void flags(FlagSet flags) {
        flags.string(IGNORED, NONE, "Regexp of tape drives to leave out.");
    }

    public TapestatsCollector(NodeContext context) {
        super("tapestats");
        directory = context.paths().sys("class/scsi_tape");
        String pattern = context.flags().getString(IGNORED);
        ignored = pattern.equals(NONE) ? null : NameFilter.compile(IGNORED, pattern);
        drives = new DeviceList<>(directory, this);
        absent = new NoDataException(directory + ": no tape drive");
    }

    @Override
    public TapeDrive build(String name) {
        boolean shown =
                isDrive(name) && (ignored == null || !ignored.matcher(name).find());
        return new TapeDrive(name, directory + '/' + name + "/stats/", shown);
    }

    /** A drive has a device for each way to use it: nst0, st0a, nst0m and so on. Only st0 has the numbers. */
    static boolean isDrive(String name) {
        if (!name.startsWith("st") || name.length() == 2) {
            return false;
        }
        for (int i = 2; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        String[] names = drives.begin();
        if (names == null) {
            throw absent;
        }
        for (String name : names) {
            TapeDrive drive = drives.get(name);
            if (drive != null) {
                drive.update(sink, attributes);
            }
        }
    }
}
