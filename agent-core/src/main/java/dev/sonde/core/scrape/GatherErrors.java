package dev.sonde.core.scrape;

import dev.sonde.core.exposition.PageLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts pages that had to drop a family or series, and says which when that changes. Thread-safe. */
public final class GatherErrors {
    private static final Logger log = LoggerFactory.getLogger(GatherErrors.class);

    private final AtomicLong pages = new AtomicLong();
    private List<String> logged = new ArrayList<>();

    void page(PageLayout layout) {
        if (layout.dropped() > 0) {
            pages.incrementAndGet();
        }
    }

    synchronized void changed(PageLayout layout) {
        List<String> conflicts = layout.conflicts();
        if (conflicts.equals(logged)) {
            return;
        }
        logged = new ArrayList<>(conflicts);
        if (layout.dropped() > 0) {
            log.warn("series left out of the page, count={}, first={}", layout.dropped(), conflicts);
        }
    }

    /** Pages so far that were not whole. */
    public long pages() {
        return pages.get();
    }
}
