package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.metrics.NoDataException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OsCollectorTest {
    @TempDir
    Path dir;

    @Test
    void readsTheFileAgainWhenAnUpgradeReplacedIt() throws Exception {
        FixtureTree tree = new FixtureTree(dir).write("root/etc/os-release", "ID=a\nVERSION_ID=9.9\n");
        Collected collected = new Collected(new OsCollector(tree.paths()));
        assertThat(collected.scrape("node_os_version"))
                .isEqualTo("node_os_version{id=\"a\",id_like=\"\",name=\"\"} 9.9\n");

        tree.remove("root/etc/os-release").write("root/etc/os-release", "ID=a\nVERSION_ID=10.10\n");
        assertThat(collected.scrape("node_os_version"))
                .isEqualTo("node_os_version{id=\"a\",id_like=\"\",name=\"\"} 10.1\n");

        tree.remove("root/etc/os-release").write("root/usr/lib/os-release", "ID=b\n");
        assertThat(collected.scrape())
                .startsWith("node_os_info{build_id=\"\",id=\"b\",")
                .hasLineCount(1);

        tree.remove("root/usr/lib/os-release");
        assertThatThrownBy(collected::scrape).isInstanceOf(NoDataException.class);
    }

    @Test
    void keepsItsSeriesWhileTheFileStaysTheSame() throws Exception {
        FixtureTree tree = new FixtureTree(dir).write("root/etc/os-release", "ID=a\n");
        Collected collected = new Collected(new OsCollector(tree.paths()));
        collected.run();
        Object first = collected.series().get(0);
        collected.run();
        assertThat(collected.series()).singleElement().isSameAs(first);
    }
}
