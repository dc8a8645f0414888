package dev.sonde.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildInfoTest {
    private final BuildInfo build = BuildInfo.load();

    @Test
    void theBuildHasFilledTheResource() {
        assertThat(build.version()).matches("\\d+\\.\\d+\\.\\d+.*");
        assertThat(build.buildDate()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(build.revision() + build.branch() + build.buildUser()).doesNotContain("$");
        assertThat(build.goVersion()).isEqualTo("java" + System.getProperty("java.version"));
    }

    @Test
    void theTextHasThePeersForm() {
        assertThat(build.text("node-agent")).matches("""
                        node-agent, version \\S+ \\(branch: \\S+, revision: \\S+\\)
                          build user:       \\S+
                          build date:       \\S+
                          java version:     \\S+
                          platform:         [a-z]+/[a-z0-9]+
                          tags:             unknown
                        """);
        assertThat(build.versionSummary()).matches("\\(version=\\S+, branch=\\S+, revision=\\S+\\)");
        assertThat(build.buildSummary())
                .matches("\\(java=\\S+, platform=\\S+/\\S+, user=\\S+, date=\\S+, tags=unknown\\)");
    }

    @ParameterizedTest
    @CsvSource({"Linux, linux", "Mac OS X, darwin", "Windows Server 2022, windows", "FreeBSD, freebsd", "SunOS, solaris"
    })
    void operatingSystems(String java, String go) {
        assertThat(Platform.goos(java)).isEqualTo(go);
    }

    @ParameterizedTest
    @CsvSource({"amd64, amd64", "x86_64, amd64", "aarch64, arm64", "x86, 386", "s390x, s390x"})
    void architectures(String java, String go) {
        assertThat(Platform.goarch(java)).isEqualTo(go);
    }
}
