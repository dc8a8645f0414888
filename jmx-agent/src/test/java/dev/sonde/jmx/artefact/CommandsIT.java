package dev.sonde.jmx.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the jar can be told to do beside serving. */
class CommandsIT {
    @TempDir
    Path folder;

    private static Forked run(String... arguments) throws Exception {
        String[] all = new String[arguments.length + 2];
        all[0] = "-jar";
        all[1] = Forked.jar().toString();
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Forked.java(all);
    }

    private static Forked target() throws Exception {
        Forked target = Forked.java(
                "-XX:+EnableDynamicAgentLoading",
                "-cp",
                Forked.testClasses().toString(),
                SyntheticTarget.class.getName());
        target.until("READY");
        return target;
    }

    @Test
    void listsAndEntersAJvmThatRuns() throws Exception {
        Path config = Files.writeString(folder.resolve("jmx.yml"), "includeObjectNames: ['synthetic:*']\n");
        int port = Forked.freePort();
        try (Forked target = target()) {
            String pid = String.valueOf(target.pid());
            try (Forked list = run("list")) {
                assertThat(list.finish()).isZero();
                assertThat(list.remaining()).contains(pid + " " + SyntheticTarget.class.getName());
            }
            try (Forked attach = run("attach", pid, "127.0.0.1:" + port + ":" + config)) {
                assertThat(attach.finish()).as(attach.errors()).isZero();
            }
            assertThat(Forked.get(port, "/metrics")).contains("synthetic_Kinds_Int{name=\"all\"} 42\n");
            assertThat(target.finish()).isZero();
        }
    }

    @Test
    void saysWhyAProcessCannotBeEntered() throws Exception {
        try (Forked attach = run("attach", "999999999", "127.0.0.1:1:none.yml")) {
            assertThat(attach.finish()).isEqualTo(1);
            assertThat(attach.errors()).contains("to attach, be the user").doesNotContain("\tat ");
        }
    }

    @Test
    void checksAFileAgainstAListAndAProcess() throws Exception {
        Path config = Files.writeString(folder.resolve("jmx.yml"), """
                includeObjectNames: ['synthetic:type=Kinds,*']
                rules:
                - pattern: 'synthetic<type=(\\w+), name=(.*)><>Int'
                  name: $1_int
                  labels: {name: $2}
                """);
        Path list = Files.writeString(
                folder.resolve("beans.txt"), "synthetic<type=Kinds, name=all><>Int: 1\nsynthetic<type=A><b>C: x\n");
        try (Forked check = run("check", config.toString(), list.toString())) {
            assertThat(check.finish()).isZero();
            assertThat(check.remaining())
                    .contains("    untyped Kinds_int{name=\"all\"} (rule " + config + ":3:3)", "    not shown");
        }
        try (Forked target = target();
                Forked check = run("check", config.toString(), String.valueOf(target.pid()))) {
            assertThat(check.finish()).isZero();
            List<String> lines = check.remaining();
            assertThat(lines).contains("Kinds_int{name=\"all\"} 42.0", config + ":3:3: pattern matched 1 attributes");
        }
    }

    @Test
    void aKeyWithoutEffectFailsTheCheck() throws Exception {
        Path config = Files.writeString(folder.resolve("jmx.yml"), "attrNameSnakeCase: true\n");
        try (Forked check = run("check", config.toString())) {
            assertThat(check.finish()).isEqualTo(1);
            assertThat(check.remaining().get(0)).isEqualTo(config + ":1:20: attrNameSnakeCase: unknown key");
        }
    }

    @Test
    void copiesItself() throws Exception {
        Path into = folder.resolve("a").resolve("b");
        try (Forked copy = run("--copy-to", into.toString())) {
            assertThat(copy.finish()).isZero();
        }
        assertThat(into.resolve("jmx-agent.jar")).hasSameBinaryContentAs(Forked.jar());
    }
}
