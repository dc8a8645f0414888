package dev.sonde.core.http;

import dev.sonde.core.flags.FlagSet;

/** The {@code --web.*} flags, the same for all agents. */
public final class WebFlags {
    private WebFlags() {}

    /** @param address where the agent listens unless told otherwise: {@code :9100} */
    public static void declare(FlagSet flags, String address) {
        flags.strings("web.listen-address", "Where to listen: [host]:port. Repeatable.", address);
        flags.bool("web.systemd-socket", false, "Not supported: Java cannot take over the sockets of systemd.");
        flags.string("web.config.file", "", "File with TLS, authentication, headers and rate limit.");
        flags.string("web.telemetry-path", "/metrics", "Path of the page of metrics.");
        flags.bool("web.live-page", true, "Serve a page of live charts at /, instead of one of mere links.");
        flags.bool(
                "web.disable-exporter-metrics",
                false,
                "Leave out the families about the agent itself (process_*, jvm_*, promhttp_*).");
        flags.integer("web.max-requests", 40, "Scrapes at a time; one more gets 503. 0 for any number.");
        flags.number(
                "timeout-offset",
                0.25,
                "Seconds by which the page is sent before the time-out that the client announces.");
    }

    /**
     * Refuses what the parser cannot.
     *
     * @throws dev.sonde.core.flags.UsageException saying which flag
     */
    public static void check(FlagSet flags) {
        if (flags.getBool("web.systemd-socket")) {
            throw flags.error("--web.systemd-socket is not supported, give the addresses to --web.listen-address");
        }
        String path = flags.getString("web.telemetry-path");
        if (!path.startsWith("/") || path.startsWith("/-/")) {
            throw flags.error("--web.telemetry-path has to begin with a slash and not with /-/, got \"" + path + "\"");
        }
    }
}
