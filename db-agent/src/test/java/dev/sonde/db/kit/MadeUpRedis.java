package dev.sonde.db.kit;

import dev.sonde.db.redis.info.InfoKeys;
import java.io.IOException;

/** A server that has an answer to everything, so that all families can be seen. */
public final class MadeUpRedis {
    private static final String STRUCTURED = """
            role:slave
            redis_version:7.2.4
            valkey_version:9.0.0
            valkey_release_stage:ga
            redis_mode:standalone
            total_system_memory:1
            used_active_time_io_thread_1:1
            master_host:db1
            master_port:6379
            master_link_status:up
            master_last_io_seconds_ago:1
            master_sync_in_progress:0
            slave_repl_offset:1
            slave_read_only:1
            slave0:ip=db2,port=6379,state=online,offset=1,lag=0
            cmdstat_get:calls=1,usec=1,usec_per_call=1,rejected_calls=0,failed_calls=0
            errorstat_ERR:count=1
            latency_percentiles_usec_get:p50=1,p99=1,p99.9=1
            db0:keys=1,expires=1,avg_ttl=1,cached_keys=1
            """;

    private MadeUpRedis() {}

    public static ScriptedRedis start() throws IOException {
        return answers(new ScriptedRedis()).text("INFO", InfoKeys.everything() + STRUCTURED);
    }

    /** A sentinel with one master. */
    public static ScriptedRedis sentinel() throws IOException {
        String node = "name\nmymaster\nip\n10.0.0.1\nport\n6379\nrunid\nr\nflags\nmaster\nlast-ok-ping-reply\n5\n"
                + "config-epoch\n1\nnum-slaves\n1\nnum-other-sentinels\n1\nquorum\n2\nfailover-timeout\n180000\n"
                + "parallel-syncs\n1\ndown-after-milliseconds\n30000";
        String one = "*1\r\n" + ScriptedRedis.array(node);
        return new ScriptedRedis()
                .text("INFO", """
                        redis_version:7.4.0
                        redis_mode:sentinel
                        sentinel_masters:1
                        sentinel_tilt:0
                        sentinel_running_scripts:0
                        sentinel_scripts_queue_length:0
                        sentinel_simulate_failure_flags:0
                        """)
                .raw("SENTINEL MASTERS", one)
                .raw("SENTINEL SENTINELS", one)
                .raw("SENTINEL SLAVES", one)
                .raw("SENTINEL CKQUORUM", "+OK 2 usable Sentinels\r\n")
                .list("SENTINEL CONFIG", "announce-port\n0");
    }

    private static ScriptedRedis answers(ScriptedRedis server) {
        return server.list("CONFIG GET COMMANDLOG", """
                        commandlog-execution-slower-than
                        1
                        commandlog-slow-execution-max-len
                        1
                        commandlog-request-larger-than
                        1
                        commandlog-large-request-max-len
                        1
                        commandlog-reply-larger-than
                        1
                        commandlog-large-reply-max-len
                        1
                        """)
                .list("CONFIG GET", """
                        databases
                        1
                        maxclients
                        1
                        maxmemory
                        1
                        io-threads
                        1
                        repl-backlog-size
                        1
                        client-output-buffer-limit
                        normal 0 0 0 slave 1 1 60
                        """)
                .text("CLUSTER INFO", """
                        cluster_state:ok
                        cluster_slots_assigned:1
                        cluster_slots_ok:1
                        cluster_slots_pfail:0
                        cluster_slots_fail:0
                        cluster_known_nodes:1
                        cluster_size:1
                        cluster_current_epoch:1
                        cluster_my_epoch:1
                        cluster_stats_messages_sent:1
                        cluster_stats_messages_received:1
                        """)
                .raw("LATENCY LATEST", "*1\r\n" + ScriptedRedis.array("command\n[1]\n[2]\n[3]"))
                .raw(
                        "LATENCY HISTOGRAM",
                        "*2\r\n$3\r\nget\r\n*4\r\n$5\r\ncalls\r\n:1\r\n$14\r\nhistogram_usec\r\n*2\r\n:1\r\n:1\r\n")
                .raw("SLOWLOG LEN", ":1\r\n")
                .raw("SLOWLOG GET", "*1\r\n*4\r\n:6\r\n:1700000000\r\n:15000\r\n*1\r\n$4\r\nKEYS\r\n")
                .raw("COMMAND INFO", "*1\r\n*1\r\n$10\r\ncommandlog\r\n")
                .raw("COMMANDLOG LEN", ":1\r\n")
                .text("CLIENT LIST", """
                        id=3 addr=127.0.0.1:5 laddr=127.0.0.1:6379 fd=8 name=x age=1 idle=0 flags=N db=0 sub=0 psub=0 ssub=0 multi=-1 watch=0 qbuf=26 qbuf-free=1 argv-mem=10 multi-mem=0 rbs=1024 rbp=0 obl=0 oll=0 omem=0 tot-mem=22426 events=r cmd=client|list user=default redir=-1 resp=2
                        """)
                .text("INFO MODULES", "module:name=search,ver=1,api=1,filters=0,usedby=[],using=[],options=[]\n")
                .list("FT._LIST", "orders")
                .list("FT.INFO", "index_name\norders\nnum_docs\n1")
                .list("SERVER EXT", "tile38_num_objects\n1");
    }
}
