package dev.sonde.node;

import dev.sonde.core.flags.FlagSet;
import java.util.ArrayList;
import java.util.List;

/**
 * Collectors that the peer has declared deprecated and will remove. Their flags are taken, so that a command line made
 * for the peer still starts the agent; they are not served.
 */
final class RetiredCollectors {
    static final List<String> NAMES = List.of("ntp", "runit", "supervisord");

    private static final String UNUSED = "Taken for compatibility and not used.";

    private RetiredCollectors() {}

    static void declare(FlagSet flags) {
        for (String name : NAMES) {
            flags.bool("collector." + name, false, "Taken for compatibility: deprecated upstream and not served.");
        }
        flags.string("collector.ntp.server", "127.0.0.1", UNUSED).hidden();
        flags.integer("collector.ntp.server-port", 123, UNUSED).hidden();
        flags.integer("collector.ntp.protocol-version", 4, UNUSED).hidden();
        flags.bool("collector.ntp.server-is-local", false, UNUSED).hidden();
        flags.integer("collector.ntp.ip-ttl", 1, UNUSED).hidden();
        flags.duration("collector.ntp.max-distance", "3.46608s", UNUSED).hidden();
        flags.duration("collector.ntp.local-offset-tolerance", "1ms", UNUSED).hidden();
        flags.string("collector.runit.servicedir", "/etc/service", UNUSED).hidden();
        flags.string("collector.supervisord.url", "http://localhost:9001/RPC2", UNUSED)
                .env("SUPERVISORD_URL")
                .hidden();
    }

    /** What to tell a user who has switched some of them on; empty when there is nothing to tell. */
    static String warning(FlagSet flags) {
        List<String> on = new ArrayList<>();
        for (String name : NAMES) {
            if (flags.getBool("collector." + name)) {
                on.add(name);
            }
        }
        return on.isEmpty() ? "" : "Deprecated upstream and not served, collectors=" + String.join(",", on);
    }
}
