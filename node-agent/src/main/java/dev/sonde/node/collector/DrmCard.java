package dev.sonde.node.collector;

import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.SysfsAttribute;

/** One graphics card. Its class is loaded only where there is one. */
final class DrmCard {
    private static final String DRIVER = "DRIVER=amdgpu";

    private static final MetricFamily INFO = MetricFamily.gauge(
            "node_drm_card_info",
            "Make and power level of a graphics card; always 1.",
            "card",
            "memory_vendor",
            "power_performance_level",
            "unique_id",
            "vendor");

    private static final AttributeMetric[] NUMBERS = {
        of("gpu_busy_percent", "gpu_busy_percent", "How busy the graphics processor is, 0 to 100."),
        of("mem_info_gtt_total", "memory_gtt_size_bytes", "Size of the block of the graphics translation table."),
        of("mem_info_gtt_used", "memory_gtt_used_bytes", "Used part of the block of the graphics translation table."),
        of("mem_info_vis_vram_total", "memory_vis_vram_size_bytes", "Size of the card's memory that the host sees."),
        of("mem_info_vis_vram_used", "memory_vis_vram_used_bytes", "Used part of the memory that the host sees."),
        of("mem_info_vram_total", "memory_vram_size_bytes", "Size of the card's memory."),
        of("mem_info_vram_used", "memory_vram_used_bytes", "Used part of the card's memory."),
    };

    private final String name;
    private final String directory;
    private final InfoSeries info = new InfoSeries(INFO);
    private final AttributeMetric.Of numbers;

    /** @param directory of the device, with a slash at its end */
    DrmCard(String name, String directory) {
        this.name = name;
        this.directory = directory;
        numbers = new AttributeMetric.Of(NUMBERS, name);
    }

    private static AttributeMetric of(String file, String name, String help) {
        return AttributeMetric.of(file, "node_drm_" + name, help, 1, 0, "card");
    }

    void update(MetricSink sink, SysfsAttribute attributes) {
        if (!attributes.textOrEmpty(directory + "uevent").contains(DRIVER)) {
            return;
        }
        info.sample(
                sink,
                name,
                attributes.textOrEmpty(directory + "mem_info_vram_vendor"),
                attributes.textOrEmpty(directory + "power_dpm_force_performance_level"),
                attributes.textOrEmpty(directory + "unique_id"),
                "amd");
        for (int i = 0; i < NUMBERS.length; i++) {
            if (attributes.readUnsigned(directory + NUMBERS[i].file())) {
                numbers.sample(sink, i, attributes.number());
            }
        }
    }
}
