package dev.sonde.db.kit;

import java.io.IOException;

/** Servers of the Redis family that cannot be had for a test, by what they answer. */
public final class RecordedServers {
    private RecordedServers() {}

    /** KeyDB 6.3, multi-master: several masters, server threads, databases with cached keys. */
    public static ScriptedRedis keydb() throws IOException {
        return new ScriptedRedis()
                .text("INFO", """
                        # Server
                        redis_version:6.3.4
                        redis_git_sha1:7e7e5e57
                        redis_build_id:c0f5d05e3d4bd2e5
                        redis_mode:standalone
                        os:Linux 5.15.0 x86_64
                        process_id:11
                        run_id:b7a0d5be8b6b0f7d2a1c
                        tcp_port:6379
                        uptime_in_seconds:8613
                        hz:10
                        configured_hz:10

                        # Clients
                        connected_clients:3
                        cluster_connections:0
                        maxclients:10000
                        blocked_clients:0
                        current_client_thread:1
                        thread_0_clients:2
                        thread_1_clients:1

                        # Memory
                        used_memory:2107840
                        used_memory_rss:9621504
                        maxmemory:0
                        maxmemory_policy:noeviction
                        mem_fragmentation_ratio:4.67
                        storage_provider:none
                        available_system_memory:unavailable

                        # Persistence
                        loading:0
                        rdb_last_bgsave_status:ok
                        rdb_last_bgsave_time_sec:-1
                        aof_enabled:0

                        # Stats
                        total_connections_received:57
                        total_commands_processed:9871
                        expired_keys:2
                        evicted_keys:0
                        keyspace_hits:5
                        keyspace_misses:4
                        long_lock_waits:0
                        storage_provider_read_hits:7
                        storage_provider_read_misses:3
                        cached_keys:12

                        # Replication
                        role:active-replica
                        master_global_link_status:down
                        connected_masters:2
                        master_host:10.0.0.2
                        master_port:6379
                        master_link_status:up
                        master_last_io_seconds_ago:1
                        master_sync_in_progress:0
                        slave_repl_offset:588
                        master_1_host:10.0.0.3
                        master_1_port:6380
                        master_1_link_status:down
                        master_1_last_io_seconds_ago:-1
                        master_1_sync_in_progress:1
                        slave_priority:100
                        slave_read_only:0
                        connected_slaves:1
                        slave0:ip=10.0.0.4,port=6379,state=online,offset=588,lag=0
                        master_replid:2c9b1e1fbd5d5f0a
                        master_repl_offset:588

                        # CPU
                        used_cpu_sys:3.11
                        used_cpu_user:5.37
                        server_threads:2

                        # Keyspace
                        db0:keys=30,expires=2,avg_ttl=12000,cached_keys=12
                        """)
                .list("CONFIG GET", "databases\n16\nmaxclients\n10000\nmaxmemory\n0")
                .list("LATENCY LATEST", "")
                .raw("SLOWLOG LEN", ":0\r\n")
                .raw("SLOWLOG GET", "*0\r\n");
    }

    /** Dragonfly 1.x: gaps in INFO, no LATENCY HISTOGRAM, and a CONFIG that tells little. */
    public static ScriptedRedis dragonfly() throws IOException {
        return new ScriptedRedis()
                .text("INFO", """
                        # Server
                        redis_version:7.4.0
                        dragonfly_version:df-v1.27.1
                        redis_mode:standalone
                        arch_bits:64
                        os:Linux 6.8.0 x86_64
                        thread_count:4
                        multiplexing_api:iouring
                        tcp_port:6379
                        uptime_in_seconds:511
                        uptime_in_days:0

                        # Clients
                        connected_clients:2
                        max_clients:64000
                        client_read_buffer_bytes:1280
                        blocked_clients:0
                        pipeline_queue_length:0

                        # Memory
                        used_memory:1118448
                        used_memory_human:1.07MiB
                        used_memory_peak:1118448
                        used_memory_rss:19283968
                        maxmemory:3435973836
                        cache_mode:store
                        num_buckets:240

                        # Stats
                        total_connections_received:9
                        total_commands_processed:44
                        instantaneous_ops_per_sec:0
                        total_pipelined_commands:0
                        total_net_input_bytes:2216
                        total_net_output_bytes:101077
                        rdb_save_usec:0
                        total_reads_processed:40
                        total_writes_processed:60
                        keyspace_hits:3
                        keyspace_misses:1
                        expired_keys:0
                        evicted_keys:0

                        # Replication
                        role:master
                        connected_slaves:1
                        slave0:ip=172.17.0.3,port=6379,state=online,lag=0
                        master_replid:8f8d3a

                        # Commandstats
                        cmdstat_INFO:calls=4,usec=880,usec_per_call=220
                        cmdstat_SET:calls=2,usec=14,usec_per_call=7

                        # Keyspace
                        db0:keys=2,expires=0,avg_ttl=-1

                        # Cpu
                        used_cpu_sys:1.9
                        used_cpu_user:0.8
                        used_cpu_sys_children:0.0
                        used_cpu_user_children:0.0

                        # Cluster
                        cluster_enabled:0
                        """)
                .list("CONFIG GET", "")
                .list("LATENCY LATEST", "")
                .raw("SLOWLOG LEN", ":0\r\n")
                .raw("SLOWLOG GET", "*0\r\n");
    }

    /** Redis 5, which has neither ACLs nor error statistics nor histograms. */
    public static ScriptedRedis redis5() throws IOException {
        return new ScriptedRedis()
                .text("INFO", """
                        # Server
                        redis_version:5.0.14
                        redis_build_id:ddd3b1f231a2b5f5
                        redis_mode:standalone
                        os:Linux 4.19.0 x86_64
                        process_id:1
                        run_id:1f5ba0
                        tcp_port:6379
                        uptime_in_seconds:20
                        hz:10
                        configured_hz:10

                        # Clients
                        connected_clients:1
                        client_recent_max_input_buffer:2
                        client_recent_max_output_buffer:0
                        blocked_clients:0

                        # Memory
                        used_memory:854272
                        used_memory_lua:37888
                        maxmemory_policy:noeviction
                        mem_fragmentation_ratio:6.52
                        active_defrag_running:0

                        # Stats
                        total_connections_received:1
                        expired_stale_perc:0.00
                        expired_time_cap_reached_count:0
                        latest_fork_usec:212
                        active_defrag_hits:0

                        # Replication
                        role:slave
                        master_host:master.example.org
                        master_port:6379
                        master_link_status:down
                        master_last_io_seconds_ago:-1
                        master_sync_in_progress:0
                        slave_repl_offset:1
                        master_link_down_since_seconds:30
                        slave_priority:100
                        slave_read_only:1
                        connected_slaves:0

                        # Commandstats
                        cmdstat_info:calls=1,usec=90,usec_per_call=90.00
                        cmdstat_config:calls=3,usec=60,usec_per_call=20.00

                        # Cluster
                        cluster_enabled:0

                        # Keyspace
                        db3:keys=1,expires=1,avg_ttl=900
                        """)
                .raw("CONFIG GET", "-NOPERM this user has no permissions to run the 'config' command\r\n")
                .raw("LATENCY HISTOGRAM", "-ERR Unknown subcommand or wrong number of arguments\r\n")
                .list("LATENCY LATEST", "")
                .raw("SLOWLOG LEN", ":7\r\n")
                .raw("SLOWLOG GET", "*1\r\n*4\r\n:6\r\n:1700000000\r\n:15000\r\n*1\r\n$4\r\nKEYS\r\n");
    }

    /** Redis Stack: modules with figures of their own, and two search indexes. */
    public static ScriptedRedis modules() throws IOException {
        String fields = """
                index_name
                NAME
                index_options
                num_docs
                41
                max_doc_id
                57
                num_terms
                12
                inverted_sz_mb
                0.5
                percent_indexed
                1
                number_of_uses
                9
                bytes_per_record_avg
                nan
                indexing
                0
                """.replace("index_options\n", "");
        return new ScriptedRedis()
                .text("INFO MODULES", """
                        # Modules
                        module:name=search,ver=21005,api=1,filters=0,usedby=[],using=[ReJSON],options=[handle-io-errors]
                        module:name=bf,ver=20609,api=1,filters=0,usedby=[],using=[],options=[]

                        # search_indexes
                        search_number_of_indexes:2
                        search_total_indexing_time:1.5
                        search_gc_total_cycles:3
                        search_used_memory_indexes:1048576

                        # bf_bloom
                        bf_bloom_defrag_hits:4
                        """)
                .text("INFO", """
                        # Server
                        redis_version:7.4.1
                        redis_mode:standalone
                        uptime_in_seconds:3

                        # Modules
                        module:name=search,ver=21005,api=1,filters=0,usedby=[],using=[ReJSON],options=[handle-io-errors]

                        # Replication
                        role:master

                        # Keyspace
                        db0:keys=5,expires=1,avg_ttl=0,subexpiry=2
                        """)
                .list("FT._LIST", "orders\nusers")
                .list("FT.INFO orders", fields.replace("NAME", "orders"))
                .list("FT.INFO users", fields.replace("NAME", "users"));
    }

    /** Tile38, which has SERVER EXT beside INFO. */
    public static ScriptedRedis tile38() throws IOException {
        return new ScriptedRedis().text("INFO", """
                        # Server
                        tile38_version:1.33.2
                        redis_version:1.33.2
                        uptime_in_seconds:100

                        # Clients
                        connected_clients:1

                        # Replication
                        role:master
                        """).list("SERVER EXT", """
                        tile38_num_objects
                        17
                        alloc_bytes
                        2097152
                        tile38_read_only
                        false
                        tile38_sys_cpus
                        4
                        """);
    }
}
