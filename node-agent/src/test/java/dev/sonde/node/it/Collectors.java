package dev.sonde.node.it;

import java.util.ArrayList;
import java.util.List;

/**
 * The collectors that node-agent has so far, all of them on by default in the peer too. With
 * {@code -Dit.collectors=cpu,stat} only these are compared, to work on them.
 */
final class Collectors {
    static final List<String> NAMES = List.of(
            "conntrack",
            "cpu",
            "diskstats",
            "filefd",
            "filesystem",
            "loadavg",
            "meminfo",
            "netclass",
            "netdev",
            "netstat",
            "pressure",
            "sockstat",
            "stat",
            "textfile",
            "time",
            "timex",
            "uname",
            "vmstat");

    private static final List<String> COMPARED = compared();

    private Collectors() {}

    private static List<String> compared() {
        String only = System.getProperty("it.collectors", "");
        return only.isBlank() ? NAMES : List.of(only.split(","));
    }

    static int count() {
        return COMPARED.size();
    }

    static boolean compares(String name) {
        return COMPARED.contains(name);
    }

    /**
     * Arguments that switch on these collectors and nothing else, leave out what a program says about itself, and
     * state the defaults that Debian's builds of the peers have changed.
     *
     * @param arguments more of them; {@code --no-collector.X} takes X out
     */
    static List<String> with(List<String> arguments) {
        List<String> all = new ArrayList<>();
        all.add("--web.disable-exporter-metrics");
        all.add("--collector.disable-defaults");
        for (String name : COMPARED) {
            if (!arguments.contains("--no-collector." + name)) {
                all.add("--collector." + name);
            }
        }
        if (compares("filesystem") && !mentions(arguments, "--collector.filesystem.mount-points-")) {
            all.add("--collector.filesystem.mount-points-exclude="
                    + "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)");
        }
        if (compares("textfile") && !mentions(arguments, "--collector.textfile.")) {
            all.add("--collector.textfile.directory=");
        }
        all.addAll(arguments);
        return all;
    }

    /** The same for the older peer, where an include needs the default exclude cleared by hand. */
    static List<String> withForOldPeer(List<String> arguments) {
        List<String> all = with(arguments);
        if (compares("netdev") && !mentions(arguments, "--collector.netdev.device-exclude")) {
            all.add("--collector.netdev.device-exclude=");
        }
        if (mentions(arguments, "--collector.diskstats.device-include")) {
            all.add("--collector.diskstats.device-exclude=");
        }
        return all;
    }

    private static boolean mentions(List<String> arguments, String start) {
        return arguments.stream().anyMatch(argument -> argument.startsWith(start));
    }
}
