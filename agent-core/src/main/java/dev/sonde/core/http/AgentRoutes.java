package dev.sonde.core.http;

import java.util.function.BooleanSupplier;

/** The paths that every agent has: its metrics, the landing page, and the two that tell whether it is well. */
public final class AgentRoutes {
    private static final String HEALTHY = "/-/healthy";
    private static final String READY = "/-/ready";

    private AgentRoutes() {}

    /**
     * Starts the table of an agent; what is particular to it is added by the caller.
     *
     * @param telemetryPath where the metrics are; if that is {@code /}, there is no landing page
     * @param ready whether the agent can answer for what it watches; asked on the I/O thread
     * @throws IllegalArgumentException when the path is taken or does not begin with a slash
     */
    public static Routes.Builder of(
            String telemetryPath, Route metrics, LandingPage.Builder landing, BooleanSupplier ready) {
        Routes.Builder routes = Routes.builder()
                .get(HEALTHY, call -> Answers.text(call, 200, "Healthy.\n"))
                .get(READY, call -> {
                    boolean yes = ready.getAsBoolean();
                    Answers.text(call, yes ? 200 : 503, yes ? "Ready.\n" : "Not ready.\n");
                })
                .any(telemetryPath, metrics);
        if (!telemetryPath.equals("/")) {
            landing.link(telemetryPath, "Metrics").link(HEALTHY, "Healthy").link(READY, "Ready");
            routes.get("/", landing.build());
        }
        return routes;
    }
}
