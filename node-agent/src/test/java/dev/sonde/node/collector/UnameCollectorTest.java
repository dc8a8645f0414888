package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnameCollectorTest {
    @TempDir
    Path dir;

    private FixtureTree tree() {
        return new FixtureTree(dir)
                .proc("sys/kernel/ostype", "Linux\n")
                .proc("sys/kernel/osrelease", "6.1.0-13-arm64\n")
                .proc("sys/kernel/version", "#1 SMP Debian 6.1.55-1 (2023-09-29)\n")
                .proc("sys/kernel/arch", "aarch64\n")
                .proc("sys/kernel/hostname", "one\n")
                .proc("sys/kernel/domainname", "(none)\n");
    }

    @Test
    void namesKernelAndHost() throws Exception {
        FixtureTree tree = tree();
        Collected collected = new Collected(new UnameCollector(tree.paths().proc("sys/kernel")));
        String expected = "node_uname_info{domainname=\"(none)\",machine=\"aarch64\",nodename=\"%s\","
                + "release=\"6.1.0-13-arm64\",sysname=\"Linux\",version=\"#1 SMP Debian 6.1.55-1 (2023-09-29)\"} 1\n";
        assertThat(collected.scrape()).isEqualTo(expected.formatted("one"));
        tree.proc("sys/kernel/hostname", "another\n");
        assertThat(collected.scrape()).isEqualTo(expected.formatted("another"));
    }

    @Test
    void asksTheJdkForTheMachineOfAnOldKernel() throws Exception {
        FixtureTree tree = tree().remove("proc/sys/kernel/arch");
        String machine = UnameCollector.machine(System.getProperty("os.arch"));
        assertThat(Collected.text(new UnameCollector(tree.paths().proc("sys/kernel"))))
                .contains("machine=\"" + machine + "\"");
    }

    @ParameterizedTest
    @CsvSource({"amd64, x86_64", "i386, i686", "aarch64, aarch64", "arm, armv7l", "s390x, s390x", "ppc64le, ppc64le"})
    void translatesTheJdksWords(String osArch, String machine) {
        assertThat(UnameCollector.machine(osArch)).isEqualTo(machine);
    }

    @Test
    void saysOfThisHostWhatUnameSays() throws Exception {
        String text = Collected.text(new UnameCollector("/proc/sys/kernel"));
        assertThat(text)
                .contains("sysname=\"" + uname("-s") + '"')
                .contains("release=\"" + uname("-r") + '"')
                .contains("version=\"" + uname("-v") + '"')
                .contains("machine=\"" + uname("-m") + '"')
                .contains("nodename=\"" + uname("-n") + '"');
    }

    private static String uname(String option) throws IOException {
        Process process = new ProcessBuilder("uname", option).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
    }
}
