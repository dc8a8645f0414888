package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountstatsCollectorTest {
    private static final String TCP = "tcp 700 1 2 0 3 50 49 0 60 0 8 9 10";

    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir);
    }

    private static String mount(String server, String age, String transport) {
        return """
                device %1$s:/export mounted on /%1$s with fstype nfs4 statvers=1.1
                \tage:\t%2$s
                \tbytes:\t1 2 3 4 5 6 7 8\s
                \txprt:\t%3$s
                \tper-op statistics
                \t        READ: 9 10 0 900 800 7 60 500 0

                """.formatted(server, age, transport);
    }

    private static String line(String server, String address) {
        return "30 1 0:40 / /%1$s rw shared:9 master:2 - nfs4 %1$s:/export rw,clientaddr=192.0.2.9,addr=%2$s\n"
                .formatted(server, address);
    }

    private Collected collector(String mountstats, String mountinfo) {
        tree.proc("self/mountstats", mountstats).proc("self/mountinfo", mountinfo);
        return new Collected(new MountstatsCollector(new NodeContext(tree.paths(), new FlagSet("test", "").parse())));
    }

    @Test
    void anAddressIsThatOfItsMountWhenAnotherHasGoneSince() throws Exception {
        Collected collector = collector(
                mount("a", "1", TCP) + mount("b", "2", TCP) + mount("c", "3", TCP),
                line("c", "192.0.2.3") + line("b", "192.0.2.2"));

        assertThat(collector.scrape("node_mountstats_nfs_age_seconds_total")).isEqualTo("""
                node_mountstats_nfs_age_seconds_total{export="a:/export",mountaddr="",protocol="tcp"} 1
                node_mountstats_nfs_age_seconds_total{export="b:/export",mountaddr="192.0.2.2",protocol="tcp"} 2
                node_mountstats_nfs_age_seconds_total{export="c:/export",mountaddr="192.0.2.3",protocol="tcp"} 3
                """);
    }

    @Test
    void aLineThatCannotBeReadCostsItsNumbersAlone() throws Exception {
        Collected collector = collector(
                mount("a", "old", TCP).replace("900 800", "900") + mount("b", "2", "quic 1 2 3") + mount("c", "3", TCP),
                line("a", "192.0.2.1") + line("b", "192.0.2.2") + line("c", "192.0.2.3"));

        String page = collector.scrape();

        assertThat(page)
                .contains("read_bytes_total{export=\"a:")
                .contains("age_seconds_total{export=\"c:")
                .doesNotContain("age_seconds_total{export=\"a:")
                .doesNotContain("export=\"b:");
    }

    @Test
    void countsAnExportOnceAndAConnectionThatIsNew() throws Exception {
        String twice = mount("a", "1", TCP).replace("on /a ", "on /x ") + mount("a", "1", TCP);
        String info = line("a", "192.0.2.1").replace("/ /a ", "/ /x ") + line("a", "192.0.2.1");
        Collected collector = collector(twice, info);

        assertThat(collector.scrape("node_mountstats_nfs_mountpoint_info")).isEqualTo("""
                node_mountstats_nfs_mountpoint_info{export="a:/export",mountaddr="192.0.2.1",mountpoint="/a",protocol="tcp"} 1
                node_mountstats_nfs_mountpoint_info{export="a:/export",mountaddr="192.0.2.1",mountpoint="/x",protocol="tcp"} 1
                """);
        assertThat(collector.scrape("node_mountstats_nfs_transport_sends")).isEqualTo("""
                node_mountstats_nfs_transport_sends_total{export="a:/export",mountaddr="192.0.2.1",protocol="tcp",transport="0"} 50
                """);

        tree.proc("self/mountstats", twice.replace("\txprt:\t" + TCP, "\txprt:\t" + TCP + "\n\txprt:\t" + TCP));

        assertThat(collector.scrape("node_mountstats_nfs_transport_sends")).isEqualTo("""
                node_mountstats_nfs_transport_sends_total{export="a:/export",mountaddr="192.0.2.1",protocol="tcp",transport="0"} 50
                node_mountstats_nfs_transport_sends_total{export="a:/export",mountaddr="192.0.2.1",protocol="tcp",transport="1"} 50
                """);
    }
}
