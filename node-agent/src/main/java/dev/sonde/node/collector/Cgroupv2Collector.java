package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.CgroupTree;
import dev.sonde.node.linux.FileReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What slices, services and containers use, from the cgroup v2 hierarchy, {@code sys/fs/cgroup} or, beside that of v1,
 * {@code sys/fs/cgroup/unified}: {@code Documentation/admin-guide/cgroup-v2.rst}. Groups near the root come first when
 * there are more than the limit.
 */
public final class Cgroupv2Collector extends AgentCollector implements LabelCache.Builder<CgroupSeries> {
    private static final String PREFIX = "collector.cgroupv2.";
    private static final String DEPTH = PREFIX + "depth";
    private static final String LIMIT = PREFIX + "limit";
    private static final String PER_DEVICE = PREFIX + "io-per-device";
    private static final String INCLUDE = PREFIX + "include";
    private static final String EXCLUDE = PREFIX + "exclude";

    /** Those of groups that have gone are kept for some scrapes. */
    private static final int SPARE = 4;

    private static final int MOST_PATHS = 1 << 16;
    private static final String[] ROOTS = {"fs/cgroup", "fs/cgroup/unified"};

    private static final Series LEFT_OUT = MetricFamily.gauge(
                    "node_cgroup_left_out_groups", "Cgroups that are not shown because there are more than the limit.")
            .series();

    private final NodePaths paths;
    private final int depth;
    private final int limit;
    private final NameFilter filter;
    private final @Nullable BlockDeviceNames devices;
    private final LabelCache<Boolean> wanted;
    private LabelCache<CgroupSeries> groups;
    private final FileReader reader = new FileReader();
    private final NoDataException absent;
    private String root = "";

    public static void flags(FlagSet flags) {
        flags.integer(DEPTH, 2, "Levels of cgroups to show: 1 is slices, 2 services, 3 or 4 pods and containers.");
        flags.string(EXCLUDE, "Regexp of cgroup paths to leave out (mutually exclusive to include).");
        flags.string(INCLUDE, "Regexp of cgroup paths to report (mutually exclusive to exclude).");
        flags.bool(PER_DEVICE, false, "Show input and output of each block device, not added up.");
        flags.integer(LIMIT, 200, "Most cgroups to show.");
    }

    public Cgroupv2Collector(NodeContext context) {
        super("cgroupv2");
        paths = context.paths();
        FlagSet flags = context.flags();
        depth = atLeastOne(flags, DEPTH);
        limit = atLeastOne(flags, LIMIT);
        filter = NameFilter.of(INCLUDE, flags.getString(INCLUDE), EXCLUDE, flags.getString(EXCLUDE));
        devices = flags.getBool(PER_DEVICE) ? new BlockDeviceNames(paths.sys("dev/block")) : null;
        wanted = new LabelCache<>(MOST_PATHS, filter::accepts);
        groups = newGroups();
        absent = new NoDataException(paths.sys(ROOTS[0]) + ": no cgroup v2 hierarchy");
    }

    private static int atLeastOne(FlagSet flags, String flag) {
        int value = flags.getInt(flag);
        if (value < 1) {
            throw new IllegalArgumentException("--" + flag + ": " + value + " is less than 1");
        }
        return value;
    }

    private LabelCache<CgroupSeries> newGroups() {
        return new LabelCache<>((int) Math.min(MOST_PATHS, (long) SPARE * limit), this);
    }

    /** The kernel adds up the numbers of a group when it is asked, which takes long on large hosts. */
    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public CgroupSeries build(String path) {
        return new CgroupSeries(path, root + path, devices);
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        findRoot();
        wanted.begin();
        groups.begin();
        int shown = 0;
        int leftOut = 0;
        for (String path : new CgroupTree(root).paths(depth)) {
            byte[] key = path.getBytes(StandardCharsets.UTF_8);
            if (!Boolean.TRUE.equals(wanted.get(key, 0, key.length))) {
                continue;
            }
            CgroupSeries group = shown < limit ? group(key) : null;
            if (group == null) {
                leftOut++;
            } else {
                shown++;
                group.update(sink, reader);
            }
        }
        sink.sample(LEFT_OUT, leftOut);
    }

    private @Nullable CgroupSeries group(byte[] path) {
        CgroupSeries group = groups.get(path, 0, path.length);
        if (group == null) {
            // Full of groups that have come and gone in the last scrapes: begin anew.
            groups = newGroups();
            groups.begin();
            group = groups.get(path, 0, path.length);
        }
        return group;
    }

    /** Where the hierarchy is mounted, which every scrape asks: it may be after the agent has started. */
    private void findRoot() throws NoDataException {
        for (String candidate : ROOTS) {
            String directory = paths.sys(candidate);
            if (new File(directory, "cgroup.controllers").exists()) {
                if (!directory.equals(root)) {
                    root = directory;
                    groups = newGroups();
                    groups.begin();
                }
                return;
            }
        }
        throw absent;
    }
}
