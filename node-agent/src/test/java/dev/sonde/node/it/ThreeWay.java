package dev.sonde.node.it;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Our agent between both peers with the same arguments: starts all, scrapes them interleaved, compares. */
final class ThreeWay {
    /** Rounds in which a moving value gets a chance to be caught standing still. */
    private static final int ROUNDS = 12;

    private ThreeWay() {}

    /**
     * Findings against the newer peer and, where it knows the arguments, the older one.
     *
     * @param old whether the older peer takes part
     */
    static List<String> findings(List<String> arguments, boolean old) throws IOException {
        List<String> all = Collectors.with(arguments);
        Parity newer = new Parity("new", true);
        Parity older = new Parity("old", false);
        List<String> findings = new ArrayList<>();
        try (Daemon ours = Daemon.exporter(Programs.agent(), all);
                Daemon newPeer = Daemon.exporter(Programs.newPeer(), all);
                Daemon oldPeer = old
                        ? Daemon.exporter(Programs.oldPeer(), Collectors.withForOldPeer(arguments))
                        : Daemon.exporter(Programs.newPeer(), all)) {
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
}
