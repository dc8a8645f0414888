package dev.sonde.core.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The page at {@code /}: who answers here and where its pages are. Plain HTML that loads nothing, or the live page,
 * which draws in the browser what the page of metrics says.
 *
 * <p>Costs an agent a few hundred bytes until somebody looks: what the live page consists of is read when it is asked
 * for, and not kept.
 */
public final class LandingPage implements Route {
    private static final String SEALED =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final String OWN_ONLY = "; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'";
    private static final String LIVE = "/-/live/";
    private static final String CONFIGURATION = "/-/live/config";
    /** Here and not where they are read, so that a start loads no class more than without the page. */
    private static final String[] ASSETS = {
        "app.js", "exposition.js", "boards.js", "charts.js", "panels.js", "chart.js", "style.css", "icon.svg"
    };

    private final String title;
    private final String version;
    private final Map<String, String> links;
    private final @Nullable Supplier<String> configuration;

    private LandingPage(Builder builder) {
        this.title = builder.title;
        this.version = builder.version;
        this.links = new LinkedHashMap<>(builder.links);
        this.configuration = builder.configuration;
    }

    /**
     * @param title name of the agent for people: {@code Node agent}
     * @param version shown below the title
     */
    public static Builder builder(String title, String version) {
        return new Builder(title, version);
    }

    /** Where the page wants to be asked. */
    List<String> paths() {
        if (configuration == null) {
            return Collections.singletonList("/");
        }
        List<String> paths = new ArrayList<>();
        paths.add("/");
        paths.add(CONFIGURATION);
        for (String name : ASSETS) {
            paths.add(LIVE + name);
        }
        return paths;
    }

    @Override
    public void handle(HttpCall call) {
        call.setHeader("X-Content-Type-Options", "nosniff");
        Supplier<String> settings = configuration;
        if (settings == null) {
            page(call, SEALED, plain());
        } else if (call.path().equals("/")) {
            call.execute(() -> page(call, SEALED + OWN_ONLY, live()));
        } else if (call.path().equals(CONFIGURATION)) {
            call.setHeader("Cache-Control", "no-store");
            call.execute(() -> Answers.text(call, 200, settings.get()));
        } else {
            call.execute(() -> LiveAssets.answer(call, call.path().substring(LIVE.length())));
        }
    }

    private static void page(HttpCall call, String policy, String html) {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        call.setHeader("Content-Security-Policy", policy);
        call.setHeader("Referrer-Policy", "no-referrer");
        call.setHeader("Cache-Control", "no-cache");
        call.respond(200, "text/html; charset=utf-8", body, body.length);
    }

    private String plain() {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>" + escape(title)
                + "</title>\n</head>\n<body>\n<h1>" + escape(title) + "</h1>\n<p>Version " + escape(version)
                + "</p>\n<ul>\n" + list() + "</ul>\n</body>\n</html>\n";
    }

    private String live() {
        return LiveAssets.index()
                .replace("{{title}}", escape(title))
                .replace("{{version}}", escape(version))
                .replace("{{links}}", list());
    }

    private String list() {
        StringBuilder list = new StringBuilder();
        for (Map.Entry<String, String> link : links.entrySet()) {
            // relative, for a proxy that serves the agent below a path of its own
            list.append("<li><a href=\".").append(escape(link.getKey())).append("\">");
            list.append(escape(link.getValue())).append("</a></li>\n");
        }
        return list.toString();
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** Collects links, which are shown in the order added. The first is that of the page of metrics. */
    public static final class Builder {
        private final String title;
        private final String version;
        private final Map<String, String> links = new LinkedHashMap<>();
        private @Nullable Supplier<String> configuration;

        private Builder(String title, String version) {
            this.title = title;
            this.version = version;
        }

        public Builder link(String path, String text) {
            links.put(path, text);
            return this;
        }

        /**
         * Makes it the live page.
         *
         * @param settings gives the configuration in force without secrets, in the form of {@link
         *     dev.sonde.core.flags.FlagReport}; asked on a worker for each look at it
         */
        public Builder live(Supplier<String> settings) {
            this.configuration = settings;
            return this;
        }

        public LandingPage build() {
            return new LandingPage(this);
        }
    }
}
