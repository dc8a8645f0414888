package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.fixture.Fixture;
import dev.sonde.node.fixture.Mutation;
import dev.sonde.node.fixture.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each collector on fixture trees with another value, a file less or a column less, chosen by chance: wherever the peer
 * still succeeds, ours says the same. Where the peer fails or dies ours may say more.
 *
 * <p>{@code -Dit.mutations} says how many of each tree, {@code -Dit.seed} which.
 */
final class MutatedParityIT {
    private static final int MUTATIONS = Integer.getInteger("it.mutations", 12);
    private static final long SEED = Long.getLong("it.seed", 1);

    /** What these say depends on what they have seen before. */
    private static final List<String> REMEMBERING = List.of("cpu", "dmi");

    private static Exceptions always;
    private static Exceptions here;

    @TempDir
    Path directory;

    @BeforeAll
    static void load() throws IOException {
        always = Exceptions.load();
        here = Exceptions.forMutations();
    }

    static List<Fixture> fixtures() {
        return Fixture.all().stream().filter(Fixture::hasPeer).toList();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void saysWhatThePeerSays(Fixture fixture) throws IOException {
        Tree tree = fixture.build(directory);
        List<Path> files = Mutation.files(tree);
        Random random = new Random(SEED * fixture.name().hashCode());
        List<String> findings = new ArrayList<>();
        try (FixtureParity parity = new FixtureParity(fixture, tree)) {
            for (int i = 0; i < MUTATIONS && !files.isEmpty(); i++) {
                Mutation mutation = Mutation.random(random, files);
                mutation.apply();
                compare(fixture, parity, mutation, findings);
                mutation.revert();
            }
        }
        assertThat(findings).isEmpty();
    }

    private static void compare(Fixture fixture, FixtureParity parity, Mutation mutation, List<String> findings)
            throws IOException {
        Page ours = parity.ours();
        Page theirs;
        try {
            if (REMEMBERING.contains(fixture.collector())) {
                parity.restart();
            }
            theirs = parity.theirs();
        } catch (IOException e) {
            if (parity.peerIsAlive()) {
                throw e;
            }
            mutation.revert();
            parity.restart();
            return;
        }
        if (FixtureParity.succeeded(theirs)) {
            List<String> differences = always.unexcused(FixtureParity.findings(theirs, ours)).stream()
                    .map(finding -> fixture.collector() + " " + finding + " after: " + mutation)
                    .toList();
            findings.addAll(here.unexcused(differences));
        }
    }
}
