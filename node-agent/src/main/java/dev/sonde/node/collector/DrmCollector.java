package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.LabelCache;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.node.linux.SysfsAttribute;

/**
 * Graphics cards with the driver amdgpu, {@code sys/class/drm/card<n>/device}: {@code Documentation/gpu/amdgpu}. A host
 * without one has nothing to say, which is no failure. Numbers that a card does not have are left out.
 */
public final class DrmCollector extends AgentCollector implements LabelCache.Builder<DrmCard> {
    private static final String CARD = "card";

    private final String directory;
    private final DeviceList<DrmCard> cards;
    private final SysfsAttribute attributes = new SysfsAttribute(DrmCollector.class);

    public DrmCollector(NodeContext context) {
        super("drm");
        directory = context.paths().sys("class/drm");
        cards = new DeviceList<>(directory, this);
    }

    @Override
    public DrmCard build(String name) {
        return new DrmCard(name, directory + '/' + name + "/device/");
    }

    @Override
    public void update(MetricSink sink) {
        String[] names = cards.begin();
        if (names == null) {
            return;
        }
        for (String name : names) {
            DrmCard card = isCard(name) ? cards.get(name) : null;
            if (card != null) {
                card.update(sink, attributes);
            }
        }
    }

    /** Connectors, {@code card0-DP-1}, and render nodes are no cards. */
    private static boolean isCard(String name) {
        if (!name.startsWith(CARD) || name.length() == CARD.length()) {
            return false;
        }
        for (int i = CARD.length(); i < name.length(); i++) {
            if (name.charAt(i) < '0' || name.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
