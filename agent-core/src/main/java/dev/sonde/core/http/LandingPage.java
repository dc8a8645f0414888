package dev.sonde.core.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The page at {@code /}: who answers here and where its pages are. Plain HTML that loads nothing. */
public final class LandingPage implements Route {
    /** Nothing may be loaded, run or framed: the page has no need of it. */
    private static final String POLICY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final byte[] html;

    private LandingPage(Builder builder) {
        StringBuilder page =
                new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<title>").append(escape(builder.title)).append("</title>\n</head>\n<body>\n");
        page.append("<h1>").append(escape(builder.title)).append("</h1>\n");
        page.append("<p>Version ").append(escape(builder.version)).append("</p>\n<ul>\n");
        for (Map.Entry<String, String> link : builder.links.entrySet()) {
            page.append("<li><a href=\"").append(escape(link.getKey())).append("\">");
            page.append(escape(link.getValue())).append("</a></li>\n");
        }
        page.append("</ul>\n</body>\n</html>\n");
        this.html = page.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param title name of the agent for people: {@code Node agent}
     * @param version shown below the title
     */
    public static Builder builder(String title, String version) {
        return new Builder(title, version);
    }

    @Override
    public void handle(HttpCall call) {
        call.setHeader("Content-Security-Policy", POLICY);
        call.setHeader("X-Content-Type-Options", "nosniff");
        call.respond(200, "text/html; charset=utf-8", html, html.length);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Collects links, which are shown in the order added. */
    public static final class Builder {
        private final String title;
        private final String version;
        private final Map<String, String> links = new LinkedHashMap<>();

        private Builder(String title, String version) {
            this.title = title;
            this.version = version;
        }

        public Builder link(String path, String text) {
            links.put(path, text);
            return this;
        }

        public LandingPage build() {
            return new LandingPage(this);
        }
    }
}
