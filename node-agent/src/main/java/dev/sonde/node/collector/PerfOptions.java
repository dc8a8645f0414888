package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.node.linux.PerfEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What the flags of the perf collector say.
 *
 * @param cpus CPUs to count on; empty for all that are online
 * @param counters the counters wanted
 * @param tracepoints {@code subsystem:event}
 */
record PerfOptions(List<Integer> cpus, List<PerfCounter> counters, List<String> tracepoints) {
    private static final String PREFIX = "collector.perf.";
    private static final String[] KINDS = {"hardware", "software", "cache"};
    private static final int[] TYPES = {PerfEvent.HARDWARE, PerfEvent.SOFTWARE, PerfEvent.CACHE};
    private static final int MOST_CPUS = 1 << 16;

    static void flags(FlagSet flags) {
        flags.string(PREFIX + "cpus", "", "CPUs to count on, such as 0,2-8:2; all without.");
        flags.strings(PREFIX + "tracepoint", "Tracepoint to count, subsystem:event.");
        for (String kind : KINDS) {
            flags.bool(PREFIX + "disable-" + kind + "-profilers", false, "Count no " + kind + " events.");
            flags.strings(PREFIX + kind + "-profilers", "Names of the " + kind + " events to count, instead of all.");
        }
    }

    /** @throws IllegalArgumentException when a value cannot be used; the message names the flag */
    static PerfOptions of(FlagSet flags) {
        List<PerfCounter> counters = new ArrayList<>();
        for (int i = 0; i < KINDS.length; i++) {
            if (!flags.getBool(PREFIX + "disable-" + KINDS[i] + "-profilers")) {
                choose(TYPES[i], flags.getStrings(PREFIX + KINDS[i] + "-profilers"), counters);
            }
        }
        for (String tracepoint : flags.getStrings(PREFIX + "tracepoint")) {
            if (!tracepoint.matches("[A-Za-z0-9_]+:[A-Za-z0-9_]+")) {
                throw new IllegalArgumentException(
                        "--" + PREFIX + "tracepoint: " + tracepoint + " is not subsystem:event");
            }
        }
        return new PerfOptions(
                cpus(flags.getString(PREFIX + "cpus")), counters, flags.getStrings(PREFIX + "tracepoint"));
    }

    /** Names that are not known do not count; when none is known, that means all but for caches, where it means none. */
    private static void choose(int type, List<String> names, List<PerfCounter> into) {
        List<PerfCounter> all = new ArrayList<>();
        List<PerfCounter> named = new ArrayList<>();
        for (PerfCounter counter : PerfCounter.ALL) {
            if (counter.type() == type) {
                all.add(counter);
                if (names.contains(counter.flag())) {
                    named.add(counter);
                }
            }
        }
        boolean everything = names.isEmpty() || named.isEmpty() && type != PerfEvent.CACHE;
        into.addAll(everything ? all : named);
    }

    /** {@code 1,4-10:3} is 1, 4, 7 and 10. */
    static List<Integer> cpus(String text) {
        List<Integer> cpus = new ArrayList<>();
        if (text.isEmpty()) {
            return cpus;
        }
        try {
            for (String part : text.split(",", -1)) {
                int dash = part.indexOf('-');
                int colon = part.indexOf(':');
                int from = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
                int to =
                        dash < 0 ? from : Integer.parseInt(part.substring(dash + 1, colon < 0 ? part.length() : colon));
                int step = colon < 0 ? 1 : Integer.parseInt(part.substring(colon + 1));
                if (step < 1 || from < 0 || to >= MOST_CPUS || colon >= 0 && dash < 0) {
                    throw new NumberFormatException(part);
                }
                for (int cpu = from; cpu <= to; cpu += step) {
                    cpus.add(cpu);
                }
            }
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("--" + PREFIX + "cpus: " + text + " is no list of CPUs");
        }
        return cpus;
    }
}
