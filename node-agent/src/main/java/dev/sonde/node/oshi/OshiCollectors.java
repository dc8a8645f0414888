package dev.sonde.node.oshi;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.node.collector.DiskstatsCollector;
import dev.sonde.node.collector.FilesystemOptions;
import dev.sonde.node.collector.NetdevOptions;
import dev.sonde.node.collector.NodeContext;
import dev.sonde.node.collector.TextfileCollector;
import dev.sonde.node.collector.TimeCollector;
import java.util.Set;
import oshi.SystemInfo;

/** Makes the collectors of a host without procfs. They share what OSHI knows of the host. */
public final class OshiCollectors {
    /** Two of them need no procfs in any case. */
    private static final Set<String> NAMES = Set.of(
            "cpu",
            "diskstats",
            "filefd",
            "filesystem",
            "hwmon",
            "loadavg",
            "meminfo",
            "netdev",
            "os",
            "processes",
            "stat",
            "textfile",
            "thermal_zone",
            "time",
            "uname");

    private final NodeContext context;
    private final SystemInfo system = new SystemInfo();

    public OshiCollectors(NodeContext context) {
        this.context = context;
    }

    public boolean provides(String name) {
        return NAMES.contains(name);
    }

    /** @throws IllegalArgumentException when there is none of that name, or a flag of it cannot be followed */
    public AgentCollector create(String name) {
        return switch (name) {
            case "cpu" -> new OshiCpu(system.getHardware().getProcessor(), System.getProperty("os.name"));
            case "diskstats" -> new OshiDiskstats(system.getHardware(), DiskstatsCollector.filter(context.flags()));
            case "filefd" -> new OshiFilefd(system.getOperatingSystem().getFileSystem());
            case "filesystem" ->
                new OshiFilesystem(system.getOperatingSystem().getFileSystem(), FilesystemOptions.of(context.flags()));
            case "hwmon" -> new OshiHwmon(system.getHardware());
            case "loadavg" -> new OshiLoadavg(system.getHardware().getProcessor());
            case "meminfo" -> new OshiMeminfo(system.getHardware().getMemory());
            case "netdev" ->
                new OshiNetdev(
                        system.getHardware(), NetdevOptions.of(context.flags()).filter());
            case "os" -> new OshiOs(system.getOperatingSystem());
            case "processes" -> new OshiProcesses(system.getOperatingSystem());
            case "stat" -> new OshiStat(system);
            case "textfile" -> new TextfileCollector(context);
            case "thermal_zone" -> new OshiThermalZone(system.getHardware());
            case "time" -> new TimeCollector(context);
            case "uname" -> new OshiUname(system.getOperatingSystem());
            default -> throw new IllegalArgumentException("no collector " + name + " without procfs");
        };
    }
}
