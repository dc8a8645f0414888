package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.fixture.Fixture;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each collector on each of its fixture trees says what the peer says of the same files. */
final class FixtureParityIT {
    private static Exceptions exceptions;

    @TempDir
    Path directory;

    @BeforeAll
    static void load() throws IOException {
        exceptions = Exceptions.load();
    }

    static List<Fixture> fixtures() {
        return Fixture.all().stream().filter(Fixture::hasPeer).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void saysWhatThePeerSays(Fixture fixture) throws IOException {
        try (FixtureParity parity = new FixtureParity(fixture, fixture.build(directory))) {
            List<String> findings = FixtureParity.findings(parity.theirs(), parity.ours());

            assertThat(exceptions.unexcused(findings)).isEmpty();
        }
    }
}
