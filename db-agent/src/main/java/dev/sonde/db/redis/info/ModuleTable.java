package dev.sonde.db.redis.info;

import java.util.Map;

/** The fields of INFO that modules and Tile38 add, as {@link InfoTable} has those of Redis. */
final class ModuleTable {
    private static final String MODULE_GAUGES = "search_number_of_indexes";
    private static final String MODULE_COUNTERS = "bf_bloom_defrag_hits=bf_bloom_defrag_hits_total";
    private static final String TILE38_GAUGES = "tile38_pid";
    private static final String TILE38_COUNTERS = "tile38_cpus_total";

    private ModuleTable() {}

    static void addModules(Map<String, InfoTable.Row> rows) {
        InfoTable.add(rows, MODULE_GAUGES, false);
        InfoTable.add(rows, MODULE_COUNTERS, true);
    }

    static void addTile38(Map<String, InfoTable.Row> rows) {
        InfoTable.add(rows, TILE38_GAUGES, false);
        InfoTable.add(rows, TILE38_COUNTERS, true);
    }
}
