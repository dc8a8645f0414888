package dev.sonde.node;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.node.collector.CpuCollector;
import dev.sonde.node.collector.FilesystemCollector;
import dev.sonde.node.collector.LoadavgCollector;
import dev.sonde.node.collector.MeminfoCollector;
import dev.sonde.node.collector.NodeContext;
import dev.sonde.node.collector.StatCollector;
import dev.sonde.node.collector.TextfileCollector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * All collectors of the agent, in the order in which they run and win a family that two of them hold: what users write
 * into text files comes last.
 */
final class NodeCollectors {
    /** One collector: its name and whether it is on unless a flag says otherwise. */
    private record Entry(String name, boolean on) {}

    private static final Entry[] ENTRIES = {
        on("filesystem"), on("cpu"), on("loadavg"), on("meminfo"), on("stat"), on("textfile"),
    };

    private NodeCollectors() {}

    private static Entry on(String name) {
        return new Entry(name, true);
    }

    private static AgentCollector create(String name, NodeContext context) {
        return switch (name) {
            case "cpu" -> new CpuCollector(context);
            case "filesystem" -> new FilesystemCollector(context);
            case "loadavg" -> new LoadavgCollector(context);
            case "meminfo" -> new MeminfoCollector(context);
            case "stat" -> new StatCollector(context);
            case "textfile" -> new TextfileCollector(context);
            default -> throw new IllegalArgumentException("no collector " + name);
        };
    }

    /** Declares the switch of every collector, then the collectors' own flags. */
    static void declare(FlagSet flags) {
        for (Entry entry : ENTRIES) {
            flags.bool(flag(entry), entry.on, "Run the " + entry.name + " collector.");
        }
        CpuCollector.flags(flags);
        FilesystemCollector.flags(flags);
        StatCollector.flags(flags);
        TextfileCollector.flags(flags);
    }

    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Entry entry : ENTRIES) {
            names.add(entry.name);
        }
        return names;
    }

    /**
     * Makes the collectors that are on.
     *
     * @throws IllegalArgumentException when a flag of one cannot be followed; the message names it
     */
    static List<AgentCollector> create(NodeContext context) {
        FlagSet flags = context.flags();
        boolean defaults = !flags.getBool("collector.disable-defaults");
        List<AgentCollector> collectors = new ArrayList<>();
        for (Entry entry : ENTRIES) {
            boolean on = flags.isSet(flag(entry)) ? flags.getBool(flag(entry)) : entry.on && defaults;
            if (on) {
                collectors.add(create(entry.name, context));
            }
        }
        return collectors;
    }

    private static String flag(Entry entry) {
        return "collector." + entry.name;
    }
}
