package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.node.collector.FilesystemCollector;
import dev.sonde.node.collector.NodeContext;
import dev.sonde.node.collector.NodePaths;
import dev.sonde.node.collector.Profile;
import io.prometheus.client.Collector.MetricFamilySamples;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real file systems whose servers do not answer. */
class HangingMountIT {
    @TempDir
    private Path dir;

    private final List<SilentFuse> mounted = new ArrayList<>();
    private FilesystemCollector collector;

    @BeforeEach
    void collector() {
        assertThat(SilentFuse.obstacle()).isEmpty();
        FlagSet flags = new FlagSet("test", "");
        Profile.flags(flags);
        FilesystemCollector.flags(flags);
        flags.parse(
                "--collector.filesystem.mount-timeout=500ms",
                "--collector.filesystem.fs-types-include=^(ext4|xfs|btrfs|overlay|fuse)$");
        collector =
                new FilesystemCollector(new NodeContext(new NodePaths("/proc", "/sys", "/", "/run/udev/data"), flags));
    }

    @AfterEach
    void unmount() throws IOException {
        for (SilentFuse fuse : mounted) {
            fuse.close();
        }
    }

    private SilentFuse mount(String name) throws IOException {
        SilentFuse fuse = SilentFuse.mount(Files.createDirectory(dir.resolve(name)));
        mounted.add(fuse);
        return fuse;
    }

    /** Mount points and what is said of them: a size or the text of an error. */
    private TreeMap<String, String> scrape() {
        TreeMap<String, String> found = new TreeMap<>();
        for (MetricFamilySamples family : collector.collect()) {
            for (MetricFamilySamples.Sample sample : family.samples) {
                List<String> names = sample.labelNames;
                String mountPoint = sample.labelValues.get(names.indexOf("mountpoint"));
                String name = mountPoint.startsWith(dir.toString())
                        ? mountPoint.substring(mountPoint.lastIndexOf('/') + 1)
                        : mountPoint;
                if (sample.name.equals("node_filesystem_device_error") && sample.value == 1) {
                    found.put(name, sample.labelValues.get(names.indexOf("device_error")));
                } else if (sample.name.equals("node_filesystem_size_bytes")) {
                    found.put(name, Long.toString((long) sample.value));
                }
            }
        }
        return found;
    }

    private static int descriptors() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("node-agent-statfs-"))
                .count();
    }

    @Test
    void costTheirOwnSeriesOnly() throws Exception {
        scrape();
        SilentFuse answering = mount("answering");
        answering.answer();
        for (String name : new String[] {"a", "b", "c", "d", "e"}) {
            mount(name);
        }

        TreeMap<String, String> first = scrape();
        scrape();
        int descriptors = descriptors();
        long threads = threads();
        for (int i = 0; i < 200; i++) {
            assertThat(scrape()).isEqualTo(first);
        }

        assertThat(first)
                .containsEntry("a", "mountpoint timeout")
                .containsEntry("e", "mountpoint timeout")
                .containsEntry("answering", "4096000")
                .containsKey("/");
        assertThat(threads()).isEqualTo(threads).isLessThanOrEqualTo(5 + 4);
        assertThat(descriptors()).isLessThanOrEqualTo(descriptors);
    }

    @Test
    void areFineAgainOnceTheyAnswer() throws Exception {
        SilentFuse fuse = mount("a");
        assertThat(scrape()).containsEntry("a", "mountpoint timeout");
        fuse.answer();
        awaitState("a", "4096000");
        fuse.fallSilent();
        awaitState("a", "mountpoint timeout");
        fuse.kill();
        awaitState("a", "transport endpoint is not connected");
    }

    private void awaitState(String name, String state) throws InterruptedException {
        String seen = "";
        for (int i = 0; i < 100 && !seen.equals(state); i++) {
            seen = String.valueOf(scrape().get(name));
            Thread.sleep(20);
        }
        assertThat(seen).isEqualTo(state);
    }
}
