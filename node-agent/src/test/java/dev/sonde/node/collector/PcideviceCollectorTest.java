package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PcideviceCollectorTest {
    @TempDir
    Path directory;

    @Test
    void losesOnlyTheDeviceThatHasGone() throws Exception {
        FixtureTree tree = new FixtureTree(directory);
        for (String id :
                new String[] {"class", "vendor", "device", "subsystem_vendor", "subsystem_device", "revision"}) {
            tree.sys("devices/pci0000:00/0000:00:02.0/" + id, "0x10\n");
        }
        Files.createDirectories(tree.path("sys/bus/pci/devices"));
        Path links = tree.path("sys/bus/pci/devices");
        Files.createSymbolicLink(links.resolve("0000:00:02.0"), Path.of("../../../devices/pci0000:00/0000:00:02.0"));
        FlagSet flags = new FlagSet("test", "");
        PcideviceCollector.flags(flags);
        flags.parse();
        Collected collected = new Collected(new PcideviceCollector(new NodeContext(tree.paths(), flags)));
        String whole = collected.scrape();
        assertThat(whole).contains("node_pcidevice_info{bus=\"00\",class_id=\"0x000010\",device=\"02\"");
        // As between the list of devices and the reading of their files, and what is no device at all.
        Files.createSymbolicLink(links.resolve("0000:00:03.0"), Path.of("../../../devices/pci0000:00/0000:00:03.0"));
        Files.createSymbolicLink(links.resolve("odd"), Path.of("../../../devices/odd"));
        Files.createDirectories(links.resolve("0000:00:04.0"));

        assertThat(collected.scrape()).isEqualTo(whole);
    }
}
