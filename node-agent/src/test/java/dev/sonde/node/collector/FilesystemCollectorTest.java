package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.SampleBuffer;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FileSystemReading;
import dev.sonde.node.linux.MountStat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesystemCollectorTest {
    @TempDir
    private Path proc;

    private final Kernel kernel = new Kernel();
    private final SampleBuffer samples = new SampleBuffer();

    /** Mounts by path: device, whether it is a mount, or how the call fails; what is not listed is absent. */
    private static final class Kernel implements MountStat {
        final Map<String, long[]> devices = new ConcurrentHashMap<>();
        final Map<String, Integer> errors = new ConcurrentHashMap<>();
        final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();

        @Override
        public int stat(byte[] path, FileSystemReading into) {
            String name = new String(path, 0, path.length - 1, StandardCharsets.UTF_8);
            CountDownLatch latch = hanging.get(name);
            try {
                if (latch != null) {
                    latch.await();
                }
            } catch (InterruptedException e) {
                return -Errno.EINTR;
            }
            long[] device = devices.get(name);
            if (device == null) {
                return errors.getOrDefault(name, -Errno.ENOENT);
            }
            into.device = device[0] << 32 | device[1];
            into.mountRoot = device[2] == 1;
            into.blockSize = 4096;
            into.blocks = 1000;
            into.blocksFree = 500;
            into.blocksAvailable = 400;
            into.files = 77;
            into.filesFree = 66;
            return 0;
        }

        void mount(String path, long major, long minor) {
            devices.put(path, new long[] {major, minor, 1});
        }
    }

    @BeforeEach
    void ownMounts() throws IOException {
        Files.createDirectories(proc.resolve("self"));
        Files.createDirectories(proc.resolve("1"));
        Files.writeString(proc.resolve("self/mountinfo"), "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
    }

    private void mounts(String lines) throws IOException {
        Files.writeString(proc.resolve("1/mountinfo"), lines);
    }

    private FilesystemCollector collector(String rootfs, String... args) {
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        FilesystemCollector.flags(flags);
        flags.parse(args);
        NodePaths paths = new NodePaths(proc.toString(), "/absent", rootfs, "/absent");
        return new FilesystemCollector(paths, FilesystemOptions.of(flags), kernel);
    }

    private String scrape(FilesystemCollector collector) throws IOException {
        samples.begin(1, System.nanoTime() + TimeUnit.MINUTES.toNanos(1));
        collector.update(samples);
        samples.end();
        TreeSet<String> lines = new TreeSet<>();
        for (int i = 0; i < samples.size(); i++) {
            String line = samples.series(i) + " " + (long) samples.value(i);
            assertThat(lines.add(line.replace("node_filesystem_", ""))).as(line).isTrue();
        }
        return String.join("\n", lines) + "\n";
    }

    private static String names(String text) {
        return text.replaceAll("\\{.*?mountpoint=", " ").replaceAll("[\"}]", "");
    }

    @Test
    void oneFileSystem() throws IOException {
        mounts("1 0 8:1 / / ro - ext4 /dev/sda1 rw\n");
        kernel.mount("/", 8, 1);

        assertThat(scrape(collector("/"))).isEqualTo("""
                        avail_bytes{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 1638400
                        device_error{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 0
                        files_free{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 66
                        files{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 77
                        free_bytes{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 2048000
                        mount_info{device="/dev/sda1",major="8",minor="1",mountpoint="/"} 1
                        purgeable_bytes{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 0
                        readonly{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 1
                        size_bytes{device="/dev/sda1",device_error="",fstype="ext4",mountpoint="/"} 4096000
                        """);
    }

    @Test
    void anErrorHasItsTextInTheLabelAndNoSizes() throws IOException {
        mounts("1 0 8:1 / /x rw - ext4 /dev/sda1 rw\n");
        kernel.errors.put("/x", -Errno.EACCES);
        FilesystemCollector collector = collector("/");

        String denied = """
                device_error{device="/dev/sda1",device_error="permission denied",fstype="ext4",mountpoint="/x"} 1
                readonly{device="/dev/sda1",device_error="permission denied",fstype="ext4",mountpoint="/x"} 0
                """;
        assertThat(scrape(collector)).isEqualTo(denied);

        kernel.mount("/x", 8, 1);
        assertThat(scrape(collector))
                .contains("size_bytes{")
                .contains("device_error=\"\"")
                .doesNotContain("denied");
    }

    @Test
    void aMountThatWeDoNotSeeIsAnErrorAndNotItsParentsSize() throws IOException {
        mounts("""
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 8:2 / /home rw - ext4 /dev/sda2 rw
                3 1 8:3 / /srv rw - ext4 /dev/sda3 rw
                4 1 0:9 / /sub rw - btrfs /dev/sda4 rw
                """);
        kernel.mount("/", 8, 1);
        kernel.devices.put("/home", new long[] {8, 1, 0});
        kernel.mount("/srv", 0, 50);
        kernel.mount("/sub", 0, 51);
        Files.writeString(proc.resolve("self/mountinfo"), """
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 0:50 / /srv rw - tmpfs tmpfs rw
                4 1 0:9 / /sub rw - btrfs /dev/sda4 rw
                """);

        String text = scrape(collector("/"));

        assertThat(names(text))
                .contains("device_error / 0", "device_error /home 1", "device_error /srv 1", "device_error /sub 0")
                .contains("size_bytes / ", "size_bytes /sub ")
                .doesNotContain("size_bytes /home", "size_bytes /srv");
        assertThat(text).contains("device_error=\"mount not visible to the agent\"");
    }

    @Test
    void leavesOutWhatTheFlagsSay() throws IOException {
        mounts("""
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 0:5 / /dev rw - tmpfs tmpfs rw
                3 1 0:6 / /devices rw - tmpfs tmpfs rw
                4 1 0:7 / /run/credentials/x.service rw - ramfs none rw
                5 1 0:8 / /snap/a rw - squashfs /dev/loop0 ro
                6 1 0:9 / /run rw - tmpfs tmpfs rw
                """);
        for (String path : new String[] {"/", "/devices", "/run", "/snap/a", "/dev"}) {
            kernel.mount(path, 8, 1);
        }

        assertThat(names(scrape(collector("/"))).lines().filter(line -> line.startsWith("readonly")))
                .containsExactly("readonly / 0", "readonly /devices 0", "readonly /run 0");
        assertThat(names(scrape(collector("/", "--collector.filesystem.mount-points-include=^/(dev|snap)")))
                        .lines()
                        .filter(line -> line.startsWith("readonly")))
                .containsExactly("readonly /dev 0", "readonly /devices 0");
        assertThat(names(scrape(collector(
                                "/",
                                "--collector.filesystem.ignored-mount-points=/.",
                                "--collector.filesystem.fs-types-include=^ext")))
                        .lines()
                        .filter(line -> line.startsWith("readonly")))
                .containsExactly("readonly / 0");
    }

    @Test
    void badFlagsAreToldByName() {
        assertThatThrownBy(() -> collector("/", "--collector.filesystem.fs-types-exclude=("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--collector.filesystem.fs-types-exclude: (");
        assertThatThrownBy(() -> collector(
                        "/", "--collector.filesystem.fs-types-exclude=a", "--collector.filesystem.fs-types-include=b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mutually exclusive");
    }

    @Test
    void insideAContainerPathsGetAndLoseTheHostsRoot() throws IOException {
        mounts("""
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 8:2 / /home rw - ext4 /dev/sda2 rw
                3 1 8:1 / /host rw - ext4 /dev/sda1 rw
                4 3 8:2 / /host/srv rw - ext4 /dev/sda2 rw
                5 3 8:2 / /hostess rw - ext4 /dev/sda2 rw
                """);
        kernel.mount("/host/", 8, 1);
        kernel.mount("/host/home", 8, 2);
        kernel.mount("/host", 8, 1);
        kernel.mount("/host/srv", 8, 2);
        kernel.mount("/host/hostess", 8, 2);

        assertThat(names(scrape(collector("/host/"))).lines().filter(line -> line.startsWith("device_error")))
                .containsExactly(
                        "device_error / 0", "device_error /home 0", "device_error /hostess 0", "device_error /srv 0");
    }

    @Test
    void sameLabelsGiveOneSeriesOfWhatLiesOnTop() throws IOException {
        mounts("""
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 0:5 / /run rw - tmpfs tmpfs rw
                3 2 0:6 / /run ro - tmpfs tmpfs rw
                """);
        kernel.mount("/", 8, 1);
        kernel.mount("/run", 0, 6);

        assertThat(scrape(collector("/")))
                .contains("readonly{device=\"tmpfs\",device_error=\"\",fstype=\"tmpfs\",mountpoint=\"/run\"} 1")
                .contains("mount_info{device=\"tmpfs\",major=\"0\",minor=\"5\",mountpoint=\"/run\"} 1")
                .contains("mount_info{device=\"tmpfs\",major=\"0\",minor=\"6\",mountpoint=\"/run\"} 1");
    }

    @Test
    void aServerThatDoesNotAnswerCostsItsOwnMountOnly() throws Exception {
        mounts("""
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 0:40 / /net rw - nfs4 server:/export rw
                """);
        kernel.mount("/", 8, 1);
        kernel.mount("/net", 0, 40);
        kernel.hanging.put("/net", new CountDownLatch(1));
        FilesystemCollector collector = collector("/", "--collector.filesystem.mount-timeout=50ms");
        assertThat(collector.mayBlock()).isTrue();

        for (int i = 0; i < 3; i++) {
            String text = scrape(collector);
            assertThat(text)
                    .contains("device_error{device=\"server:/export\",device_error=\"mountpoint timeout\","
                            + "fstype=\"nfs4\",mountpoint=\"/net\"} 1");
            assertThat(names(text)).contains("size_bytes / ").doesNotContain("size_bytes /net");
        }

        kernel.hanging.get("/net").countDown();
        String text = "";
        for (int i = 0; i < 1000 && !names(text).contains("size_bytes /net"); i++) {
            Thread.sleep(5);
            text = scrape(collector);
        }
        assertThat(names(text)).contains("device_error /net 0", "size_bytes /net ");
    }

    @Test
    void localMountsDoNotBlock() throws IOException {
        mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 0:5 / /proc rw - proc proc rw\n");

        assertThat(collector("/").mayBlock()).isFalse();
    }

    @Test
    void comesAndGoesWithTheTable() throws IOException {
        kernel.mount("/", 8, 1);
        kernel.mount("/b", 8, 2);
        Files.delete(proc.resolve("self/mountinfo"));
        FilesystemCollector collector = collector("/");
        assertThat(collector.mayBlock()).isFalse();
        assertThatThrownBy(() -> scrape(collector)).isInstanceOf(IOException.class);

        mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
        assertThat(names(scrape(collector))).contains("size_bytes / ");
        mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n2 1 8:2 / /b rw - ext4 /dev/sdb rw\n");
        assertThat(names(scrape(collector))).contains("size_bytes / ", "size_bytes /b ");
        mounts("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
        assertThat(names(scrape(collector))).contains("size_bytes / ").doesNotContain("/b");
    }

    @Test
    void sizesBeyondALongAreRounded() throws IOException {
        mounts("1 0 8:1 / /x rw - ext4 /dev/sda1 rw\n");
        MountStat huge = (path, into) -> {
            into.device = FileSystemReading.UNKNOWN_DEVICE;
            into.mountRoot = true;
            into.blockSize = 1 << 20;
            into.blocks = -2;
            into.blocksFree = Long.MAX_VALUE;
            into.files = -1;
            return 0;
        };
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        FilesystemCollector.flags(flags);
        flags.parse();
        NodePaths paths = new NodePaths(proc.toString(), "/absent", "/", "/absent");
        samples.begin(1, System.nanoTime());
        new FilesystemCollector(paths, FilesystemOptions.of(flags), huge).update(samples);
        samples.end();

        Map<String, Double> values = new TreeMap<>();
        for (int i = 0; i < samples.size(); i++) {
            values.put(samples.series(i).family().name().replace("node_filesystem_", ""), samples.value(i));
        }
        assertThat(values)
                .containsEntry("size_bytes", 0x1p84)
                .containsEntry("free_bytes", 0x1p83)
                .containsEntry("avail_bytes", 0.0)
                .containsEntry("files", 0x1p64)
                .containsEntry("device_error", 0.0);
    }
}
