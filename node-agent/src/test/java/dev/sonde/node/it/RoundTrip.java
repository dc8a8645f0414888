package dev.sonde.node.it;

import dev.sonde.node.it.StubPages.PageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Sends a page that somebody writes through a real Prometheus: what any encoder can be checked with. */
final class RoundTrip {
    private RoundTrip() {}

    /**
     * What the server stored of the page: value by labels, without the series the server adds. Fails when it had
     * anything to say about the scrape.
     */
    static Map<Map<String, String>, Double> stored(
            List<String> server, Path directory, String contentType, PageWriter page) throws IOException {
        try (StubPages stub = new StubPages()) {
            stub.serve("/page", contentType, page);
            ScrapeJob job = new ScrapeJob("page", stub.port(), "/page", List.of(), List.of());
            try (Prometheus prometheus = Prometheus.start(server, directory, List.of(job))) {
                prometheus.awaitScrapes("page");
                List<String> trouble = prometheus.scrapeTrouble();
                if (!trouble.isEmpty()) {
                    throw new IOException("the server complains: " + trouble);
                }
                return prometheus.query("{job=\"page\",__name__!~\"up|scrape_.*\"}");
            }
        }
    }
}
