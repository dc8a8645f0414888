package dev.sonde.node.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.fixture.Fixture;
import dev.sonde.node.fixture.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Drivers refuse: on a real file system each collector's files fail to be read, one at a time, as those of sysfs and
 * procfs do. What the other files say stays as it was, nothing is made up, and where the peer copes so do we.
 */
final class RefusingAttributesIT {
    private static final List<String> FAULTS = List.of(
            "EINVAL",
            "EAGAIN",
            "ENODEV",
            "EACCES",
            "EIO",
            "ENODATA",
            "EOPNOTSUPP",
            "ENXIO",
            "GONE",
            "empty",
            "nul",
            "unended",
            "huge");

    /** How many pairs of a file and a fault are tried of each fixture; all with 0. */
    private static final int SAMPLE = Integer.getInteger("it.faults", 3);

    private static final long SEED = Long.getLong("it.seed", 1);

    /** Where a driver says EAGAIN, the runtime of the peer waits for the file to become readable. */
    private static final Duration PEERS_PATIENCE = Duration.ofSeconds(1);

    @TempDir
    private static Path directory;

    private static FaultyFuse fuse;
    private static Path folder;
    private static Path mountPoint;

    private record Fault(String kind, String path) {}

    @BeforeAll
    static void mount() throws IOException {
        assertThat(SilentFuse.obstacle()).isEmpty();
        folder = Files.createDirectory(directory.resolve("folder"));
        mountPoint = Files.createDirectory(directory.resolve("mounted"));
        fuse = FaultyFuse.mount(folder, mountPoint);
    }

    @AfterAll
    static void unmount() throws IOException {
        fuse.close();
    }

    /** One variant of each collector, by the seed; all variants when the number of faults is given. */
    static List<Fixture> fixtures() {
        Map<String, List<Fixture>> variants = new TreeMap<>();
        for (Fixture fixture : Fixture.all()) {
            if (fixture.hasPeer()) {
                variants.computeIfAbsent(fixture.collector(), c -> new ArrayList<>())
                        .add(fixture);
            }
        }
        List<Fixture> fixtures = new ArrayList<>();
        for (List<Fixture> ofOne : variants.values()) {
            if (Integer.getInteger("it.faults") != null) {
                fixtures.addAll(ofOne);
            } else {
                fixtures.add(
                        ofOne.get(Math.floorMod(SEED + ofOne.get(0).collector().hashCode(), ofOne.size())));
            }
        }
        return fixtures;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void costWhatTheySayAndNoMore(Fixture fixture) throws IOException {
        String name = fixture.name().replace('/', '-');
        fixture.build(Files.createDirectory(folder.resolve(name)));
        Tree tree = new Tree(mountPoint.resolve(name));
        Exceptions exceptions = Exceptions.forRefusals();
        List<String> findings = new ArrayList<>();
        try (FixtureParity parity = new FixtureParity(fixture, tree)) {
            fuse.opened();
            parity.theirs();
            Page whole = parity.ours();
            Set<String> paths = fuse.opened();
            for (Fault fault : sample(paths, fixture)) {
                fuse.fault(fault.kind(), fault.path());
                Page ours = parity.ours();
                Page theirs = theirs(parity);
                fuse.heal();
                if (theirs == null) {
                    parity.restart();
                }
                String prefix = fixture.collector() + " " + fault.kind() + " " + fault.path() + ": ";
                findings.addAll(exceptions.unexcused(new Refusal(whole, theirs, ours)
                        .findings(hasTwin(fault.path(), paths)).stream()
                                .map(prefix::concat)
                                .toList()));
            }
        }
        assertThat(findings).isEmpty();
    }

    /** The peer's page; null when it does not answer or has died of what it read. */
    private static @Nullable Page theirs(FixtureParity parity) throws IOException {
        try {
            return parity.theirsWithin(PEERS_PATIENCE);
        } catch (IOException e) {
            if (parity.peerIsAlive()) {
                throw e;
            }
            return null;
        }
    }

    /** Whether another path differs in one folder's name only: the same attribute of another device. */
    private static boolean hasTwin(String path, Set<String> paths) {
        return paths.stream().anyMatch(other -> differingFolders(path.split("/"), other.split("/")) == 1);
    }

    private static int differingFolders(String[] one, String[] other) {
        if (one.length != other.length || !one[one.length - 1].equals(other[other.length - 1])) {
            return 0;
        }
        int differing = 0;
        for (int i = 0; i < one.length; i++) {
            differing += one[i].equals(other[i]) ? 0 : 1;
        }
        return differing;
    }

    private static List<Fault> sample(Set<String> paths, Fixture fixture) {
        List<Fault> all = new ArrayList<>();
        for (String path : paths) {
            for (String kind : FAULTS) {
                // no attribute is larger than a page, but files of procfs are and are read whole
                if (!kind.equals("huge") || path.contains("/sys/")) {
                    all.add(new Fault(kind, path));
                }
            }
        }
        Random random = new Random(SEED + fixture.name().hashCode());
        while (SAMPLE > 0 && all.size() > SAMPLE) {
            all.remove(random.nextInt(all.size()));
        }
        return all;
    }
}
