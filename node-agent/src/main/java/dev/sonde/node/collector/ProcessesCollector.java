package dev.sonde.node.collector;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.linux.ProcessStat;
import dev.sonde.node.linux.Unsigned;
import java.io.File;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How many processes and threads there are, by state, and how many there may be. Each costs the opening of a file; the
 * threads of a process that has but one are not looked at. Those that end meanwhile are not counted, nor is what procfs
 * hides, which may be the limits.
 */
public final class ProcessesCollector extends AgentCollector {
    private static final Series THREADS = MetricFamily.gauge("node_processes_threads", "Threads of all processes.")
            .series();
    private static final Series MAX_THREADS = MetricFamily.gauge(
                    "node_processes_max_threads", "Most threads that there can be.")
            .series();
    private static final Series PIDS =
            MetricFamily.gauge("node_processes_pids", "Processes.").series();
    private static final Series MAX_PIDS = MetricFamily.gauge(
                    "node_processes_max_processes", "Most numbers of processes and threads that can be in use.")
            .series();

    /** Threads or processes by the letter of their state. */
    private static final class States {
        private final MetricFamily family;
        private final @Nullable Series[] series = new Series[128];
        private final int[] counts = new int[128];

        States(String name, String help, String label) {
            family = MetricFamily.gauge(name, help, label);
        }

        void count(char state) {
            if (state < counts.length) {
                counts[state]++;
            }
        }

        void update(MetricSink sink) {
            for (int state = 0; state < counts.length; state++) {
                if (counts[state] > 0) {
                    Series known = series[state];
                    if (known == null) {
                        known = series[state] = family.series(String.valueOf((char) state));
                    }
                    sink.sample(known, counts[state]);
                }
            }
        }
    }

    private final States processes = new States("node_processes_state", "Processes in each state.", "state");
    private final States threads = new States("node_processes_threads_state", "Threads in each state.", "thread_state");
    private final String procfs;
    private final KernelFile maxThreads;
    private final KernelFile maxPids;
    private final ByteCursor cursor = new ByteCursor();
    private final ProcessStat stat = new ProcessStat();

    public ProcessesCollector(NodeContext context) {
        super("processes");
        procfs = context.paths().procfs();
        maxThreads = new KernelFile(context.paths().proc("sys/kernel/threads-max"), 64);
        maxPids = new KernelFile(context.paths().proc("sys/kernel/pid_max"), 64);
    }

    @Override
    public void update(MetricSink sink) throws IOException {
        String[] names = new File(procfs).list();
        if (names == null) {
            throw new IOException(procfs + " cannot be listed");
        }
        Arrays.fill(processes.counts, 0);
        Arrays.fill(threads.counts, 0);
        long allThreads = 0;
        long pids = 0;
        for (String name : names) {
            if (isNumber(name) && stat.read(procfs + '/' + name + "/stat")) {
                pids++;
                allThreads += stat.threads();
                processes.count(stat.state());
                threadsOf(name);
            }
        }
        sink.sample(THREADS, allThreads);
        sink.sample(PIDS, pids);
        processes.update(sink);
        threads.update(sink);
        limit(sink, MAX_THREADS, maxThreads);
        limit(sink, MAX_PIDS, maxPids);
    }

    /** Those of the process that {@link #stat} was just read for. */
    private void threadsOf(String process) {
        char state = stat.state();
        if (stat.threads() <= 1) {
            threads.count(state);
            return;
        }
        String tasks = procfs + '/' + process + "/task";
        String[] names = new File(tasks).list();
        if (names == null) {
            return;
        }
        for (String name : names) {
            if (name.equals(process)) {
                threads.count(state);
            } else if (isNumber(name) && stat.read(tasks + '/' + name + "/stat")) {
                threads.count(stat.state());
            }
        }
    }

    private void limit(MetricSink sink, Series series, KernelFile file) {
        if (file.read()) {
            long most = cursor.reset(file).u64();
            if (cursor.ok()) {
                Unsigned.sample(sink, series, most);
            }
        }
    }

    private static boolean isNumber(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
