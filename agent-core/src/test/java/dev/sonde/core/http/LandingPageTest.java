package dev.sonde.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.http.kit.RawClient;
import dev.sonde.core.http.undertow.UndertowServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The live page as it is sent. */
class LandingPageTest {
    private static final int MOST_BYTES = 150 << 10;

    private static HttpServer server;

    @BeforeAll
    static void start() {
        LandingPage.Builder landing =
                LandingPage.builder("An <agent>", "1 & \"2\"").live(() -> "a\tb\tgiven\n");
        Route metrics = call -> Answers.text(call, 200, "up 1\n");
        server = UndertowServer.start(
                ServerOptions.builder("landing").listen("127.0.0.1:0").build(),
                AgentRoutes.of("/metrics", metrics, landing, () -> true).build());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawClient.Response get(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: x\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        try (RawClient client = new RawClient(server.addresses().get(0))) {
            return client.send(request + "\r\n").response();
        }
    }

    static List<String> assets() {
        List<String> paths = new ArrayList<>(
                LandingPage.builder("", "").live(() -> "").build().paths());
        paths.removeAll(List.of("/", "/-/live/config"));
        return paths;
    }

    @Test
    void saysWhoAnswersAndWhere() throws IOException {
        assertThat(get("/").text())
                .contains("<title>An &lt;agent></title>", "1 &amp; &quot;2&quot;", "<a href=\"./metrics\">Metrics</a>")
                .doesNotContain("{{", "<agent>");
        assertThat(get("/-/live/config").text()).isEqualTo("a\tb\tgiven\n");
    }

    @ParameterizedTest
    @MethodSource("assets")
    void isSentCompressedOrNotAndOnlyOnce(String path) throws IOException {
        RawClient.Response compressed = get(path, "Accept-Encoding: gzip");
        assertThat(compressed.status()).isEqualTo(200);
        assertThat(compressed.header("content-encoding")).isEqualTo("gzip");
        assertThat(compressed.header("x-content-type-options")).isEqualTo("nosniff");
        assertThat(compressed.header("cache-control")).isEqualTo("no-cache");
        assertThat(compressed.header("vary")).isEqualTo("Accept-Encoding");

        RawClient.Response plain = get(path);
        assertThat(plain.header("content-encoding")).isEmpty();
        try (GZIPInputStream content = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
            assertThat(plain.body()).isNotEmpty().isEqualTo(content.readAllBytes());
        }

        String tag = compressed.header("etag");
        assertThat(tag).matches("W/\"[0-9a-f]{16}\"");
        RawClient.Response known = get(path, "If-None-Match: W/\"x\", " + tag);
        assertThat(known.status()).isEqualTo(304);
        assertThat(known.header("etag")).isEqualTo(tag);
        assertThat(known.headers()).doesNotContainKeys("content-length", "content-type");
        assertThat(get(path, "If-None-Match: W/\"0000000000000000\"").status()).isEqualTo(200);
    }

    @Test
    void theConnectionGoesOnAfterWhatWasNotModified() throws IOException {
        String ask = "GET /-/live/app.js HTTP/1.1\r\nHost: x\r\nIf-None-Match: *\r\n\r\n";
        try (RawClient client = new RawClient(server.addresses().get(0))) {
            assertThat(client.send(ask).response().status()).isEqualTo(304);
            assertThat(client.send(ask).response().status()).isEqualTo(304);
            assertThat(client.get("/metrics").response().text()).isEqualTo("up 1\n");
        }
    }

    @Test
    void isSmall() throws IOException {
        int bytes = get("/").body().length;
        for (String path : assets()) {
            bytes += get(path, "Accept-Encoding: gzip").body().length;
        }
        assertThat(bytes).isBetween(50 << 10, MOST_BYTES);
    }

    @Test
    void namesNoOtherHostAndNothingThatThePolicyForbids() throws IOException {
        Pattern outside = Pattern.compile("(?:src|href|@import|url\\(|fetch\\()\\s*=?\\s*[\"']?(?:https?:)?//");
        for (String path : assets()) {
            assertThat(get(path).text())
                    .as(path)
                    .doesNotContainPattern(outside)
                    .doesNotContain("sourceMappingURL", "eval(", "new Function");
        }
    }

    @ParameterizedTest
    @MethodSource("assets")
    void everyAssetIsUsed(String path) throws IOException {
        String name = path.substring(path.lastIndexOf('/') + 1);
        StringBuilder all = new StringBuilder(get("/").text());
        for (String other : assets()) {
            all.append(other.endsWith("/chart.js") ? "" : get(other).text());
        }
        assertThat(all).containsPattern("[\"'][^\"']*/" + Pattern.quote(name) + "[\"']");
    }
}
