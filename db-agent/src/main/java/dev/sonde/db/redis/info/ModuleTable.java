package dev.sonde.db.redis.info;

import java.util.Map;

/** The fields of INFO that modules and Tile38 add, as {@link InfoTable} has those of Redis. */
final class ModuleTable {
    private static final String GAUGES = """
            bf_bloom_capacity_across_objects bf_bloom_num_filters_across_objects bf_bloom_num_items_across_objects
            bf_bloom_num_objects bf_bloom_total_memory_bytes
            json_num_documents json_total_memory_bytes
            search_bytes_collected=search_collected_bytes search_dialect_1 search_dialect_2 search_dialect_3
            search_dialect_4 search_errors_indexing_failures search_gc_bytes_collected=search_gc_collected_bytes
            search_gc_marked_deleted_vectors search_gc_total_docs_not_collected search_global_idle
            search_global_idle_internal search_global_idle_user search_global_total search_global_total_internal
            search_global_total_user search_largest_memory_index=search_largest_memory_index_bytes
            search_number_of_active_indexes search_number_of_active_indexes_indexing
            search_number_of_active_indexes_running_queries search_number_of_attributes search_number_of_indexes
            search_query_queue_size search_smallest_memory_index=search_smallest_memory_index_bytes
            search_string_interning_store_size search_total_active_write_threads search_total_indexed_documents
            search_total_num_docs_in_indexes search_used_memory_bytes
            search_used_memory_indexes=search_used_memory_indexes_bytes
            search_used_memory_vector_index=search_used_memory_vector_index_bytes
            search_vector_externing_hash_extern_errors search_vector_externing_num_lru_entries
            search_writer_queue_size
            tile38_alloc_bytes=tile38_mem_alloc_bytes tile38_aof_size=tile38_aof_size_bytes
            tile38_avg_point_size=tile38_avg_item_size_bytes tile38_go_goroutines=tile38_go_goroutines_total
            tile38_go_threads=tile38_threads_total tile38_heap_alloc_bytes=tile38_heap_size_bytes
            tile38_heap_released_bytes tile38_http_transport tile38_in_memory_size=tile38_in_memory_size_bytes
            tile38_last_gc_time_seconds tile38_max_heap_size=tile38_max_heap_size_bytes tile38_next_gc_bytes
            tile38_num_collections=tile38_num_collections_total tile38_num_hooks=tile38_num_hooks_total
            tile38_num_objects=tile38_num_objects_total tile38_num_points=tile38_num_points_total
            tile38_pointer_size=tile38_pointer_size_bytes tile38_read_only tile38_sys_cpus=tile38_cpus_total
            """;

    private static final String COUNTERS = """
            bf_bloom_defrag_hits=bf_bloom_defrag_hits_total bf_bloom_defrag_misses=bf_bloom_defrag_misses_total
            search_failure_requests_count search_gc_total_cycles=search_gc_cycles_total
            search_gc_total_ms_run=search_gc_run_ms_total search_hnsw_add_exceptions_count
            search_hnsw_create_exceptions_count search_hnsw_modify_exceptions_count search_hnsw_remove_exceptions_count
            search_hybrid_requests_count search_inline_filtering_requests_count
            search_rdb_load_failure_cnt=search_rdb_load_failure_count
            search_rdb_load_success_cnt=search_rdb_load_success_count
            search_rdb_save_failure_cnt=search_rdb_save_failure_count
            search_rdb_save_success_cnt=search_rdb_save_success_count
            search_reader_resumed_cnt=search_reader_resumed_count search_successful_requests_count
            search_total_active_queries=search_active_queries_total search_total_cycles=search_cycles_total
            search_total_indexing_time=search_indexing_time_ms_total search_total_ms_run=search_run_ms_total
            search_total_queries_processed=search_queries_processed_total
            search_total_query_commands=search_query_commands_total
            search_total_query_execution_time_ms=search_query_execution_time_ms_total
            search_vector_externing_deferred_entry_cnt=search_vector_externing_deferred_entry_count
            search_vector_externing_entry_count
            search_vector_externing_generated_value_cnt=search_vector_externing_generated_value_count
            search_vector_externing_lru_promote_cnt=search_vector_externing_lru_promote_count
            search_worker_pool_suspend_cnt=search_worker_pool_suspend_count
            search_writer_resumed_cnt=search_writer_resumed_count
            search_writer_suspension_expired_cnt=search_writer_suspension_expired_count
            """;

    private ModuleTable() {}

    static void add(Map<String, InfoTable.Row> rows) {
        InfoTable.add(rows, GAUGES, false);
        InfoTable.add(rows, COUNTERS, true);
    }
}
