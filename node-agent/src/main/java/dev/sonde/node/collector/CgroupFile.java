package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;

/** A file of a cgroup and what is taken of it: {@code Documentation/admin-guide/cgroup-v2.rst}. */
enum CgroupFile {
    CPU(
            "cpu.stat",
            counter("usage_usec", "cpu_usage_seconds", 6, "CPU time of all its processes."),
            counter("user_usec", "cpu_user_seconds", 6, "CPU time in user mode."),
            counter("system_usec", "cpu_system_seconds", 6, "CPU time in the kernel."),
            counter("nr_periods", "cpu_periods", 0, "Periods in which a limit of CPU time was in force."),
            counter("nr_throttled", "cpu_throttled_periods", 0, "Periods in which the limit of CPU time was reached."),
            counter("throttled_usec", "cpu_throttled_seconds", 6, "Time in which CPUs were kept from it by the limit."),
            counter("nr_bursts", "cpu_bursts", 0, "Periods in which CPU time saved before was used."),
            counter("burst_usec", "cpu_burst_seconds", 6, "CPU time used beyond the limit, from what was saved.")),
    MEMORY_CURRENT("memory.current", gauge("", "memory_current_bytes", "Memory it has now, with that of its files.")),
    MEMORY_MAX("memory.max", gauge("", "memory_max_bytes", "Most memory it may have, +Inf when there is no limit.")),
    SWAP("memory.swap.current", gauge("", "memory_swap_bytes", "Swap space it has now.")),
    MEMORY_STAT(
            "memory.stat",
            gauge("anon", "memory_anon_bytes", "Memory of no file."),
            gauge("file", "memory_file_bytes", "Memory that caches files, tmpfs and shared memory too."),
            gauge("kernel", "memory_kernel_bytes", "Memory of the kernel."),
            gauge("shmem", "memory_shmem_bytes", "Cached memory that swap stands behind: tmpfs, shared memory."),
            gauge("file_mapped", "memory_file_mapped_bytes", "Cached memory that is mapped."),
            gauge("file_dirty", "memory_file_dirty_bytes", "Cached memory that is still to be written."),
            gauge("inactive_file", "memory_inactive_file_bytes", "Cached memory that is the first to be given back."),
            gauge("slab", "memory_slab_bytes", "Memory of the kernel's data structures."),
            counter(
                    "workingset_refault_anon",
                    "memory_refaults_anon",
                    0,
                    "Pages of no file that were soon needed again."),
            counter(
                    "workingset_refault_file",
                    "memory_refaults_file",
                    0,
                    "Pages of files that were soon needed again."),
            counter("pgfault", "memory_page_faults", 0, "Page faults."),
            counter("pgmajfault", "memory_major_page_faults", 0, "Page faults that had to wait for a device.")),
    MEMORY_EVENTS("memory.events", event("low"), event("high"), event("max"), event("oom"), event("oom_kill")),
    IO(
            "io.stat",
            io("rbytes", "read_bytes", "Bytes read from block devices."),
            io("wbytes", "written_bytes", "Bytes written to block devices."),
            io("rios", "reads", "Reads from block devices."),
            io("wios", "writes", "Writes to block devices."),
            io("dbytes", "discarded_bytes", "Bytes discarded on block devices."),
            io("dios", "discards", "Discards on block devices.")),
    PIDS("pids.current", gauge("", "pids_current", "Processes and threads in it now.")),
    PIDS_MAX("pids.max", gauge("", "pids_max", "Most processes and threads, +Inf when there is no limit.")),
    CPU_PRESSURE("cpu.pressure", some("cpu", "a CPU"), full("cpu", "a CPU")),
    IO_PRESSURE("io.pressure", some("io", "input or output"), full("io", "input or output")),
    MEMORY_PRESSURE("memory.pressure", some("memory", "memory"), full("memory", "memory"));

    static final CgroupFile[] ALL = values();

    /**
     * A number of a file.
     *
     * @param key what it is called there; empty for the only one
     * @param extra value of the label beside the cgroup's; empty for none
     */
    record Number(String key, MetricFamily family, int scale, String extra) {}

    final String file;
    final Number[] numbers;

    CgroupFile(String file, Number... numbers) {
        this.file = file;
        this.numbers = numbers;
    }

    private static Number gauge(String key, String name, String help) {
        return new Number(key, MetricFamily.gauge("node_cgroup_" + name, help, "cgroup"), 0, "");
    }

    private static Number counter(String key, String name, int scale, String help) {
        return new Number(key, MetricFamily.counter("node_cgroup_" + name + "_total", help, "cgroup"), scale, "");
    }

    private static Number event(String event) {
        return new Number(
                event,
                MetricFamily.counter(
                        "node_cgroup_memory_events_total",
                        "Times its memory, or that of one below it, came to a limit or ran out.",
                        "cgroup",
                        "event"),
                0,
                event);
    }

    private static Number io(String key, String name, String help) {
        return new Number(
                key, MetricFamily.counter("node_cgroup_io_" + name + "_total", help, "cgroup", "device"), 0, "");
    }

    private static Number some(String resource, String what) {
        return pressure("some", resource + "_waiting", "Time in which some task in it waited for " + what + ".");
    }

    private static Number full(String resource, String what) {
        return pressure(
                "full", resource + "_stalled", "Time in which no task in it could go on because of " + what + ".");
    }

    private static Number pressure(String key, String name, String help) {
        return counter(key, "pressure_" + name + "_seconds", 6, help);
    }
}
