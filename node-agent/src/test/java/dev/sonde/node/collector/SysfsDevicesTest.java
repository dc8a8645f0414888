package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices of sysfs that come, go and change between scrapes. */
class SysfsDevicesTest {
    @TempDir
    Path dir;

    @Test
    void aZoneThatTookTheNumberOfAnotherHasItsOwnType() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .sys("class/thermal/thermal_zone0/type", "nvme\n")
                .sys("class/thermal/thermal_zone0/temp", "40000\n");
        Collected collected = new Collected(new ThermalZoneCollector(tree.paths()));
        assertThat(collected.scrape()).isEqualTo("node_thermal_zone_temp{type=\"nvme\",zone=\"0\"} 40\n");

        tree.sys("class/thermal/thermal_zone0/type", "iwlwifi\n");
        assertThat(collected.scrape()).isEqualTo("node_thermal_zone_temp{type=\"iwlwifi\",zone=\"0\"} 40\n");

        tree.sys("class/thermal/thermal_zone1/temp", "1\n").remove("sys/class/thermal/thermal_zone0");
        assertThat(collected.scrape()).isEqualTo("node_thermal_zone_temp{type=\"\",zone=\"1\"} 0.001\n");
    }

    @Test
    void aBondMayLoseAllItsMembersAndGo() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .sys("class/net/bonding_masters", "bond0\n")
                .sys("class/net/bond0/bonding/slaves", "eth0\n")
                .sys("class/net/bond0/lower_eth0/bonding_slave/mii_status", "up\n");
        Collected collected = new Collected(new BondingCollector(tree.paths()));
        assertThat(collected.scrape("node_bonding_active")).isEqualTo("node_bonding_active{master=\"bond0\"} 1\n");

        tree.remove("sys/class/net/bond0/lower_eth0");
        assertThat(collected.scrape("node_bonding_active")).isEqualTo("node_bonding_active{master=\"bond0\"} 0\n");

        tree.remove("sys/class/net/bond0");
        assertThat(collected.scrape()).isEmpty();
    }

    @Test
    void aMemoryModuleThatIsNamedLaterGetsItsName() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .sys("devices/system/edac/mc/mc0/csrow0/ch0_ce_count", "7\n")
                .sys("devices/system/edac/mc/mc0/csrow0/ch0_dimm_label", "mc#0csrow#0channel#0\n");
        Collected collected = new Collected(new EdacCollector(tree.paths()));
        assertThat(collected.scrape()).contains("dimm_label=\"mc0_csrow0_channel0\"} 7");

        tree.sys("devices/system/edac/mc/mc0/csrow0/ch0_dimm_label", "DIMM_A1\n");
        assertThat(collected.scrape()).contains("dimm_label=\"DIMM_A1\"} 7");
    }

    @Test
    void zonesOfAPackageThatComesLaterAreFound() throws Exception {
        FixtureTree tree = new FixtureTree(dir)
                .sys("class/powercap/intel-rapl:0/name", "package-0\n")
                .sys("class/powercap/intel-rapl:0/energy_uj", "1500000\n");
        Collected collected = new Collected(new RaplCollector(tree.paths(), false));
        String path = dir.resolve("sys/class/powercap/intel-rapl:").toString();
        String first = "node_rapl_package_joules_total{index=\"0\",path=\"" + path + "0\"} 1.5\n";
        assertThat(collected.scrape()).isEqualTo(first);

        tree.sys("class/powercap/intel-rapl:1/name", "package-1\n").sys("class/powercap/intel-rapl:1/energy_uj", "1\n");
        assertThat(collected.scrape())
                .isEqualTo(first + "node_rapl_package_joules_total{index=\"1\",path=\"" + path + "1\"} 0.000001\n");
    }
}
