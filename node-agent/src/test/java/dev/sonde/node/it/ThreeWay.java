package dev.sonde.node.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Our agent between both peers with the same arguments: starts all, scrapes them interleaved, compares. */
final class ThreeWay {
    /** Rounds in which a moving value gets a chance to be caught standing still. */
    private static final int ROUNDS = 12;

    private ThreeWay() {}

    /**
     * Findings against the newer peer and, where it knows the arguments, the older one.
     *
     * @param arguments beside those of {@link Collectors#with}
     * @param old whether the older peer takes part
     */
    static List<String> findings(List<String> arguments, boolean old) throws IOException {
        List<String> all = Collectors.with(arguments);
        return findings(List.of(), all, old ? Collectors.withForOldPeer(arguments) : null);
    }

    /**
     * The same with exactly these arguments; the older peer stays out without any.
     *
     * @param prefix what comes before each program in its command
     */
    static List<String> findings(List<String> prefix, List<String> arguments, @Nullable List<String> forOldPeer)
            throws IOException {
        Parity newer = new Parity("new", true);
        Parity older = new Parity("old", false);
        List<String> findings = new ArrayList<>();
        boolean old = forOldPeer != null;
        try (Daemon ours = Daemon.exporter(command(prefix, Programs.agent()), arguments);
                Daemon newPeer = Daemon.exporter(command(prefix, Programs.newPeer()), arguments);
                Daemon oldPeer = old
                        ? Daemon.exporter(command(prefix, Programs.oldPeer()), forOldPeer)
                        : Daemon.exporter(command(prefix, Programs.newPeer()), arguments)) {
            for (int i = 0; i < ROUNDS; i++) {
                Page oldBefore = oldPeer.page();
                Page newBefore = newPeer.page();
                Page page = ours.page();
                newer.round(newBefore, page, newPeer.page());
                older.round(oldBefore, page, oldPeer.page());
                findings = new ArrayList<>(newer.findings());
                findings.addAll(old ? older.findings() : List.of());
                if (i >= 1 && findings.stream().noneMatch(finding -> finding.contains(" value: "))) {
                    break;
                }
            }
        }
        return findings;
    }

    private static List<String> command(List<String> prefix, List<String> program) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }
}
