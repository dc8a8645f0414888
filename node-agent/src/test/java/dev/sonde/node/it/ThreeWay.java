package dev.sonde.node.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our agent beside both peers with the same arguments: scrapes them interleaved and compares. */
final class ThreeWay implements AutoCloseable {
    /** Rounds in which a moving value gets a chance to be caught standing still. */
    private static final int ROUNDS = 12;

    private final List<Daemon> daemons = new ArrayList<>();
    private final Daemon ours;
    private final Daemon newPeer;
    private final @Nullable Daemon oldPeer;

    private ThreeWay(List<String> prefix, List<String> arguments, @Nullable List<String> forOldPeer)
            throws IOException {
        try {
            ours = daemon(prefix, Programs.agent(), arguments);
            newPeer = daemon(prefix, Programs.newPeer(), arguments);
            oldPeer = forOldPeer == null ? null : daemon(prefix, Programs.oldPeer(), forOldPeer);
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts all with exactly these arguments; the older peer stays out without any.
     *
     * @param prefix what comes before each program in its command
     */
    static ThreeWay start(List<String> prefix, List<String> arguments, @Nullable List<String> forOldPeer)
            throws IOException {
        return new ThreeWay(prefix, arguments, forOldPeer);
    }

    /**
     * Findings against the newer peer and, where it knows the arguments, the older one.
     *
     * @param arguments beside those of {@link Collectors#with}
     * @param old whether the older peer takes part
     */
    static List<String> findings(List<String> arguments, boolean old) throws IOException {
        try (ThreeWay all =
                start(List.of(), Collectors.with(arguments), old ? Collectors.withForOldPeer(arguments) : null)) {
            return all.findings();
        }
    }

    /** Our page alone, for when a peer does not survive what it has read. */
    Page ours() throws IOException {
        return ours.page();
    }

    List<String> findings() throws IOException {
        return findings(ROUNDS);
    }

    List<String> findings(int rounds) throws IOException {
        Parity newer = new Parity("new", true);
        Parity older = new Parity("old", false);
        List<String> findings = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            Page oldBefore = oldPeer == null ? null : oldPeer.page();
            Page newBefore = newPeer.page();
            Page page = ours.page();
            newer.round(newBefore, page, newPeer.page());
            if (oldPeer != null && oldBefore != null) {
                older.round(oldBefore, page, oldPeer.page());
            }
            findings = new ArrayList<>(newer.findings());
            findings.addAll(older.findings());
            if (i >= 1 && findings.stream().noneMatch(finding -> finding.contains(" value: "))) {
                break;
            }
        }
        return findings;
    }

    private Daemon daemon(List<String> prefix, List<String> program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        Daemon daemon = Daemon.exporter(command, arguments);
        daemons.add(daemon);
        return daemon;
    }

    @Override
    public void close() throws IOException {
        for (Daemon daemon : daemons) {
            daemon.close();
        }
    }
}
