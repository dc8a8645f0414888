package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskstatsCollectorTest {
    private static final String SDA = "   8       0 sda 1 2 3 4 5 6 7 8 9 10 11\n";

    @TempDir
    Path dir;

    private static Collected collected(FixtureTree tree) {
        return new Collected(new DiskstatsCollector(tree.paths(), NameFilter.of("i", "", "e", "")));
    }

    private static String label(String text, String name) {
        return text.replaceAll("(?s).*node_disk_info\\{[^\n]*" + name + "=\"([^\"]*)\".*", "$1");
    }

    @Test
    void givesAllThatTheNewestKernelsCount() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc("diskstats", " 259       0 nvme0n1 1 2 3 4000 5 6 7 8001 9 10 11 12 13 14 15 16 17 18\n");
        assertThat(collected(tree).scrape()).isEqualTo("""
                        node_disk_discard_time_seconds_total{device="nvme0n1"} 0.015
                        node_disk_discarded_sectors_total{device="nvme0n1"} 14
                        node_disk_discards_completed_total{device="nvme0n1"} 12
                        node_disk_discards_merged_total{device="nvme0n1"} 13
                        node_disk_flush_requests_time_seconds_total{device="nvme0n1"} 0.017
                        node_disk_flush_requests_total{device="nvme0n1"} 16
                        node_disk_info{device="nvme0n1",major="259",minor="0",model="",path="",revision="",rotational="0",\
                        serial="",wwn=""} 1
                        node_disk_io_now{device="nvme0n1"} 9
                        node_disk_io_time_seconds_total{device="nvme0n1"} 0.01
                        node_disk_io_time_weighted_seconds_total{device="nvme0n1"} 0.011
                        node_disk_read_bytes_total{device="nvme0n1"} 1536
                        node_disk_read_time_seconds_total{device="nvme0n1"} 4
                        node_disk_reads_completed_total{device="nvme0n1"} 1
                        node_disk_reads_merged_total{device="nvme0n1"} 2
                        node_disk_write_time_seconds_total{device="nvme0n1"} 8.001
                        node_disk_writes_completed_total{device="nvme0n1"} 5
                        node_disk_writes_merged_total{device="nvme0n1"} 6
                        node_disk_written_bytes_total{device="nvme0n1"} 3584
                        """);
        assertThat(Collected.families(new DiskstatsCollector(tree.paths(), NameFilter.of("i", "", "e", ""))))
                .contains("gauge node_disk_io_now", "counter node_disk_discarded_sectors_total");
    }

    @ParameterizedTest
    @CsvSource({"4, 0", "10, 0", "11, 11", "15, 15", "17, 17", "20, 17"})
    void givesAsManyNumbersAsTheKernelCounts(int columns, int series) throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("diskstats", "8 0 sda" + " 1".repeat(columns) + '\n');
        String text = collected(tree).scrape();
        assertThat(text.lines().filter(l -> !l.startsWith("node_disk_info"))).hasSize(series);
    }

    @Test
    void countsBeyondALong() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc(
                        "diskstats",
                        "8 0 sda 18446744073709551615 0 18446744073709551615 18446744073709551615 0 0 0 0 0 0 0");
        assertThat(collected(tree).scrape("node_disk_read")).isEqualTo("""
                        node_disk_read_bytes_total{device="sda"} 9.44473296573929E21
                        node_disk_read_time_seconds_total{device="sda"} 1.844674407370955E16
                        node_disk_reads_completed_total{device="sda"} 1.8446744073709552E19
                        node_disk_reads_merged_total{device="sda"} 0
                        """);
    }

    @Test
    void tellsWhatUdevKnows() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc("diskstats", SDA + SDA.replace("8       0 sda", "252 0 dm-0"))
                .sys("block/sda/queue/rotational", "1\n")
                .udev("b8:0", """
                        S:disk/by-id/ata-X
                        I:4097453
                        E:ID_ATA=1
                        E:ID_ATA_WRITE_CACHE=1
                        E:ID_ATA_WRITE_CACHE_ENABLED=0
                        E:ID_ATA_ROTATION_RATE_RPM=7200
                        E:ID_MODEL=WDC_WD10
                        E:ID_REVISION=80.00A80
                        E:ID_SERIAL=WDC_WD10_WD-X
                        E:ID_SERIAL_SHORT=WD-X
                        E:ID_WWN=0x50014ee
                        E:ID_PATH=pci-0000:00:1f.2-ata-1
                        G:systemd
                        """)
                .udev("b252:0", """
                        E:DM_NAME=vg--a-root
                        E:DM_UUID=LVM-abc
                        E:DM_VG_NAME=vg-a
                        E:DM_LV_NAME=root
                        E:DM_LV_LAYER=
                        E:ID_FS_TYPE=ext4
                        E:ID_FS_USAGE=filesystem
                        E:ID_FS_UUID=3fe7-a=b
                        E:ID_FS_VERSION=1.0
                        """);
        Collected collected = collected(tree);
        assertThat(collected.scrape("node_disk_info{device=\"sda\""))
                .isEqualTo("node_disk_info{device=\"sda\",major=\"8\",minor=\"0\",model=\"WDC_WD10\","
                        + "path=\"pci-0000:00:1f.2-ata-1\",revision=\"80.00A80\",rotational=\"1\",serial=\"WD-X\","
                        + "wwn=\"0x50014ee\"} 1\n");
        assertThat(collected.scrape("node_disk_ata")).isEqualTo("""
                        node_disk_ata_rotation_rate_rpm{device="sda"} 7200
                        node_disk_ata_write_cache_enabled{device="sda"} 0
                        node_disk_ata_write_cache{device="sda"} 1
                        """);
        assertThat(collected.scrape("node_disk_dev") + collected.scrape("node_disk_file"))
                .isEqualTo("""
                        node_disk_device_mapper_info{device="dm-0",lv_layer="",lv_name="root",name="vg--a-root",\
                        uuid="LVM-abc",vg_name="vg-a"} 1
                        node_disk_filesystem_info{device="dm-0",type="ext4",usage="filesystem",uuid="3fe7-a=b",\
                        version="1.0"} 1
                        """);
    }

    @ParameterizedTest
    @CsvSource({
        "E:SCSI_IDENT_SERIAL=a;E:ID_SERIAL_SHORT=b;E:ID_SERIAL=c, a",
        "E:SCSI_IDENT_SERIAL=;E:ID_SERIAL_SHORT=b;E:ID_SERIAL=c, b",
        "E:ID_SERIAL=c, c",
        "E:OTHER=c, ''"
    })
    void takesTheSerialThatIsOnTheDisk(String udev, String serial) throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("diskstats", SDA).udev("b8:0", udev.replace(';', '\n'));
        assertThat(label(collected(tree).scrape(), "serial")).isEqualTo(serial);
    }

    @Test
    void anAtaNumberThatIsNoneIsLeftOut() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc("diskstats", SDA)
                .udev("b8:0", "E:ID_ATA=1\nE:ID_ATA_WRITE_CACHE=yes\nE:ID_ATA_ROTATION_RATE_RPM=0\n");
        assertThat(collected(tree).scrape("node_disk_ata"))
                .isEqualTo("node_disk_ata_rotation_rate_rpm{device=\"sda\"} 0\n");
    }

    @Test
    void seesANewFileOfUdevInTheNextScrape() throws Exception {
        FixtureTree tree = new FixtureTree(dir);
        StringBuilder stats = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            stats.append("8 %d sd%d 1 2 3 4 5 6 7 8 9 10 11\n".formatted(i, i));
            tree.udev("b8:" + i, "E:ID_MODEL=old\n");
        }
        tree.proc("diskstats", stats.toString());
        // What was written long ago is settled.
        Files.setLastModifiedTime(tree.path("udev"), FileTime.fromMillis(1_000_000));
        Collected collected = collected(tree);
        collected.run();
        collected.run();
        tree.write("new", "E:ID_MODEL=new\n");
        Files.move(tree.path("new"), tree.path("udev/b8:77"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(label(collected.scrape("node_disk_info{device=\"sd77\""), "model"))
                .isEqualTo("new");
        assertThat(label(collected.scrape("node_disk_info{device=\"sd76\""), "model"))
                .isEqualTo("old");
    }

    @Test
    void seesWhatIsWrittenInPlaceWhenADevicesTurnComes() throws Exception {
        FixtureTree tree = new FixtureTree(dir);
        StringBuilder stats = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            stats.append("8 %d sd%d 1 2 3 4 5 6 7 8 9 10 11\n".formatted(i, i));
            tree.udev("b8:" + i, "E:ID_MODEL=old\n").sys("block/sd" + i + "/queue/rotational", "0\n");
        }
        tree.proc("diskstats", stats.toString());
        Files.setLastModifiedTime(tree.path("udev"), FileTime.fromMillis(1_000_000));
        Collected collected = collected(tree);
        collected.run();
        for (int i = 0; i < 10; i++) {
            tree.udev("b8:" + i, "E:ID_MODEL=longer\n").sys("block/sd" + i + "/queue/rotational", "1\n");
        }
        collected.run();
        collected.run();
        assertThat(collected.scrape("node_disk_info")).doesNotContain("model=\"old\"", "rotational=\"0\"");
    }

    @Test
    void fewDevicesHaveTheirTurnInEveryScrape() throws Exception {
        FixtureTree tree = new FixtureTree(dir).proc("diskstats", SDA).udev("b8:0", "E:ID_MODEL=old\n");
        Files.setLastModifiedTime(tree.path("udev"), FileTime.fromMillis(1_000_000));
        Collected collected = collected(tree);
        collected.run();
        tree.udev("b8:0", "E:ID_MODEL=longer\n").sys("block/sda/queue/rotational", "1\n");
        String text = collected.scrape();
        assertThat(label(text, "model")).isEqualTo("longer");
        assertThat(label(text, "rotational")).isEqualTo("1");
        tree.remove("udev/b8:0").remove("sys/block/sda");
        assertThat(label(collected.scrape(), "model")).isEmpty();
    }

    @Test
    void followsANameThatGoesToAnotherDevice() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc("diskstats", SDA)
                .udev("b8:0", "E:ID_MODEL=one\n")
                .udev("b8:16", "E:ID_MODEL=two\n");
        Collected collected = collected(tree);
        assertThat(label(collected.scrape(), "model")).isEqualTo("one");
        tree.proc("diskstats", SDA.replace("8       0", "8      16"));
        String text = collected.scrape();
        assertThat(label(text, "model")).isEqualTo("two");
        assertThat(label(text, "minor")).isEqualTo("16");
    }

    @Test
    void aBadLineCostsItsOwnDevice() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .proc(
                        "diskstats",
                        SDA + "8 16 sdb 1 2 x 4 5 6 7 8 9 10 11\n8 32 sdc 1 2 3 4 5 6 7 8 9 10 11\n8 48 sdd 1");
        Collected collected = collected(tree);
        assertThat(collected.scrape("node_disk_reads_completed")).isEqualTo("""
                        node_disk_reads_completed_total{device="sda"} 1
                        node_disk_reads_completed_total{device="sdc"} 1
                        """);
        tree.proc("diskstats", SDA + "8 16 sdb 1 2 3 4 5 6 7 8 9 10 11\n");
        assertThat(collected.scrape("node_disk_reads_completed")).contains("sda", "sdb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\n", "8 0 sda -1 2 3 4 5 6 7 8 9 10 11\n", "8 0\n", "\0\0\0\0", "-8 0 sda 1 2 3\n"})
    void failsWhenNothingCanBeRead(String content) {
        FixtureTree tree = new FixtureTree(dir).proc("diskstats", content);
        assertThatThrownBy(() -> collected(tree).run())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("diskstats") + ": malformed line");
    }

    @Test
    void aHostWithoutDisksIsNoFailure() throws Exception {
        assertThat(collected(new FixtureTree(dir).proc("diskstats", "")).scrape())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                               | dm-0 nvme0n1 sda vda
            --collector.diskstats.device-exclude=^$          | dm-0 fd0 loop0 nvme0n1 nvme0n1p1 ram0 sda sda1 vda vda1 zram0
            --collector.diskstats.device-exclude=^[dnv]      | fd0 loop0 ram0 sda sda1 zram0
            --collector.diskstats.ignored-devices=^[dnv]     | fd0 loop0 ram0 sda sda1 zram0
            --collector.diskstats.device-include=a1$         | sda1 vda1
            """)
    void filtersAsThePeerDoes(String flag, String devices) throws Exception {
        String names = "loop0 ram0 zram0 fd0 sda sda1 vda vda1 nvme0n1 nvme0n1p1 dm-0";
        StringBuilder stats = new StringBuilder();
        for (String name : names.split(" ")) {
            stats.append("8 0 ").append(name).append(" 1 2 3 4 5 6 7 8 9 10 11\n");
        }
        FixtureTree tree = new FixtureTree(dir).proc("diskstats", stats.toString());
        String text = new Collected(new DiskstatsCollector(context(tree, flag))).scrape("node_disk_io_now");
        assertThat(text.replaceAll("node_disk_io_now\\{device=\"(.*)\"} 9\n", "$1 ")
                        .trim())
                .isEqualTo(devices);
    }

    @Test
    void includeAndExcludeTogetherAreRefused() {
        FixtureTree tree = new FixtureTree(dir);
        assertThatThrownBy(() -> new DiskstatsCollector(context(
                        tree, "--collector.diskstats.device-include=a", "--collector.diskstats.device-exclude=b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("collector.diskstats.device-exclude");
    }

    private static NodeContext context(FixtureTree tree, String... arguments) {
        FlagSet flags = new FlagSet("test", "");
        DiskstatsCollector.flags(flags);
        return new NodeContext(tree.paths(), arguments[0].isEmpty() ? flags.parse() : flags.parse(arguments));
    }
}
