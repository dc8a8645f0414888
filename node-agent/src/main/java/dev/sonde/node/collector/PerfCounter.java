package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.node.linux.PerfEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * An event that can be counted.
 *
 * @param flag its name in the flags
 * @param type one of {@link PerfEvent}'s
 * @param config which event of the type, {@code linux/perf_event.h}
 */
record PerfCounter(String flag, int type, long config, MetricFamily family) {
    /** Type, number, name in the flags, name of the metric, help. A cache's number is cache, operation and result. */
    private static final String[] TABLE = """
            0 0 CpuCycles cpucycles CPU cycles, as fast as the clock is now.
            0 1 CpuInstr instructions Instructions.
            0 2 CacheRef cache_refs Accesses of the cache.
            0 3 CacheMisses cache_misses Misses of the cache.
            0 4 BranchInstr branch_instructions Branches.
            0 5 BranchMisses branch_misses Branches that were predicted wrongly.
            0 7 StalledCyclesFrontend stalled_cycles_frontend Cycles without an instruction to begin.
            0 8 StalledCyclesBackend stalled_cycles_backend Cycles without room to begin an instruction.
            0 9 RefCpuCycles ref_cpucycles CPU cycles of a clock that never changes.
            1 2 PageFault page_faults Page faults.
            1 3 ContextSwitch context_switches Context switches.
            1 4 CpuMigration cpu_migrations Tasks that moved to another CPU.
            1 5 MinorFault minor_faults Page faults that needed no disk.
            1 6 MajorFault major_faults Page faults that needed a disk.
            3 0x000000 L1DataReadHit cache_l1d_read_hits Reads from the L1 data cache.
            3 0x010000 L1DataReadMiss cache_l1d_read_misses Reads that missed the L1 data cache.
            3 0x000100 L1DataWriteHit cache_l1d_write_hits Writes to the L1 data cache.
            3 0x010001 L1InstrReadMiss cache_l1_instr_read_misses Reads that missed the L1 instruction cache.
            3 0x000002 LLReadHit cache_ll_read_hits Reads from the last cache.
            3 0x010002 LLReadMiss cache_ll_read_misses Reads that missed the last cache.
            3 0x000102 LLWriteHit cache_ll_write_hits Writes to the last cache.
            3 0x010102 LLWriteMiss cache_ll_write_misses Writes that missed the last cache.
            3 0x000003 DataTLBReadHit cache_tlb_data_read_hits Addresses of reads found in the data TLB.
            3 0x010003 DataTLBReadMiss cache_tlb_data_read_misses Addresses of reads that missed the data TLB.
            3 0x000103 DataTLBWriteHit cache_tlb_data_write_hits Addresses of writes found in the data TLB.
            3 0x010103 DataTLBWriteMiss cache_tlb_data_write_misses Addresses of writes that missed the data TLB.
            3 0x000004 InstrTLBReadHit cache_tlb_instr_read_hits Addresses found in the instruction TLB.
            3 0x010004 InstrTLBReadMiss cache_tlb_instr_read_misses Addresses that missed the instruction TLB.
            3 0x000005 BPUReadHit cache_bpu_read_hits Branches known to the prediction unit.
            3 0x010005 BPUReadMiss cache_bpu_read_misses Branches unknown to the prediction unit.
            """.split("\n");

    static final List<PerfCounter> ALL = all();

    private static List<PerfCounter> all() {
        List<PerfCounter> all = new ArrayList<>();
        for (String row : TABLE) {
            String[] cells = row.split(" ", 5);
            all.add(new PerfCounter(
                    cells[2],
                    Integer.parseInt(cells[0]),
                    Long.decode(cells[1]),
                    MetricFamily.counter("node_perf_" + cells[3] + "_total", cells[4], "cpu")));
        }
        return all;
    }

    /** @param name {@code subsystem:event} */
    static PerfCounter tracepoint(String name, long id) {
        MetricFamily family = MetricFamily.counter(
                "node_perf_" + name.replace(':', '_'), "Times that tracepoint " + name + " was passed.", "cpu");
        return new PerfCounter(name, PerfEvent.TRACEPOINT, id, family);
    }
}
