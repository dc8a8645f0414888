package dev.sonde.core.http;

import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

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
                .get(HEALTHY, new Health("Healthy.\n", null))
                .get(READY, new Health("Ready.\n", ready))
                .any(telemetryPath, metrics);
        if (!telemetryPath.equals("/")) {
            landing.link(telemetryPath, "Metrics").link(HEALTHY, "Healthy").link(READY, "Ready");
            LandingPage page = landing.build();
            for (String path : page.paths()) {
                routes.get(path, page);
            }
        }
        return routes;
    }

    private static final class Health implements Route {
        private final String well;
        private final @Nullable BooleanSupplier condition;

        Health(String well, @Nullable BooleanSupplier condition) {
            this.well = well;
            this.condition = condition;
        }

        @Override
        public void handle(HttpCall call) {
            if (condition == null || condition.getAsBoolean()) {
                Answers.text(call, 200, well);
            } else {
                Answers.text(call, 503, "Not ready.\n");
            }
        }
    }
}
