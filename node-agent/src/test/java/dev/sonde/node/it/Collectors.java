package dev.sonde.node.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which collectors take part in a comparison. Where flags and made-up hosts are compared these are the ones that every
 * Linux host has, all of them on by default in the peer too; with {@code -Dit.collectors=cpu,stat} only these are
 * compared, to work on them. The others are found by what the programs' help says that they have.
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

    /** A flag that switches a collector: its own flags have a dot more. */
    private static final Pattern SWITCH = Pattern.compile("--(\\[no-\\])?collector\\.([a-z0-9_]+)\\s");

    /** Deprecated in the peer and gone with us: the flags are accepted, with a warning. */
    private static final List<String> RETIRED = List.of("ntp", "runit", "supervisord");

    /** The defaults that Debian's builds of the peers have changed, as they are upstream. */
    private static final List<String> STATED_DEFAULTS = List.of(
            "--web.disable-exporter-metrics",
            "--collector.filesystem.mount-points-exclude="
                    + "^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)",
            "--collector.textfile.directory=",
            "--no-collector.systemd");

    private Collectors() {}

    private static List<String> compared() {
        String only = System.getProperty("it.collectors", "");
        return only.isBlank() ? NAMES : List.of(only.split(","));
    }

    /** The names of all that a program has, without the retired ones. */
    static Set<String> of(List<String> program) throws IOException {
        List<String> command = new ArrayList<>(program);
        command.add("--help");
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Matcher found =
                SWITCH.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1));
        Set<String> names = new TreeSet<>();
        while (found.find()) {
            names.add(found.group(2));
        }
        if (!names.containsAll(NAMES)) {
            throw new IOException("the help of " + program + " is read wrongly: " + names);
        }
        RETIRED.forEach(names::remove);
        return names;
    }

    /** Arguments that leave the default set of upstream on and add some to it. */
    static List<String> defaultsAnd(Set<String> names) {
        List<String> all = new ArrayList<>(STATED_DEFAULTS);
        if (names.contains("systemd")) {
            all.remove("--no-collector.systemd");
        }
        names.forEach(name -> all.add("--collector." + name));
        return all;
    }

    /** The same with exactly these collectors. */
    static List<String> only(Set<String> names) {
        List<String> all = defaultsAnd(names);
        all.add("--collector.disable-defaults");
        return all;
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
