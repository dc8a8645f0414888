package dev.sonde.node.collector;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.linux.Auxv;
import dev.sonde.node.linux.ProcessStat;
import java.io.File;
import java.util.Arrays;

/**
 * The commands whose processes use most CPU time or memory, from {@code proc/<pid>/stat}. The number of series is
 * bounded by a flag, the memory by the number of processes; each process costs one open per scrape.
 */
public final class TopprocessesCollector extends AgentCollector {
    private static final String COUNT = "collector.topprocesses.count";
    private static final String PATTERN = "collector.topprocesses.group-pattern";
    private static final int MOST_SHOWN = 1000;
    private static final int MOST_GROUPS = 4096;
    private static final int MOST_DIGITS = 9;

    private final String procfs;
    private final ProcessGroups groups;
    private final ProcessTable table = new ProcessTable();
    private final ProcessStat stat = new ProcessStat();
    private final long pageSize = Auxv.pageSize();
    private final NoDataException none;

    public static void flags(FlagSet flags) {
        flags.integer(COUNT, 10, "Commands to show by CPU time, and as many by memory.");
        flags.string(
                PATTERN,
                "Regexp to name groups of commands: what its first group, or else all of it, finds in the name of a command.");
    }

    public TopprocessesCollector(NodeContext context) {
        this(context, MOST_GROUPS);
    }

    TopprocessesCollector(NodeContext context, int mostGroups) {
        super("topprocesses");
        procfs = context.paths().procfs();
        FlagSet flags = context.flags();
        int count = flags.getInt(COUNT);
        if (count < 1 || count > MOST_SHOWN) {
            throw new IllegalArgumentException("--" + COUNT + ": " + count + " is not between 1 and " + MOST_SHOWN);
        }
        groups = new ProcessGroups(count, mostGroups, NameFilter.compile(PATTERN, flags.getString(PATTERN)));
        none = new NoDataException(procfs + ": no processes");
    }

    /** Tens of thousands of processes take a second. */
    @Override
    public boolean mayBlock() {
        return true;
    }

    @Override
    public void update(MetricSink sink) throws NoDataException {
        int[] pids = processes();
        if (pids.length == 0) {
            throw none;
        }
        groups.begin();
        table.begin(pids.length);
        for (int pid : pids) {
            if (stat.read(procfs + '/' + pid + "/stat")) {
                ProcessGroup group = groups.of(stat.bytes(), stat.nameStart(), stat.nameEnd());
                table.take(pid, stat.startTime(), stat.userTicks(), stat.systemTicks());
                group.add(table.newUser(), table.newSystem(), stat.residentPages(), stat.threads());
            } else {
                table.keep(pid);
            }
        }
        groups.emit(sink, pageSize);
    }

    /** Their numbers, ascending. */
    private int[] processes() {
        String[] names = new File(procfs).list();
        if (names == null) {
            return new int[0];
        }
        int[] pids = new int[names.length];
        int count = 0;
        for (String name : names) {
            int pid = number(name);
            if (pid > 0) {
                pids[count++] = pid;
            }
        }
        int[] found = Arrays.copyOf(pids, count);
        Arrays.sort(found);
        return found;
    }

    private static int number(String name) {
        if (name.length() > MOST_DIGITS) {
            return 0;
        }
        int number = 0;
        for (int i = 0; i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return 0;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
