package dev.sonde.core.http;

import dev.sonde.core.flags.FlagSet;

/** The {@code --web.*} flags, the same for all agents. */
public final class WebFlags {
    private WebFlags() {}

    /** @param address where the agent listens unless told otherwise: {@code :9100} */
    public static void declare(FlagSet flags, String address) {
        flags.strings("web.listen-address", "Where to listen: [host]:port. Repeatable.", address);
        flags.string("web.config.file", "", "File with TLS, authentication, headers and rate limit.");
        flags.string("web.telemetry-path", "/metrics", "Path of the page of metrics.");
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
}
