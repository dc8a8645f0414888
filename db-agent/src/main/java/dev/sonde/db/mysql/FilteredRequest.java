package dev.sonde.db.mysql;

import dev.sonde.core.exposition.PageFormat;
import dev.sonde.core.scrape.ScrapeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A request with the peer's view of {@code collect[]}: names that are not enabled are left aside, and where none is left
 * all collectors run.
 */
final class FilteredRequest implements ScrapeRequest {
    private final ScrapeRequest request;
    private final List<String> collect;

    FilteredRequest(ScrapeRequest request, Set<String> enabled) {
        this.request = request;
        this.collect = new ArrayList<>();
        for (String name : request.collect()) {
            if (enabled.contains(name)) {
                collect.add(name);
            }
        }
    }

    @Override
    public List<String> collect() {
        return collect;
    }

    @Override
    public List<String> exclude() {
        return collect.isEmpty() ? request.exclude() : List.of();
    }

    @Override
    public PageFormat format() {
        return request.format();
    }

    @Override
    public boolean gzip() {
        return request.gzip();
    }

    @Override
    public long timeoutMillis() {
        return request.timeoutMillis();
    }

    @Override
    public void after(long millis, Runnable action) {
        request.after(millis, action);
    }

    @Override
    public void answer(byte[] body) {
        request.answer(body);
    }

    @Override
    public void fail() {
        request.fail();
    }
}
