package dev.sonde.node.collector;

import static dev.sonde.node.linux.FakeKernel.link;
import static dev.sonde.node.linux.FakeKernel.name;
import static dev.sonde.node.linux.FakeKernel.stats64;
import static dev.sonde.node.linux.FakeKernel.u8;

import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit for the collectors that make system calls. */
class NativeConformanceTest {
    private static final NameFilter ALL = NameFilter.of("include", "", "exclude", "");
    private static final Map<String, String> FILES = Map.of(
            "proc/1/mountinfo", "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:40 / /net rw - nfs server:/ rw\n",
            "proc/self/mountinfo", "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n",
            "proc/net/dev", "a\nb\n lo: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n",
            "sys/class/net/lo/ifindex", "1\n",
            "sys/class/net/lo/flags", "0x9\n",
            "sys/class/net/lo/operstate", "unknown\n",
            "sys/class/net/lo/speed", "-1\n",
            "sys/class/net/lo/address", "00\n");

    private static final Map<String, Function<NodePaths, AgentCollector>> COLLECTORS = Map.of(
            "filesystem",
                    paths -> new FilesystemCollector(
                            paths, new FilesystemOptions(ALL, ALL, 1000, 1), (path, reading) -> {
                                reading.device = 8L << 32 | 1;
                                reading.mountRoot = true;
                                reading.blockSize = 1;
                                return new String(path).endsWith("/net\0") ? -Errno.ESTALE : 0;
                            }),
            "netdev, netlink",
                    paths -> new NetdevCollector(paths, new NetdevOptions(ALL, true, true, false, true), kernel(0)),
            "netdev, proc",
                    paths -> new NetdevCollector(
                            paths, new NetdevOptions(ALL, false, false, true, true), kernel(Errno.EPERM)),
            "netclass, netlink",
                    paths -> new NetclassCollector(paths, netclass(false), new DescriptorShare(30), kernel(0)),
            "netclass, sysfs",
                    paths ->
                            new NetclassCollector(paths, netclass(false), new DescriptorShare(30), kernel(Errno.EPERM)),
            "netclass, as netlink has it",
                    paths -> new NetclassCollector(paths, netclass(true), new DescriptorShare(30), kernel(0)),
            "timex", paths -> new TimexCollector(kernel(0)));

    @TempDir
    Path dir;

    private static NetclassOptions netclass(boolean netlink) {
        return new NetclassOptions(null, false, netlink, netlink);
    }

    private static FakeKernel kernel(int socketError) {
        FakeKernel kernel = FakeKernel.links(
                link(1, 772, 9, name("lo"), FakeKernel.attribute(1, new byte[1]), u8(16, 0), u8(33, 1), stats64(1, 2)));
        kernel.socketError(socketError);
        return kernel;
    }

    static Stream<String> names() {
        return COLLECTORS.keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("names")
    void keepsToTheRules(String name) throws Exception {
        FixtureTree tree = new FixtureTree(dir);
        FILES.forEach(tree::write);
        CollectorConformance.check(tree, COLLECTORS.get(name));
    }
}
