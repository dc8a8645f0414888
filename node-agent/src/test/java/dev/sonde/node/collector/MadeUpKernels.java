package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.dbus.Bus;
import dev.sonde.node.dbus.ScriptedBus;
import dev.sonde.node.dbus.ScriptedHost;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import dev.sonde.node.linux.LocalZone;
import dev.sonde.node.linux.MountStat;
import dev.sonde.node.linux.ProcStat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Series of the collectors that a fixture tree cannot feed, because they ask by system calls or the bus: each with all
 * that its flags can switch on, on kernels and a systemd that are made up.
 */
public final class MadeUpKernels {
    private static final NameFilter ALL = NameFilter.of("include", "", "exclude", "");
    private static final String SYSTEMD = """
            manager | Version=s:252 Virtualization=s:kvm SystemState=s:running
            unit | a.service | loaded | active | Service.Type=s:notify Service.NRestarts=u:3 Service.TasksCurrent=t:5 Service.TasksMax=t:9 Unit.ActiveEnterTimestamp=t:1
            unit | a.socket | loaded | active | Socket.NAccepted=u:4 Socket.NConnections=u:2 Socket.NRefused=u:3
            unit | a.timer | loaded | inactive | Timer.LastTriggerUSec=t:1
            """;
    private static final String LOGIND = """
            seat | seat0
            session | c1 | seat0 | Remote=b:false Type=s:tty Class=s:user
            """;

    private final Map<String, List<Series>> series = new LinkedHashMap<>();
    private final FixtureTree tree;

    private MadeUpKernels(Path directory) {
        tree = new FixtureTree(directory)
                .proc("1/mountinfo", "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n")
                .proc("self/mountinfo", "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n")
                .proc("net/tcp6", "")
                .sys("class/net/eth0/ifindex", "1\n")
                .sys("devices/system/cpu/online", "0\n")
                .sys("devices/system/clocksource/clocksource0/available_clocksource", "tsc\n")
                .sys("devices/system/clocksource/clocksource0/current_clocksource", "tsc\n");
        SmallHost.FILES.forEach(tree::write);
        for (String name : List.of("ostype", "osrelease", "version", "arch", "hostname", "domainname")) {
            tree.proc("sys/kernel/" + name, "x\n");
        }
    }

    /** By collector; a collector may be there with other flags in fixture trees too. */
    public static Map<String, List<Series>> series(Path directory) throws IOException {
        try {
            MadeUpKernels kernels = new MadeUpKernels(directory);
            kernels.files(directory);
            kernels.calls();
            kernels.netlink();
            kernels.bus(directory);
            kernels.volumes();
            return kernels.series;
        } catch (NoDataException e) {
            throw new IOException(e);
        }
    }

    private void add(AgentCollector collector) throws IOException, NoDataException {
        Collected collected = new Collected(collector);
        collected.run();
        series.computeIfAbsent(collector.name(), name -> new ArrayList<>()).addAll(collected.series());
    }

    private void files(Path directory) throws IOException, NoDataException {
        add(new TimeCollector(tree.paths(), LocalZone.ofProcess()));
        ProcStat stat = new ProcStat(tree.paths().proc("stat"));
        CpuOptions all = new CpuOptions(true, true, true, null, null);
        add(new CpuCollector(tree.paths(), stat, new DescriptorShare(30), all));
        add(new UnameCollector(directory.resolve("proc/sys/kernel").toString()));
        Path texts = Files.createDirectories(directory.resolve("texts"));
        Files.writeString(texts.resolve("empty.prom"), "");
        add(new TextfileCollector(List.of(texts.toString())));
    }

    private void calls() throws IOException, NoDataException {
        MountStat stat = (path, reading) -> {
            reading.device = 8L << 32 | 1;
            reading.mountRoot = true;
            reading.blockSize = 1;
            return 0;
        };
        add(new FilesystemCollector(tree.paths(), new FilesystemOptions(ALL, ALL, 1000, 1), stat));
        FakeKernel kernel = FakeKernel.links();
        kernel.adjtimex(0, new long[26]);
        add(new TimexCollector(kernel));
        kernel.ethtool((device, command) -> driver(command));
        add(new EthtoolCollector(tree.paths(), flags("ethtool"), kernel));
        kernel.perf(new FakeKernel.Perf() {
            @Override
            public int open(byte[] attributes, int cpu) {
                return 7;
            }

            @Override
            public long value(int fd) {
                return 1;
            }
        });
        add(new PerfCollector(tree.paths(), flags("perf"), kernel));
    }

    /** Answers to GSET and GDRVINFO of linux/ethtool.h: a driver without statistics. */
    private static int driver(ByteBuffer command) {
        int request = command.getInt(0);
        if (request == 1) {
            command.putInt(4, -1).putInt(8, -1);
        }
        return request == 1 || request == 3 ? 0 : -Errno.EOPNOTSUPP;
    }

    private void netlink() throws IOException, NoDataException {
        byte[] alias = FakeKernel.attribute(52, FakeKernel.attribute(53, "lan\0".getBytes()));
        byte[] link = FakeKernel.link(1, 1, 1, FakeKernel.name("eth0"), FakeKernel.stats64(1, 2), alias);
        NetdevOptions detailed = new NetdevOptions(ALL, true, true, true, true);
        byte[] address = new byte[] {10, 0, 0, 0};
        byte[] addresses = FakeKernel.address(2, 8, 1, FakeKernel.attribute(1, address));
        FakeKernel kernel = new FakeKernel(request -> List.of(
                request.type() == 18
                        ? FakeKernel.newLink(request.sequence(), link)
                        : FakeKernel.newAddress(request.sequence(), addresses),
                FakeKernel.done(request.sequence())));
        add(new NetdevCollector(tree.paths(), detailed, kernel));
        byte[] route = FakeKernel.route(2, 24, 2, 1, FakeKernel.attribute(1, address), FakeKernel.u32(4, 1));
        add(new NetworkRouteCollector(dump(24, route)));
        add(new TcpstatCollector(tree.paths(), dump(20, FakeKernel.tcpSocket(1, 3, 5))));
        NetclassOptions terms = new NetclassOptions(null, false, true, true);
        add(new NetclassCollector(tree.paths(), terms, new DescriptorShare(30), FakeKernel.links(link)));
    }

    /** What is told of a device where the ioctl can be had. */
    private void volumes() {
        BtrfsSeries btrfs = new BtrfsSeries("1");
        btrfs.begin();
        series.put("btrfs", List.of(btrfs.device("sda", "2")));
    }

    private static FakeKernel dump(int type, byte[] payload) {
        return new FakeKernel(request ->
                List.of(FakeKernel.message(type, 2, request.sequence(), payload), FakeKernel.done(request.sequence())));
    }

    private void bus(Path directory) throws IOException, NoDataException {
        FlagSet flags = new FlagSet("docs", "");
        SystemdCollector.flags(flags);
        flags.parse(
                "--collector.systemd.enable-task-metrics",
                "--collector.systemd.enable-restarts-metrics",
                "--collector.systemd.enable-start-time-metrics");
        try (ScriptedBus bus = scripted(directory, "systemd", SYSTEMD)) {
            add(new SystemdCollector(SystemdOptions.of(flags), new Bus(bus.address(), "org.freedesktop.systemd1")));
        }
        try (ScriptedBus bus = scripted(directory, "logind", LOGIND)) {
            add(new LogindCollector(new Bus(bus.address(), "org.freedesktop.login1")));
        }
    }

    private static ScriptedBus scripted(Path directory, String name, String script) throws IOException {
        return new ScriptedBus(directory.resolve(name), ByteOrder.LITTLE_ENDIAN, new ScriptedHost(script));
    }

    private static FlagSet flags(String collector) {
        FlagSet flags = new FlagSet("docs", "");
        if (collector.equals("perf")) {
            PerfCollector.flags(flags);
        } else {
            EthtoolCollector.flags(flags);
        }
        return flags.parse();
    }
}
