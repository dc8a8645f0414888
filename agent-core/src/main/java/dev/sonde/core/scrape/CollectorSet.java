package dev.sonde.core.scrape;

import dev.sonde.core.metrics.AgentCollector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The collectors of an agent: those that are on, and the names of all there are. Immutable. */
public final class CollectorSet {
    private final Map<String, CollectorSlot> enabled = new LinkedHashMap<>();
    private final Set<String> known;
    private final List<AgentCollector> own;

    /**
     * @param enabled in the order in which they run, which is also the order of their right to a family
     * @param known names of all collectors, on or off
     * @param own families about the agent itself, part of every page and not reported on
     */
    public CollectorSet(List<? extends AgentCollector> enabled, Set<String> known, List<? extends AgentCollector> own) {
        for (AgentCollector collector : enabled) {
            this.enabled.put(collector.name(), new CollectorSlot(collector));
        }
        this.known = known;
        this.own = new ArrayList<>(own);
    }

    public Collection<String> names() {
        return enabled.keySet();
    }

    List<AgentCollector> own() {
        return own;
    }

    List<CollectorSlot> all() {
        return new ArrayList<>(enabled.values());
    }

    /**
     * The collectors that a scrape with {@code collect[]} or {@code exclude[]} runs: only those named, or all but those
     * named. As with the peer, what is excluded need not exist. Where all are excluded nothing is collected; the peer
     * then runs every collector.
     *
     * @throws FilterException with the text that the client gets
     */
    List<CollectorSlot> filtered(List<String> collect, List<String> exclude) throws FilterException {
        if (!collect.isEmpty() && !exclude.isEmpty()) {
            throw new FilterException("Combined collect and exclude queries are not allowed.");
        }
        for (String name : collect) {
            if (!enabled.containsKey(name)) {
                String why = known.contains(name) ? "disabled" : "missing";
                throw new FilterException("Couldn't create filtered metrics handler: couldn't create collector: " + why
                        + " collector: " + name);
            }
        }
        List<CollectorSlot> slots = new ArrayList<>();
        for (CollectorSlot slot : enabled.values()) {
            if (collect.isEmpty() ? !exclude.contains(slot.name()) : collect.contains(slot.name())) {
                slots.add(slot);
            }
        }
        return slots;
    }
}
