package dev.sonde.db.mysql;

import dev.sonde.core.metrics.AgentCollector;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The list of collectors: name, whether it is on by default, and how it is made. In the order in which they run. */
enum MysqlCollectors {
    GLOBAL_STATUS("global_status", true, GlobalStatus::new),
    GLOBAL_VARIABLES("global_variables", true, GlobalVariables::new),
    SLAVE_STATUS("slave_status", true, SlaveStatus::new),
    INNODB_CMP("info_schema.innodb_cmp", true, TableCollectors::innodbCmp),
    INNODB_CMPMEM("info_schema.innodb_cmpmem", true, TableCollectors::innodbCmpmem),
    QUERY_RESPONSE_TIME("info_schema.query_response_time", true, QueryResponseTime::new),
    HEARTBEAT("heartbeat", false, TableCollectors::heartbeat),
    PROCESSLIST("info_schema.processlist", false, Processlist::new),
    BINLOG_SIZE("binlog_size", false, BinlogSize::new),
    SLAVE_HOSTS("slave_hosts", false, SlaveHosts::new),
    ENGINE_INNODB("engine_innodb_status", false, EngineInnodb::new),
    ENGINE_TOKUDB("engine_tokudb_status", false, EngineTokudb::new),
    INNODB_METRICS("info_schema.innodb_metrics", false, InnodbMetrics::new),
    USERSTATS("info_schema.userstats", false, Userstats::users),
    CLIENTSTATS("info_schema.clientstats", false, Userstats::clients),
    TABLESTATS("info_schema.tablestats", false, TableCollectors::tablestats),
    SCHEMASTATS("info_schema.schemastats", false, TableCollectors::schemastats),
    REPLICA_HOST("info_schema.replica_host", false, TableCollectors::replicaHost),
    ROCKSDB("info_schema.rocksdb_perf_context", false, RocksdbPerfContext::new),
    GROUP_MEMBERS("perf_schema.replication_group_members", false, GroupMembers::new),
    GROUP_MEMBER_STATS("perf_schema.replication_group_member_stats", false, GroupMemberStats::new),
    APPLIER("perf_schema.replication_applier_status_by_worker", false, ApplierByWorker::new),
    MYSQL_USER("mysql.user", false, MysqlUser::new),
    EVENTS_WAITS("perf_schema.eventswaits", false, TableCollectors::eventsWaits),
    FILE_EVENTS("perf_schema.file_events", false, TableCollectors::fileEvents),
    FILE_INSTANCES("perf_schema.file_instances", false, TableCollectors::fileInstances),
    INDEX_IO("perf_schema.indexiowaits", false, TableCollectors::indexIoWaits),
    TABLE_IO("perf_schema.tableiowaits", false, TableCollectors::tableIoWaits),
    TABLE_LOCKS("perf_schema.tablelocks", false, TableCollectors::tableLocks),
    MEMORY_EVENTS("perf_schema.memory_events", false, TableCollectors::memoryEvents),
    EVENTS_STATEMENTS("perf_schema.eventsstatements", false, EventsStatements::of),
    EVENTS_STATEMENTS_SUM("perf_schema.eventsstatementssum", false, TableCollectors::statementsSum),
    USER_SUMMARY("sys.user_summary", false, TableCollectors::userSummary),
    AUTO_INCREMENT("auto_increment.columns", false, TableCollectors::autoIncrement),
    INNODB_TABLESPACES("info_schema.innodb_tablespaces", false, InnodbTablespaces::new),
    TABLES("info_schema.tables", false, TableCollectors::tables);

    private final String label;
    private final boolean standard;
    private final Function<MysqlContext, SqlCollector> maker;

    MysqlCollectors(String label, boolean standard, Function<MysqlContext, SqlCollector> maker) {
        this.label = label;
        this.standard = standard;
        this.maker = maker;
    }

    /** As in {@code --collect.<name>}. */
    String label() {
        return label;
    }

    /** Whether it is on unless told otherwise. */
    boolean standard() {
        return standard;
    }

    static List<AgentCollector> of(MysqlContext context) {
        List<AgentCollector> enabled = new ArrayList<>();
        for (MysqlCollectors collector : values()) {
            if (context.options().bool("collect." + collector.label)) {
                enabled.add(collector.maker.apply(context));
            }
        }
        return enabled;
    }

    static Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        for (MysqlCollectors collector : values()) {
            labels.add(collector.label);
        }
        return labels;
    }
}
