package dev.sonde.node;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.node.collector.ArpCollector;
import dev.sonde.node.collector.BcacheCollector;
import dev.sonde.node.collector.BcachefsCollector;
import dev.sonde.node.collector.BondingCollector;
import dev.sonde.node.collector.BtrfsCollector;
import dev.sonde.node.collector.BuddyinfoCollector;
import dev.sonde.node.collector.CgroupsCollector;
import dev.sonde.node.collector.Cgroupv2Collector;
import dev.sonde.node.collector.ConntrackCollector;
import dev.sonde.node.collector.CpuCollector;
import dev.sonde.node.collector.CpuVulnerabilitiesCollector;
import dev.sonde.node.collector.CpufreqCollector;
import dev.sonde.node.collector.DiskstatsCollector;
import dev.sonde.node.collector.DmiCollector;
import dev.sonde.node.collector.DmmultipathCollector;
import dev.sonde.node.collector.DrbdCollector;
import dev.sonde.node.collector.DrmCollector;
import dev.sonde.node.collector.EdacCollector;
import dev.sonde.node.collector.EntropyCollector;
import dev.sonde.node.collector.EthtoolCollector;
import dev.sonde.node.collector.FibrechannelCollector;
import dev.sonde.node.collector.FilefdCollector;
import dev.sonde.node.collector.FilesystemCollector;
import dev.sonde.node.collector.HwmonCollector;
import dev.sonde.node.collector.InfinibandCollector;
import dev.sonde.node.collector.InterruptsCollector;
import dev.sonde.node.collector.IpvsCollector;
import dev.sonde.node.collector.KernelHungCollector;
import dev.sonde.node.collector.KsmdCollector;
import dev.sonde.node.collector.LnstatCollector;
import dev.sonde.node.collector.LoadavgCollector;
import dev.sonde.node.collector.LogindCollector;
import dev.sonde.node.collector.MdadmCollector;
import dev.sonde.node.collector.MeminfoCollector;
import dev.sonde.node.collector.MeminfoNumaCollector;
import dev.sonde.node.collector.MountstatsCollector;
import dev.sonde.node.collector.NetclassCollector;
import dev.sonde.node.collector.NetdevCollector;
import dev.sonde.node.collector.NetstatCollector;
import dev.sonde.node.collector.NetworkRouteCollector;
import dev.sonde.node.collector.NfsCollector;
import dev.sonde.node.collector.NfsdCollector;
import dev.sonde.node.collector.NodeContext;
import dev.sonde.node.collector.NvmeCollector;
import dev.sonde.node.collector.NvmesubsystemCollector;
import dev.sonde.node.collector.OsCollector;
import dev.sonde.node.collector.PcideviceCollector;
import dev.sonde.node.collector.PerfCollector;
import dev.sonde.node.collector.PowersupplyclassCollector;
import dev.sonde.node.collector.PressureCollector;
import dev.sonde.node.collector.ProcessesCollector;
import dev.sonde.node.collector.QdiscCollector;
import dev.sonde.node.collector.RaplCollector;
import dev.sonde.node.collector.SchedstatCollector;
import dev.sonde.node.collector.SelinuxCollector;
import dev.sonde.node.collector.SlabinfoCollector;
import dev.sonde.node.collector.SockstatCollector;
import dev.sonde.node.collector.SoftirqsCollector;
import dev.sonde.node.collector.SoftnetCollector;
import dev.sonde.node.collector.StatCollector;
import dev.sonde.node.collector.SwapCollector;
import dev.sonde.node.collector.SysctlCollector;
import dev.sonde.node.collector.SystemdCollector;
import dev.sonde.node.collector.TapestatsCollector;
import dev.sonde.node.collector.TcpstatCollector;
import dev.sonde.node.collector.TextfileCollector;
import dev.sonde.node.collector.ThermalZoneCollector;
import dev.sonde.node.collector.TimeCollector;
import dev.sonde.node.collector.TimexCollector;
import dev.sonde.node.collector.TopprocessesCollector;
import dev.sonde.node.collector.UdpQueuesCollector;
import dev.sonde.node.collector.UnameCollector;
import dev.sonde.node.collector.VmstatCollector;
import dev.sonde.node.collector.WatchdogCollector;
import dev.sonde.node.collector.WifiCollector;
import dev.sonde.node.collector.XfrmCollector;
import dev.sonde.node.collector.XfsCollector;
import dev.sonde.node.collector.ZfsCollector;
import dev.sonde.node.collector.ZoneinfoCollector;
import dev.sonde.node.oshi.OshiCollectors;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.LoggerFactory;

/**
 * All collectors of the agent, in the order in which they run and win a family that two of them hold: what users write
 * into text files comes last.
 */
final class NodeCollectors {
    /** One collector: its name and whether it is on unless a flag says otherwise. */
    private record Entry(String name, boolean on) {}

    private static final Entry[] ENTRIES = {
        on("filesystem"),
        on("arp"),
        on("bcache"),
        on("bcachefs"),
        on("bonding"),
        on("btrfs"),
        off("buddyinfo"),
        off("cgroups"),
        off("cgroupv2"),
        on("conntrack"),
        on("cpu"),
        off("cpu_vulnerabilities"),
        on("cpufreq"),
        on("diskstats"),
        on("dmi"),
        on("dmmultipath"),
        off("drbd"),
        off("drm"),
        on("edac"),
        on("entropy"),
        off("ethtool"),
        on("fibrechannel"),
        on("filefd"),
        on("hwmon"),
        on("infiniband"),
        off("interrupts"),
        on("ipvs"),
        on("kernel_hung"),
        off("ksmd"),
        off("lnstat"),
        on("loadavg"),
        off("logind"),
        on("mdadm"),
        on("meminfo"),
        off("meminfo_numa"),
        off("mountstats"),
        on("netclass"),
        on("netdev"),
        on("netstat"),
        off("network_route"),
        on("nfs"),
        on("nfsd"),
        on("nvme"),
        off("nvmesubsystem"),
        on("os"),
        off("pcidevice"),
        off("perf"),
        on("powersupplyclass"),
        on("pressure"),
        off("processes"),
        off("qdisc"),
        on("rapl"),
        on("schedstat"),
        on("selinux"),
        off("slabinfo"),
        on("sockstat"),
        off("softirqs"),
        on("softnet"),
        on("stat"),
        off("swap"),
        off("sysctl"),
        off("systemd"),
        on("tapestats"),
        off("tcpstat"),
        on("thermal_zone"),
        on("time"),
        on("timex"),
        off("topprocesses"),
        on("udp_queues"),
        on("uname"),
        on("vmstat"),
        on("watchdog"),
        off("wifi"),
        off("xfrm"),
        on("xfs"),
        on("zfs"),
        off("zoneinfo"),
        on("textfile"),
    };

    private NodeCollectors() {}

    private static Entry on(String name) {
        return new Entry(name, true);
    }

    private static Entry off(String name) {
        return new Entry(name, false);
    }

    private static AgentCollector create(String name, NodeContext context) {
        return switch (name) {
            case "arp" -> new ArpCollector(context);
            case "bcache" -> new BcacheCollector(context);
            case "bcachefs" -> new BcachefsCollector(context);
            case "bonding" -> new BondingCollector(context);
            case "btrfs" -> new BtrfsCollector(context);
            case "buddyinfo" -> new BuddyinfoCollector(context);
            case "cgroups" -> new CgroupsCollector(context);
            case "cgroupv2" -> new Cgroupv2Collector(context);
            case "conntrack" -> new ConntrackCollector(context);
            case "cpu" -> new CpuCollector(context);
            case "cpu_vulnerabilities" -> new CpuVulnerabilitiesCollector(context);
            case "cpufreq" -> new CpufreqCollector(context);
            case "diskstats" -> new DiskstatsCollector(context);
            case "dmi" -> new DmiCollector(context);
            case "dmmultipath" -> new DmmultipathCollector(context);
            case "drbd" -> new DrbdCollector(context);
            case "drm" -> new DrmCollector(context);
            case "edac" -> new EdacCollector(context);
            case "entropy" -> new EntropyCollector(context);
            case "ethtool" -> new EthtoolCollector(context);
            case "fibrechannel" -> new FibrechannelCollector(context);
            case "filefd" -> new FilefdCollector(context);
            case "filesystem" -> new FilesystemCollector(context);
            case "hwmon" -> new HwmonCollector(context);
            case "infiniband" -> new InfinibandCollector(context);
            case "interrupts" -> new InterruptsCollector(context);
            case "ipvs" -> new IpvsCollector(context);
            case "kernel_hung" -> new KernelHungCollector(context);
            case "ksmd" -> new KsmdCollector(context);
            case "lnstat" -> new LnstatCollector(context);
            case "loadavg" -> new LoadavgCollector(context);
            case "logind" -> new LogindCollector(context);
            case "mdadm" -> new MdadmCollector(context);
            case "meminfo" -> new MeminfoCollector(context);
            case "meminfo_numa" -> new MeminfoNumaCollector(context);
            case "mountstats" -> new MountstatsCollector(context);
            case "netclass" -> new NetclassCollector(context);
            case "netdev" -> new NetdevCollector(context);
            case "netstat" -> new NetstatCollector(context);
            case "network_route" -> new NetworkRouteCollector(context);
            case "nfs" -> new NfsCollector(context);
            case "nfsd" -> new NfsdCollector(context);
            case "nvme" -> new NvmeCollector(context);
            case "nvmesubsystem" -> new NvmesubsystemCollector(context);
            case "os" -> new OsCollector(context);
            case "pcidevice" -> new PcideviceCollector(context);
            case "perf" -> new PerfCollector(context);
            case "powersupplyclass" -> new PowersupplyclassCollector(context);
            case "pressure" -> new PressureCollector(context);
            case "processes" -> new ProcessesCollector(context);
            case "qdisc" -> new QdiscCollector(context);
            case "rapl" -> new RaplCollector(context);
            case "schedstat" -> new SchedstatCollector(context);
            case "selinux" -> new SelinuxCollector(context);
            case "slabinfo" -> new SlabinfoCollector(context);
            case "sockstat" -> new SockstatCollector(context);
            case "softirqs" -> new SoftirqsCollector(context);
            case "softnet" -> new SoftnetCollector(context);
            case "stat" -> new StatCollector(context);
            case "swap" -> new SwapCollector(context);
            case "sysctl" -> new SysctlCollector(context);
            case "systemd" -> new SystemdCollector(context);
            case "tapestats" -> new TapestatsCollector(context);
            case "tcpstat" -> new TcpstatCollector(context);
            case "textfile" -> new TextfileCollector(context);
            case "thermal_zone" -> new ThermalZoneCollector(context);
            case "time" -> new TimeCollector(context);
            case "timex" -> new TimexCollector(context);
            case "topprocesses" -> new TopprocessesCollector(context);
            case "udp_queues" -> new UdpQueuesCollector(context);
            case "uname" -> new UnameCollector(context);
            case "vmstat" -> new VmstatCollector(context);
            case "watchdog" -> new WatchdogCollector(context);
            case "wifi" -> new WifiCollector(context);
            case "xfrm" -> new XfrmCollector(context);
            case "xfs" -> new XfsCollector(context);
            case "zfs" -> new ZfsCollector(context);
            case "zoneinfo" -> new ZoneinfoCollector(context);
            default -> throw new IllegalArgumentException("no collector " + name);
        };
    }

    /** Declares the switch of every collector, then the collectors' own flags. */
    static void declare(FlagSet flags) {
        for (Entry entry : ENTRIES) {
            flags.bool(flag(entry), entry.on, "Run the " + entry.name + " collector.");
        }
        ArpCollector.flags(flags);
        BcacheCollector.flags(flags);
        Cgroupv2Collector.flags(flags);
        CpuCollector.flags(flags);
        DiskstatsCollector.flags(flags);
        EthtoolCollector.flags(flags);
        FilesystemCollector.flags(flags);
        HwmonCollector.flags(flags);
        InfinibandCollector.flags(flags);
        InterruptsCollector.flags(flags);
        IpvsCollector.flags(flags);
        NetclassCollector.flags(flags);
        NetdevCollector.flags(flags);
        NetstatCollector.flags(flags);
        PcideviceCollector.flags(flags);
        PerfCollector.flags(flags);
        PowersupplyclassCollector.flags(flags);
        QdiscCollector.flags(flags);
        RaplCollector.flags(flags);
        SlabinfoCollector.flags(flags);
        StatCollector.flags(flags);
        SysctlCollector.flags(flags);
        SystemdCollector.flags(flags);
        TapestatsCollector.flags(flags);
        TextfileCollector.flags(flags);
        TopprocessesCollector.flags(flags);
        VmstatCollector.flags(flags);
        WifiCollector.flags(flags);
        RetiredCollectors.declare(flags);
    }

    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : ENTRIES) {
            names.add(entry.name);
        }
        names.addAll(RetiredCollectors.NAMES);
        return names;
    }

    /**
     * Makes the collectors that are on.
     *
     * @throws IllegalArgumentException when a flag of one cannot be followed; the message names it
     */
    static List<AgentCollector> create(NodeContext context) {
        boolean procfs = HostSource.of(context.flags()) == HostSource.PROCFS;
        return procfs ? fromProcfs(context) : fromOshi(context);
    }

    private static List<AgentCollector> fromProcfs(NodeContext context) {
        List<AgentCollector> collectors = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            if (isOn(entry, context.flags())) {
                collectors.add(create(entry.name, context));
            }
        }
        return collectors;
    }

    /** Those that OSHI cannot provide are not there; who has asked for one by name is told. */
    private static List<AgentCollector> fromOshi(NodeContext context) {
        try {
            return fromOshi(context, new OshiCollectors(context));
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    "--host.source=oshi needs libraries that the packages for Linux leave out:"
                            + " put oshi-core.jar, oshi-common.jar and jna-platform.jar beside node-agent.jar, missing="
                            + e.getMessage());
        } catch (LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IllegalArgumentException("OSHI cannot be used on this host: " + cause);
        }
    }

    private static List<AgentCollector> fromOshi(NodeContext context, OshiCollectors oshi) {
        List<AgentCollector> collectors = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            if (!isOn(entry, context.flags())) {
                continue;
            }
            if (oshi.provides(entry.name)) {
                collectors.add(oshi.create(entry.name));
            } else if (context.flags().isSet(flag(entry))) {
                missing.add(entry.name);
            }
        }
        if (!missing.isEmpty()) {
            LoggerFactory.getLogger(NodeCollectors.class)
                    .warn("Not available without procfs, collectors={}", String.join(",", missing));
        }
        return collectors;
    }

    private static boolean isOn(Entry entry, FlagSet flags) {
        String flag = flag(entry);
        return flags.isSet(flag) ? flags.getBool(flag) : entry.on && !flags.getBool("collector.disable-defaults");
    }

    private static String flag(Entry entry) {
        return "collector." + entry.name;
    }
}
