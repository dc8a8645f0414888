package dev.sonde.node.collector;

import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Groups of processes by command, and which of them are shown. One thread at a time.
 *
 * <p>The first {@code count} by CPU time of late and the first {@code count} by memory are shown; a group that is shown
 * stays as long as it is among the first {@code 2 count} of either, so that those near the edge do not come and go. What
 * all others do is added to the group {@value #OTHER}: each second of CPU time in the scrape in which it was seen, so it
 * never goes down when a group leaves it. A group's own time is all that it ever used, also while it was not shown.
 */
final class ProcessGroups implements LabelCache.Builder<ProcessGroup> {
    static final String OTHER = "other";

    private static final Series RUNNING = MetricFamily.gauge(
                    "node_process_groups", "Commands that are run by some process, those not shown too.")
            .series();

    /** Names of commands that are looked up; beyond that, processes count as others. */
    private static final int MOST_COMMANDS = 1 << 14;

    private final int count;
    private final int mostGroups;
    private final @Nullable Pattern pattern;
    private final Map<String, ProcessGroup> groups = new HashMap<>();
    private final ProcessGroup other = new ProcessGroup(OTHER);
    private final TopGroups byCpu;
    private final TopGroups byMemory;
    private final List<ProcessGroup> shown = new ArrayList<>();
    private LabelCache<ProcessGroup> commands = newCommands();
    private boolean full;
    private boolean first = true;
    private int round;

    /**
     * @param count how many groups are shown by each measure
     * @param mostGroups how many are told apart, ended ones included
     * @param pattern its first group, or all of it, is the name of a group; null for the command's name as it is
     */
    ProcessGroups(int count, int mostGroups, @Nullable Pattern pattern) {
        this.count = count;
        this.mostGroups = mostGroups;
        this.pattern = pattern;
        byCpu = new TopGroups(2 * count, false);
        byMemory = new TopGroups(2 * count, true);
    }

    void begin() {
        commands.begin();
        other.begin();
        for (ProcessGroup group : groups.values()) {
            group.begin();
        }
    }

    /** The group of a command, by the bytes of its name. */
    ProcessGroup of(byte[] bytes, int from, int to) {
        ProcessGroup group = commands.get(bytes, from, to);
        return group == null ? other : group;
    }

    @Override
    public ProcessGroup build(String command) {
        String name = name(command);
        if (name.isEmpty() || name.equals(OTHER)) {
            return other;
        }
        ProcessGroup group = groups.get(name);
        if (group != null) {
            return group;
        }
        if (groups.size() >= mostGroups) {
            full = true;
            return other;
        }
        ProcessGroup made = new ProcessGroup(name);
        groups.put(name, made);
        return made;
    }

    private String name(String command) {
        if (pattern == null) {
            return command;
        }
        Matcher matcher = pattern.matcher(command);
        if (!matcher.find()) {
            return command;
        }
        String part = matcher.groupCount() > 0 ? matcher.group(1) : matcher.group();
        return part == null ? command : part;
    }

    /** Ends the counting of a scrape and hands over the groups that are shown. */
    void emit(MetricSink sink, long pageSize) {
        byCpu.clear();
        byMemory.clear();
        for (ProcessGroup group : groups.values()) {
            group.end(first);
            byCpu.offer(group);
            byMemory.offer(group);
        }
        choose();
        for (ProcessGroup group : groups.values()) {
            if (!group.isShown()) {
                other.addNewOf(group);
            }
        }
        other.end(first);
        first = false;
        for (ProcessGroup group : shown) {
            group.emit(sink, pageSize);
        }
        other.emit(sink, pageSize);
        sink.sample(RUNNING, running());
        if (full) {
            forgetEnded();
        }
    }

    private int running() {
        int running = 0;
        for (ProcessGroup group : groups.values()) {
            running += group.isRunning() ? 1 : 0;
        }
        return running;
    }

    private void choose() {
        round++;
        mark(byCpu);
        mark(byMemory);
        for (Iterator<ProcessGroup> all = shown.iterator(); all.hasNext(); ) {
            ProcessGroup group = all.next();
            if (group.lastTop() != round) {
                group.hide();
                all.remove();
            }
        }
    }

    private void mark(TopGroups top) {
        for (int rank = 0; rank < top.size(); rank++) {
            ProcessGroup group = top.get(rank);
            if (!group.isShown() && rank < count) {
                shown.add(group);
            }
            if (group.isShown() || rank < count) {
                group.show(round);
            }
        }
    }

    /** Makes room for commands that are new: those of which no process is left, and which are not shown. */
    private void forgetEnded() {
        for (Iterator<ProcessGroup> all = groups.values().iterator(); all.hasNext(); ) {
            ProcessGroup group = all.next();
            if (!group.isRunning() && !group.isShown()) {
                all.remove();
            }
        }
        full = false;
        // It holds groups that were forgotten, and others in place of those that now have room.
        commands = newCommands();
    }

    private LabelCache<ProcessGroup> newCommands() {
        return new LabelCache<>(MOST_COMMANDS, this);
    }
}
