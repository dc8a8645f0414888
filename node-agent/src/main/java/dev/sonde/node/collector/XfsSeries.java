package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.node.linux.NumberLines;
import dev.sonde.node.linux.NumberLines.Line;

/** What is shown of the statistics of an XFS file system: {@code xfs_stats_format} in {@code fs/xfs/xfs_stats.c}. */
final class XfsSeries {
    private enum Field {
        EXTENTS_ALLOCATED("extent_alloc", 0, "extent_allocation_extents_allocated", "Extents allocated."),
        BLOCKS_ALLOCATED("extent_alloc", 1, "extent_allocation_blocks_allocated", "Blocks allocated."),
        EXTENTS_FREED("extent_alloc", 2, "extent_allocation_extents_freed", "Extents freed."),
        BLOCKS_FREED("extent_alloc", 3, "extent_allocation_blocks_freed", "Blocks freed."),
        ABT_LOOKUPS("abt", 0, "allocation_btree_lookups", "Lookups in the trees of free extents."),
        ABT_COMPARES("abt", 1, "allocation_btree_compares", "Comparisons in the trees of free extents."),
        ABT_INSERTED("abt", 2, "allocation_btree_records_inserted", "Records put into the trees of free extents."),
        ABT_DELETED("abt", 3, "allocation_btree_records_deleted", "Records taken from the trees of free extents."),
        MAP_READS("blk_map", 0, "block_mapping_reads", "Block maps asked for by reads."),
        MAP_WRITES("blk_map", 1, "block_mapping_writes", "Block maps asked for by writes."),
        MAP_UNMAPS("blk_map", 2, "block_mapping_unmaps", "Blocks unmapped."),
        LIST_INSERTIONS("blk_map", 3, "block_mapping_extent_list_insertions", "Extents put into files' lists."),
        LIST_DELETIONS("blk_map", 4, "block_mapping_extent_list_deletions", "Extents taken from files' lists."),
        LIST_LOOKUPS("blk_map", 5, "block_mapping_extent_list_lookups", "Lookups in files' lists of extents."),
        LIST_COMPARES("blk_map", 6, "block_mapping_extent_list_compares", "Comparisons in files' lists of extents."),
        BMBT_LOOKUPS("bmbt", 0, "block_map_btree_lookups", "Lookups in the trees of block maps."),
        BMBT_COMPARES("bmbt", 1, "block_map_btree_compares", "Comparisons in the trees of block maps."),
        BMBT_INSERTED("bmbt", 2, "block_map_btree_records_inserted", "Records put into the trees of block maps."),
        BMBT_DELETED("bmbt", 3, "block_map_btree_records_deleted", "Records taken from the trees of block maps."),
        DIR_LOOKUP("dir", 0, "directory_operation_lookup", "Names looked up that the name cache did not have."),
        DIR_CREATE("dir", 1, "directory_operation_create", "Directory entries made."),
        DIR_REMOVE("dir", 2, "directory_operation_remove", "Directory entries removed."),
        DIR_GETDENTS("dir", 3, "directory_operation_getdents", "Listings of directories."),
        IG_ATTEMPTS("ig", 0, "inode_operation_attempts", "Inodes looked for in the cache."),
        IG_FOUND("ig", 1, "inode_operation_found", "Inodes found in the cache."),
        IG_RECYCLED("ig", 2, "inode_operation_recycled", "Inodes found just before they would have been recycled."),
        IG_MISSED("ig", 3, "inode_operation_missed", "Inodes not found in the cache."),
        IG_DUPLICATES("ig", 4, "inode_operation_duplicates", "Inodes not found that another had added meanwhile."),
        IG_RECLAIMS("ig", 5, "inode_operation_reclaims", "Inodes taken from the cache to make room."),
        IG_CHANGES("ig", 6, "inode_operation_attribute_changes", "Changes of inodes' attributes."),
        READ("rw", 1, "read_calls", "Calls that read from files."),
        WRITE("rw", 0, "write_calls", "Calls that wrote to files."),
        VN_ACTIVE("vnodes", 0, "vnode_active", "Vnodes that are on no free list."),
        VN_ALLOCATE("vnodes", 1, "vnode_allocate", "Vnodes allocated."),
        VN_GET("vnodes", 2, "vnode_get", "Vnodes got."),
        VN_HOLD("vnodes", 3, "vnode_hold", "Vnodes held."),
        VN_RELEASE("vnodes", 4, "vnode_release", "Vnodes released."),
        VN_RECLAIM("vnodes", 5, "vnode_reclaim", "Vnodes reclaimed."),
        VN_REMOVE("vnodes", 6, "vnode_remove", "Vnodes removed.");

        final String line;
        final int place;
        final MetricFamily family;

        Field(String line, int place, String name, String help) {
            this.line = line;
            this.place = place;
            family = MetricFamily.counter("node_xfs_" + name + "_total", help, "device");
        }
    }

    private static final Field[] FIELDS = Field.values();

    private static final Line[] LINES = {
        new Line("extent_alloc", 4, 4, false),
        new Line("abt", 4, 4, false),
        new Line("blk_map", 7, 7, false),
        new Line("bmbt", 4, 4, false),
        new Line("dir", 4, 4, false),
        new Line("ig", 7, 7, false),
        new Line("rw", 2, 2, false),
        new Line("vnodes", 7, 7, false)
    };

    private XfsSeries() {}

    static NumberLines lines() {
        return new NumberLines(LINES);
    }

    static PlacedSeries of(String device) {
        PlacedSeries made = new PlacedSeries();
        for (Field field : FIELDS) {
            made.add(line(field.line), field.place, field.family.series(device));
        }
        return made;
    }

    private static int line(String key) {
        int i = 0;
        while (!LINES[i].key().equals(key)) {
            i++;
        }
        return i;
    }
}
