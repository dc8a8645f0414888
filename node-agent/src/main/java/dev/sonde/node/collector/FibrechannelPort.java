package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.SysfsAttribute;
import java.io.File;

/** One port of a Fibre Channel adapter. Its class is loaded only where there is one. */
final class FibrechannelPort {
    /** What a driver gives for a statistic that it does not count. */
    private static final long NOT_COUNTED = -1;

    private static final String PREFIX = "node_fibrechannel_";

    /** Labels but the first are the names of their files. */
    private static final String[] FACTS = {
        "fc_host",
        "speed",
        "port_state",
        "port_type",
        "port_id",
        "port_name",
        "fabric_name",
        "symbolic_name",
        "supported_classes",
        "supported_speeds",
        "dev_loss_tmo"
    };

    private static final MetricFamily INFO =
            MetricFamily.gauge(PREFIX + "info", "Names, state and abilities of a Fibre Channel port; always 1.", FACTS);

    private static final AttributeMetric[] STATISTICS = {
        counter("dumped_frames", "dumped_frames", "Frames thrown away for want of buffers."),
        counter("error_frames", "error_frames", "Frames received with an error."),
        counter("invalid_crc_count", "invalid_crc", "Frames received with a wrong checksum."),
        counter("rx_frames", "rx_frames", "Frames received."),
        counter("rx_words", "rx_words", "Words received."),
        counter("tx_frames", "tx_frames", "Frames sent."),
        counter("tx_words", "tx_words", "Words sent."),
        counter("seconds_since_last_reset", "seconds_since_last_reset", "Seconds since the statistics were reset."),
        counter("invalid_tx_word_count", "invalid_tx_words", "Invalid transmission words."),
        counter("link_failure_count", "link_failure", "Times the link failed."),
        counter("loss_of_sync_count", "loss_of_sync", "Times the synchronisation was lost."),
        counter("loss_of_signal_count", "loss_of_signal", "Times the signal was lost."),
        counter("nos_count", "nos", "Primitive sequences that said the other end is not operational."),
        counter("fcp_packet_aborts", "fcp_packet_aborts", "Packets of the SCSI protocol that were aborted."),
    };

    private final String name;
    private final String directory;
    private final InfoSeries info = new InfoSeries(INFO);
    private final AttributeMetric.Of statistics;

    /** @param directory of the port, with a slash at its end */
    FibrechannelPort(String name, String directory) {
        this.name = name;
        this.directory = directory;
        statistics = new AttributeMetric.Of(STATISTICS, name);
    }

    private static AttributeMetric counter(String file, String name, String help) {
        return AttributeMetric.of("statistics/" + file, PREFIX + name + "_total", help, 1, 0, "fc_host");
    }

    void update(MetricSink sink, SysfsAttribute attributes) {
        String[] facts = new String[FACTS.length];
        facts[0] = name;
        boolean known = false;
        for (int i = 1; i < facts.length; i++) {
            String text = attributes.text(directory + FACTS[i]);
            known |= text != null;
            facts[i] = text == null ? "" : plain(FACTS[i], text);
        }
        if (!known && !new File(directory).isDirectory()) {
            return;
        }
        info.sample(sink, facts);
        for (int i = 0; i < STATISTICS.length; i++) {
            if (attributes.readUnsigned(directory + STATISTICS[i].file()) && attributes.number() != NOT_COUNTED) {
                statistics.sample(sink, i, attributes.number());
            }
        }
    }

    /** Addresses are shown without their 0x. */
    private static String plain(String fact, String text) {
        boolean address = fact.equals("port_id") || fact.endsWith("_name") && !fact.equals("symbolic_name");
        return address && text.length() > 2 ? text.substring(2) : text;
    }
}
