package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import org.jspecify.annotations.Nullable;

/** What the numbers of an NFS mount are shown as, by their places in the lines of {@code mountstats}. */
final class NfsMountFamilies {
    private static final String[] MOUNT = {"export", "protocol", "mountaddr"};
    private static final String[] TRANSPORT = {"export", "protocol", "mountaddr", "transport"};
    private static final String[] OPERATION = {"export", "protocol", "mountaddr", "operation"};

    static final MetricFamily AGE = counter("age_seconds_total", "Time since the export was mounted.", MOUNT);

    static final MetricFamily MOUNT_POINT = MetricFamily.gauge(
            "node_mountstats_nfs_mountpoint_info",
            "Where an export is mounted; always 1.",
            "export",
            "protocol",
            "mountaddr",
            "mountpoint");

    static final MetricFamily[] BYTES = {
        counter("read_bytes_total", "Bytes that programs read.", MOUNT),
        counter("write_bytes_total", "Bytes that programs wrote.", MOUNT),
        counter("direct_read_bytes_total", "Bytes that programs read past the page cache.", MOUNT),
        counter("direct_write_bytes_total", "Bytes that programs wrote past the page cache.", MOUNT),
        counter("total_read_bytes_total", "Bytes read from the server.", MOUNT),
        counter("total_write_bytes_total", "Bytes written to the server.", MOUNT),
        counter("read_pages_total", "Pages read for mapped files and reads ahead.", MOUNT),
        counter("write_pages_total", "Pages written for mapped files and the page cache.", MOUNT),
    };

    /** {@code enum nfs_stat_eventcounters} in {@code include/linux/nfs_iostat.h}. */
    static final @Nullable MetricFamily[] EVENTS = {
        event("inode_revalidate", "Checks of cached attributes of a file."),
        event("dnode_revalidate", "Checks of cached names in a directory."),
        event("data_invalidate", "Times the cached content of a file was dropped."),
        event("attribute_invalidate", "Times the cached attributes of a file were dropped."),
        event("vfs_open", "Files and directories opened."),
        event("vfs_lookup", "Names looked up in directories."),
        event("vfs_access", "Checks of permissions."),
        event("vfs_update_page", "Writes to parts of pages."),
        event("vfs_read_page", "Single pages read."),
        event("vfs_read_pages", "Groups of pages read."),
        event("vfs_write_page", "Single pages written."),
        event("vfs_write_pages", "Groups of pages written."),
        event("vfs_getdents", "Reads of directories."),
        event("vfs_setattr", "Changes of attributes."),
        event("vfs_flush", "Writes forced out when a file was closed."),
        event("vfs_fsync", "Writes forced out by fsync."),
        event("vfs_lock", "Locks asked for."),
        event("vfs_file_release", "Files closed for good."),
        null, // waits for congestion, which no kernel counts
        event("truncation", "Files made shorter."),
        event("write_extension", "Writes beyond the end of a file."),
        event("silly_rename", "Files renamed in place of being removed, as they were open."),
        event("short_read", "Reads for which the server gave less than was asked for."),
        event("short_write", "Writes of which the server took less than it was given."),
        event("jukebox_delay", "Times the server asked for patience, as its data is on slow media."),
        event("pnfs_read", "Reads by pNFS."),
        event("pnfs_write", "Writes by pNFS."),
    };

    static final @Nullable MetricFamily[] TRANSPORTS = {
        null, // local port
        counter("transport_bind_total", "Times the transport was set up from nothing.", TRANSPORT),
        counter("transport_connect_total", "Connections made to the server.", TRANSPORT),
        null, // time spent connecting
        gauge("transport_idle_time_seconds", "Time since the last request."),
        counter("transport_sends_total", "Requests sent.", TRANSPORT),
        counter("transport_receives_total", "Replies received.", TRANSPORT),
        counter("transport_bad_transaction_ids_total", "Replies to no request that was known.", TRANSPORT),
        null, // requests under way, summed up with each request
        counter("transport_backlog_queue_total", "Length of the backlog, summed up with each request.", TRANSPORT),
        gauge("transport_maximum_rpc_slots", "Most requests that were under way at a time."),
        counter("transport_sending_queue_total", "Length of the queue to be sent, summed up with each.", TRANSPORT),
        counter("transport_pending_queue_total", "Length of the queue for replies, summed up with each.", TRANSPORT),
    };

    static final MetricFamily[] OPERATIONS = {
        operation("requests", "Requests of an operation."),
        operation("transmissions", "Times requests of an operation were sent, with repetitions."),
        operation("major_timeouts", "Requests of an operation that timed out for good."),
        operation("sent_bytes", "Bytes sent for an operation, with headers."),
        operation("received_bytes", "Bytes received for an operation, with headers."),
        operation("queue_time_seconds", "Time that requests of an operation waited to be sent."),
        operation("response_time_seconds", "Time from sending requests of an operation to their replies."),
        operation("request_time_seconds", "Time of requests of an operation from beginning to end."),
        operation("errors", "Requests of an operation that ended with an error."),
    };

    private NfsMountFamilies() {}

    private static MetricFamily counter(String name, String help, String... labels) {
        return MetricFamily.counter("node_mountstats_nfs_" + name, help, labels);
    }

    private static MetricFamily gauge(String name, String help) {
        return MetricFamily.gauge("node_mountstats_nfs_" + name, help, TRANSPORT);
    }

    private static MetricFamily event(String name, String help) {
        return counter("event_" + name + "_total", help, MOUNT);
    }

    private static MetricFamily operation(String name, String help) {
        return counter("operations_" + name + "_total", help, OPERATION);
    }
}
