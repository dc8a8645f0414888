package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.flags.FlagSet;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CpuInfoTest {
    private static final String X86 = """
            processor\t: %1$d
            vendor_id\t: GenuineIntel
            cpu family\t: 6
            model\t\t: 142
            model name\t: Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz
            stepping\t: 10
            microcode\t: 0xb4
            cpu MHz\t\t: %2$s
            cache size\t: 8192 KB
            physical id\t: 0
            core id\t\t: %1$d
            flags\t\t: fpu aes avx avx2
            bugs\t\t: meltdown spectre_v1
            bogomips\t: 4224.00
            power management:

            """;

    @TempDir
    Path dir;

    private FixtureTree tree;

    @BeforeEach
    void build() {
        tree = new FixtureTree(dir).proc("stat", "cpu0 1 2 3 4\n");
    }

    private Collected collected(String... arguments) {
        FlagSet flags = new FlagSet("test", "");
        CpuCollector.flags(flags);
        flags.bool("collector.cpufreq", true, "");
        flags.bool("collector.disable-defaults", false, "");
        return new Collected(new CpuCollector(new NodeContext(tree.paths(), flags.parse(arguments))));
    }

    private static String info(Collected collected) throws Exception {
        return collected.scrape("node_cpu_info") + collected.scrape("node_cpu_freq");
    }

    @ParameterizedTest
    @CsvSource({
        "'', true",
        "--no-collector.cpufreq, false",
        "--collector.disable-defaults, false",
        "--collector.disable-defaults --collector.cpufreq, true"
    })
    void givesClocksWhileTheCollectorOfFrequenciesIsOn(String arguments, boolean given) throws Exception {
        tree.proc("cpuinfo", X86.formatted(0, "800.000"));
        String page = collected(("--collector.cpu.info " + arguments).trim().split(" "))
                .scrape();
        assertThat(page.contains("node_cpu_frequency_hertz")).isEqualTo(given);
    }

    @Test
    void isOffByDefault() throws Exception {
        tree.proc("cpuinfo", X86.formatted(0, "800.000"));
        assertThat(info(collected())).isEmpty();
    }

    @Test
    void describesEachCpu() throws Exception {
        tree.proc("cpuinfo", X86.formatted(0, "799.998") + X86.formatted(1, "4200"));
        Collected collected = collected("--collector.cpu.info");
        assertThat(info(collected)).isEqualTo("""
                        node_cpu_info{cachesize="8192 KB",core="0",cpu="0",family="6",microcode="0xb4",model="142",\
                        model_name="Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz",package="0",stepping="10",\
                        vendor="GenuineIntel"} 1
                        node_cpu_info{cachesize="8192 KB",core="1",cpu="1",family="6",microcode="0xb4",model="142",\
                        model_name="Intel(R) Core(TM) i7-8650U CPU @ 1.90GHz",package="0",stepping="10",\
                        vendor="GenuineIntel"} 1
                        node_cpu_frequency_hertz{core="0",cpu="0",package="0"} 799998000
                        node_cpu_frequency_hertz{core="1",cpu="1",package="0"} 4200000000
                        """);
        int layout = collected.run().layout();
        tree.proc("cpuinfo", X86.formatted(0, "801.5") + X86.formatted(1, "3200.125"));
        assertThat(collected.scrape("node_cpu_freq")).isEqualTo("""
                        node_cpu_frequency_hertz{core="0",cpu="0",package="0"} 801500000
                        node_cpu_frequency_hertz{core="1",cpu="1",package="0"} 3200125000
                        """);
        assertThat(collected.run().layout()).isEqualTo(layout);
        tree.proc("cpuinfo", X86.formatted(0, "801.5").replace("0xb4", "0xb5"));
        assertThat(info(collected)).contains("microcode=\"0xb5\"").doesNotContain("cpu=\"1\"");
    }

    @Test
    void givesFlagsAndBugsOfTheFirstCpuThatAreWanted() throws Exception {
        tree.proc(
                "cpuinfo",
                X86.formatted(0, "800.000") + X86.formatted(1, "800.000").replace("avx2", "avx512"));
        Collected collected =
                collected("--collector.cpu.info.flags-include=^avx", "--collector.cpu.info.bugs-include=_v");
        assertThat(collected.scrape("node_cpu_flag") + collected.scrape("node_cpu_bug"))
                .isEqualTo("""
                        node_cpu_flag_info{flag="avx"} 1
                        node_cpu_flag_info{flag="avx2"} 1
                        node_cpu_bug_info{bug="spectre_v1"} 1
                        """);
        assertThat(info(collected)).isNotEmpty();
    }

    @Test
    void refusesABadPattern() {
        assertThatThrownBy(() -> collected("--collector.cpu.info.flags-include=("))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("collector.cpu.info.flags-include");
    }

    @Test
    void readsArm64() throws Exception {
        tree.proc("cpuinfo", """
                processor\t: 0
                BogoMIPS\t: 50.00
                Features\t: fp asimd aes
                CPU implementer\t: 0x41
                CPU architecture: 8

                processor\t: 1
                BogoMIPS\t: 50.00
                Features\t: fp asimd aes
                CPU implementer\t: 0x41

                """);
        Collected collected = collected("--collector.cpu.info.flags-include=^a");
        assertThat(info(collected)).isEqualTo("""
                        node_cpu_info{cachesize="",core="",cpu="0",family="",microcode="",model="",model_name="",\
                        package="",stepping="",vendor=""} 1
                        node_cpu_info{cachesize="",core="",cpu="1",family="",microcode="",model="",model_name="",\
                        package="",stepping="",vendor=""} 1
                        """);
        assertThat(collected.scrape("node_cpu_flag"))
                .isEqualTo("node_cpu_flag_info{flag=\"aes\"} 1\nnode_cpu_flag_info{flag=\"asimd\"} 1\n");
    }

    @Test
    void readsArm32() throws Exception {
        tree.proc("cpuinfo", """
                Processor\t: ARMv7 Processor rev 5 (v7l)
                processor\t: 0
                BogoMIPS\t: 2400.00

                Features\t: swp half thumb
                Hardware\t: sun8i
                """);
        assertThat(info(collected("--collector.cpu.info")))
                .contains("cpu=\"0\"", "model_name=\"ARMv7 Processor rev 5 (v7l)\"");
        tree.proc("cpuinfo", "Processor\t: ARM926EJ-S rev 5 (v5l)\nBogoMIPS\t: 198.65\nFeatures\t: swp half\n");
        Collected single = collected("--collector.cpu.info.flags-include=half");
        assertThat(info(single)).contains("cpu=\"0\"", "model_name=\"ARM926EJ-S rev 5 (v5l)\"");
        assertThat(single.scrape("node_cpu_flag")).contains("half");
    }

    @Test
    void readsS390() throws Exception {
        tree.proc("cpuinfo", """
                vendor_id       : IBM/S390
                # processors    : 2
                bogomips per cpu: 3033.00
                features\t: esan3 zarch stfle
                cache0          : level=1 type=Data scope=Private size=128K
                processor 0: version = 00,  identification = 2733E8,  machine = 2964
                processor 1: version = 00,  identification = 2733E8,  machine = 2964

                cpu number      : 0
                physical id     : 1
                core id         : 2
                version         : 00
                machine         : 2964
                cpu MHz dynamic : 5000
                cpu MHz static  : 5200

                cpu number      : 1
                physical id     : 1
                core id         : 3
                cpu MHz dynamic : 4999
                cpu MHz static  : 5200

                """);
        assertThat(info(collected("--collector.cpu.info"))).isEqualTo("""
                        node_cpu_info{cachesize="",core="2",cpu="0",family="",microcode="",model="",model_name="",\
                        package="1",stepping="",vendor="IBM/S390"} 1
                        node_cpu_info{cachesize="",core="3",cpu="1",family="",microcode="",model="",model_name="",\
                        package="1",stepping="",vendor="IBM/S390"} 1
                        node_cpu_frequency_hertz{core="2",cpu="0",package="1"} 5000000000
                        node_cpu_frequency_hertz{core="3",cpu="1",package="1"} 4999000000
                        """);
    }

    @Test
    void readsPower() throws Exception {
        tree.proc("cpuinfo", """
                processor\t: 0
                cpu\t\t: POWER9 (architected), altivec supported
                clock\t\t: 3425.000000MHz
                revision\t: 2.2 (pvr 004e 1202)

                timebase\t: 512000000
                platform\t: pSeries
                model\t\t: IBM,9009-42A
                """);
        assertThat(info(collected("--collector.cpu.info")))
                .contains("vendor=\"POWER9 (architected), altivec supported\"", "model=\"\"", "\"} 3425000000\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "vendor_id: x\n", "processor: 0\ncpu MHz: x\n", "processor: 0\ncpu MHz: -1\n"})
    void failsOnWhatItCannotRead(String content) {
        tree.proc("cpuinfo", content);
        assertThatThrownBy(() -> collected("--collector.cpu.info").run())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(tree.paths().proc("cpuinfo") + ": ");
    }
}
