package dev.sonde.node.collector;

/**
 * The counters of an InfiniBand port: files and families. {@code counters_ext} is where kernels before 4.5 had those of
 * 64 bits; what lies in {@code hw_counters} is the driver's own.
 */
final class InfinibandCounters {
    private static final int MILLISECONDS = 3;

    /** Data is counted in units of four bytes. */
    private static final int DATA_UNIT = 4;

    static final AttributeMetric[] ALL = {
        counter(
                "counters/excessive_buffer_overrun_errors",
                "excessive_buffer_overrun_errors_total",
                "Times the buffers overran in several flow control periods on end."),
        counter("counters/link_downed", "link_downed_total", "Times the link went down because it could not recover."),
        counter("counters/link_error_recovery", "link_error_recovery_total", "Times the link recovered from an error."),
        counter(
                "counters/local_link_integrity_errors",
                "local_link_integrity_errors_total",
                "Times the local physical errors passed their threshold."),
        counter(
                "counters/multicast_rcv_packets",
                "multicast_packets_received_total",
                "Multicast packets received, those with errors too."),
        counter(
                "counters/multicast_xmit_packets",
                "multicast_packets_transmitted_total",
                "Multicast packets sent, those with errors too."),
        counter(
                "counters/port_rcv_constraint_errors",
                "port_constraint_errors_received_total",
                "Packets received and thrown away by the port of a switch."),
        bytes("counters/port_rcv_data", "port_data_received_bytes_total", "Bytes received on all lanes."),
        counter(
                "counters/port_rcv_discards",
                "port_discards_received_total",
                "Packets received and thrown away, the port being down or congested."),
        counter("counters/port_rcv_errors", "port_errors_received_total", "Packets received with an error."),
        counter(
                "counters/port_rcv_packets",
                "port_packets_received_total",
                "Packets received on all virtual lanes, those with errors too."),
        counter(
                "counters/port_rcv_remote_physical_errors",
                "port_receive_remote_physical_errors_total",
                "Packets received that were marked as bad on their way."),
        counter(
                "counters/port_rcv_switch_relay_errors",
                "port_receive_switch_relay_errors_total",
                "Packets received that a switch could not pass on."),
        counter(
                "counters/port_xmit_constraint_errors",
                "port_constraint_errors_transmitted_total",
                "Packets that the port of a switch did not send."),
        bytes("counters/port_xmit_data", "port_data_transmitted_bytes_total", "Bytes sent on all lanes."),
        counter(
                "counters/port_xmit_discards",
                "port_discards_transmitted_total",
                "Packets to send that were thrown away, the port being down or congested."),
        counter(
                "counters/port_xmit_packets",
                "port_packets_transmitted_total",
                "Packets sent on all virtual lanes, those with errors too."),
        counter(
                "counters/port_xmit_wait",
                "port_transmit_wait_total",
                "Ticks in which there was something to send and nothing was sent."),
        counter("counters/symbol_error", "symbol_error_total", "Minor errors on physical lanes."),
        counter(
                "counters/unicast_rcv_packets",
                "unicast_packets_received_total",
                "Unicast packets received, those with errors too."),
        counter(
                "counters/unicast_xmit_packets",
                "unicast_packets_transmitted_total",
                "Unicast packets sent, those with errors too."),
        counter("counters/VL15_dropped", "vl15_dropped_total", "Management packets dropped for want of resources."),
        counter(
                "counters_ext/port_multicast_rcv_packets",
                "legacy_multicast_packets_received_total",
                "Multicast packets received, as kernels before 4.5 count."),
        counter(
                "counters_ext/port_multicast_xmit_packets",
                "legacy_multicast_packets_transmitted_total",
                "Multicast packets sent, as kernels before 4.5 count."),
        bytes(
                "counters_ext/port_rcv_data_64",
                "legacy_data_received_bytes_total",
                "Bytes received, as kernels before 4.5 count."),
        counter(
                "counters_ext/port_rcv_packets_64",
                "legacy_packets_received_total",
                "Packets received, as kernels before 4.5 count."),
        counter(
                "counters_ext/port_unicast_rcv_packets",
                "legacy_unicast_packets_received_total",
                "Unicast packets received, as kernels before 4.5 count."),
        counter(
                "counters_ext/port_unicast_xmit_packets",
                "legacy_unicast_packets_transmitted_total",
                "Unicast packets sent, as kernels before 4.5 count."),
        bytes(
                "counters_ext/port_xmit_data_64",
                "legacy_data_transmitted_bytes_total",
                "Bytes sent, as kernels before 4.5 count."),
        counter(
                "counters_ext/port_xmit_packets_64",
                "legacy_packets_transmitted_total",
                "Packets sent, as kernels before 4.5 count."),
        counter(
                "hw_counters/duplicate_request",
                "duplicate_requests_packets_total",
                "Packets received of requests that had been carried out before."),
        counter(
                "hw_counters/implied_nak_seq_err",
                "implied_nak_seq_errors_total",
                "Answers received that were ahead of the one awaited."),
        counter(
                "hw_counters/local_ack_timeout_err",
                "local_ack_timeout_errors_total",
                "Times no acknowledgement came in time, the retries not being used up."),
        counter("hw_counters/np_cnp_sent", "np_cnp_packets_sent_total", "Notifications of congestion sent."),
        counter(
                "hw_counters/np_ecn_marked_roce_packets",
                "np_ecn_marked_roce_packets_received_total",
                "RoCE packets received with the mark of congestion."),
        counter(
                "hw_counters/out_of_buffer",
                "out_of_buffer_drops_total",
                "Packets dropped for want of receive buffers."),
        counter(
                "hw_counters/out_of_sequence",
                "out_of_sequence_packets_received_total",
                "Packets received out of sequence."),
        counter(
                "hw_counters/packet_seq_err",
                "packet_sequence_errors_total",
                "Sequence errors that the other end reported, the retries not being used up."),
        counter("hw_counters/req_cqe_error", "req_cqes_errors_total", "Requests that completed with an error."),
        counter("hw_counters/req_cqe_flush_error", "req_cqes_flush_errors_total", "Requests that were flushed."),
        counter(
                "hw_counters/req_remote_access_errors",
                "req_remote_access_errors_total",
                "Requests that the other end refused access."),
        counter(
                "hw_counters/req_remote_invalid_request",
                "req_remote_invalid_request_errors_total",
                "Requests that the other end called invalid."),
        counter("hw_counters/resp_cqe_error", "resp_cqes_errors_total", "Responses that completed with an error."),
        counter("hw_counters/resp_cqe_flush_error", "resp_cqes_flush_errors_total", "Responses that were flushed."),
        counter(
                "hw_counters/resp_local_length_error",
                "resp_local_length_errors_total",
                "Requests received of a wrong length."),
        counter(
                "hw_counters/resp_remote_access_errors",
                "resp_remote_access_errors_total",
                "Requests received that were refused access."),
        counter(
                "hw_counters/rnr_nak_retry_err",
                "rnr_nak_retry_packets_received_total",
                "Times the other end was not ready to receive, the retries not being used up."),
        counter(
                "hw_counters/roce_adp_retrans",
                "roce_adp_retransmits_total",
                "Adaptive retransmissions of RoCE packets."),
        counter(
                "hw_counters/roce_adp_retrans_to",
                "roce_adp_retransmits_timeout_total",
                "Timeouts of RoCE traffic because of adaptive retransmission."),
        counter(
                "hw_counters/roce_slow_restart",
                "roce_slow_restart_used_total",
                "Times a slow restart was used for RoCE."),
        counter(
                "hw_counters/roce_slow_restart_cnps",
                "roce_slow_restart_cnps_total",
                "Notifications of congestion made by slow restarts of RoCE."),
        counter(
                "hw_counters/roce_slow_restart_trans",
                "roce_slow_restart_total",
                "Times RoCE traffic changed to a slow restart."),
        counter(
                "hw_counters/rp_cnp_handled",
                "rp_cnp_packets_handled_total",
                "Notifications of congestion that slowed down sending."),
        counter(
                "hw_counters/rp_cnp_ignored",
                "rp_cnp_ignored_packets_received_total",
                "Notifications of congestion received and ignored."),
        counter("hw_counters/rx_atomic_requests", "rx_atomic_requests_total", "Atomic requests received."),
        counter(
                "hw_counters/rx_dct_connect",
                "rx_dct_connect_requests_total",
                "Connection requests received for dynamic transports."),
        counter(
                "hw_counters/rx_icrc_encapsulated",
                "rx_icrc_encapsulated_errors_total",
                "RoCE packets received with a wrong checksum."),
        counter("hw_counters/rx_read_requests", "rx_read_requests_total", "Read requests received."),
        counter("hw_counters/rx_write_requests", "rx_write_requests_total", "Write requests received."),
        of("hw_counters/lifespan", "lifespan_seconds", "How old the counters may be when read.", 1, MILLISECONDS),
    };

    private InfinibandCounters() {}

    private static AttributeMetric counter(String file, String name, String help) {
        return of(file, name, help, 1, 0);
    }

    private static AttributeMetric bytes(String file, String name, String help) {
        return of(file, name, help, DATA_UNIT, 0);
    }

    private static AttributeMetric of(String file, String name, String help, int factor, int scale) {
        return AttributeMetric.of(file, "node_infiniband_" + name, help, factor, scale, "device", "port");
    }
}
