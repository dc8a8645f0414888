package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.Devices;
import dev.sonde.node.linux.Listing;
import dev.sonde.node.linux.SysfsAttribute;
import dev.sonde.node.linux.Unsigned;
import java.util.ArrayList;
import java.util.List;

/**
 * One memory controller: its counts, those of its rows (chip selects) and of their channels. One thread at a time.
 *
 * <p>Which rows and channels there are is settled when the driver is loaded, so the directories are listed now and then
 * only, and when a count cannot be read any more. That finds the names of memory modules too, which the administrator's
 * tools write in some time after the start.
 */
final class EdacController {
    private static final int LIST_EVERY = 32;
    private static final String ROW = "csrow";
    private static final String CHANNEL = "ch";
    private static final String CHANNEL_COUNT = "_ce_count";

    /** What of the controller was at fault when no row is known to be. */
    private static final String NO_ROW = "unknown";

    private static final MetricFamily CORRECTED = MetricFamily.counter(
            "node_edac_correctable_errors_total", "Memory errors that a controller corrected.", "controller");
    private static final MetricFamily UNCORRECTED = MetricFamily.counter(
            "node_edac_uncorrectable_errors_total", "Memory errors that a controller could not correct.", "controller");
    private static final MetricFamily ROW_CORRECTED = MetricFamily.counter(
            "node_edac_csrow_correctable_errors_total",
            "Memory errors in a row of chips that were corrected.",
            "controller",
            "csrow");
    private static final MetricFamily ROW_UNCORRECTED = MetricFamily.counter(
            "node_edac_csrow_uncorrectable_errors_total",
            "Memory errors in a row of chips that could not be corrected.",
            "controller",
            "csrow");
    private static final MetricFamily CHANNEL_CORRECTED = MetricFamily.counter(
            "node_edac_channel_correctable_errors_total",
            "Memory errors in a channel of a row of chips that were corrected.",
            "controller",
            "csrow",
            "channel",
            "dimm_label");
    private static final MetricFamily CHANNEL_UNCORRECTED = MetricFamily.counter(
            "node_edac_channel_uncorrectable_errors_total",
            "Memory errors in a channel of a row of chips that could not be corrected.",
            "controller",
            "csrow",
            "channel",
            "dimm_label");

    private final String path;
    private final String number;
    private List<SeriesFile> counts = List.of();
    private int scrapes;

    EdacController(String path, String number) {
        this.path = path;
        this.number = number;
    }

    void update(MetricSink sink, SysfsAttribute attributes) {
        if (scrapes++ % LIST_EVERY == 0) {
            counts = list(attributes, counts);
        }
        for (SeriesFile count : counts) {
            if (attributes.readUnsigned(count.path)) {
                Unsigned.sample(sink, count.series, attributes.number());
            } else {
                scrapes = 0;
            }
        }
    }

    private List<SeriesFile> list(SysfsAttribute attributes, List<SeriesFile> before) {
        List<SeriesFile> found = new ArrayList<>();
        found.add(new SeriesFile(path + "/ce_count", CORRECTED.series(number)));
        found.add(new SeriesFile(path + "/ue_count", UNCORRECTED.series(number)));
        found.add(new SeriesFile(path + "/ce_noinfo_count", ROW_CORRECTED.series(number, NO_ROW)));
        found.add(new SeriesFile(path + "/ue_noinfo_count", ROW_UNCORRECTED.series(number, NO_ROW)));
        Listing rows = new Listing(path);
        rows.read();
        for (String name : rows.names()) {
            if (Devices.isNumbered(name, ROW)) {
                row(attributes, path + '/' + name, Devices.number(name, ROW), found);
            }
        }
        return SeriesFile.known(before, found);
    }

    private void row(SysfsAttribute attributes, String rowPath, String row, List<SeriesFile> found) {
        found.add(new SeriesFile(rowPath + "/ce_count", ROW_CORRECTED.series(number, row)));
        found.add(new SeriesFile(rowPath + "/ue_count", ROW_UNCORRECTED.series(number, row)));
        Listing files = new Listing(rowPath);
        files.read();
        for (String name : files.names()) {
            if (Devices.isNumbered(name, CHANNEL) && name.endsWith(CHANNEL_COUNT)) {
                String channel = Devices.number(name, CHANNEL);
                String prefix = rowPath + '/' + CHANNEL + channel;
                if (name.length() == CHANNEL.length() + channel.length() + CHANNEL_COUNT.length()) {
                    String label = label(attributes, prefix + "_dimm_label");
                    found.add(new SeriesFile(
                            prefix + CHANNEL_COUNT, CHANNEL_CORRECTED.series(number, row, channel, label)));
                    String uncorrected = CHANNEL + channel + "_ue_count";
                    if (files.contains(uncorrected)) {
                        found.add(new SeriesFile(
                                rowPath + '/' + uncorrected, CHANNEL_UNCORRECTED.series(number, row, channel, label)));
                    }
                }
            }
        }
    }

    /** The kernel's own label is {@code mc#0csrow#0channel#0}; the peer shows it as {@code mc0_csrow0_channel0}. */
    private static String label(SysfsAttribute attributes, String file) {
        if (!attributes.read(file)) {
            return "unknown";
        }
        return attributes.text().replace("#", "").replace("csrow", "_csrow").replace("channel", "_channel");
    }
}
