package dev.sonde.node;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.FlagFile;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.LogFlags;
import dev.sonde.core.flags.UsageException;
import dev.sonde.core.http.ListenException;
import dev.sonde.core.http.ServerOptions;
import dev.sonde.core.http.WebFlags;
import dev.sonde.core.http.web.WebConfigFile;
import dev.sonde.core.runtime.Terminal;
import dev.sonde.core.scrape.CollectorSet;
import dev.sonde.node.collector.NodeContext;
import java.io.PrintStream;
import java.util.List;

/**
 * {@code node-agent check-config}: what a start with the same flags would find fault with, all of it, without a start.
 * Files are read, nothing is listened to.
 */
final class ConfigCheck {
    static final String COMMAND = "check-config";

    private final FlagSet flags;
    private final PrintStream out;
    private final Terminal terminal;
    private boolean failed;

    ConfigCheck(FlagSet flags, PrintStream out, Terminal terminal) {
        this.flags = flags;
        this.out = out;
        this.terminal = terminal;
    }

    /** Prints a line for each thing checked; the exit code is 0 when all are well and else 1. */
    int run() {
        String file = flags.getString(FlagFile.FLAG);
        if (!file.isEmpty()) {
            check("flags of " + file, () -> FlagFile.apply(flags));
        }
        LogFlags.apply(flags);
        check("web flags", () -> WebFlags.check(flags));
        check("listen addresses", this::addresses);
        String web = flags.getString("web.config.file");
        if (!web.isEmpty()) {
            check("web config " + web, () -> WebConfigFile.load(web));
        }
        check("paths of the host", () -> NodeFlags.checkPaths(flags));
        check("limits", () -> NodeFlags.limits(flags));
        check("collectors", this::collectors);
        out.flush();
        return failed ? 1 : 0;
    }

    private void addresses() {
        ServerOptions.builder("node-agent")
                .listen(flags.getStrings("web.listen-address"))
                .build();
    }

    private void collectors() {
        new CollectorSet(
                NodeCollectors.create(new NodeContext(NodeFlags.paths(flags), flags)),
                NodeCollectors.names(),
                List.of());
    }

    private void check(String what, Runnable checking) {
        String complaint;
        try {
            checking.run();
            complaint = "";
        } catch (UsageException e) {
            complaint = e.text().strip();
        } catch (ConfigException | ListenException | IllegalArgumentException e) {
            complaint = String.valueOf(e.getMessage());
        }
        if (complaint.isEmpty()) {
            out.println(terminal.good("ok") + "    " + what);
        } else {
            failed = true;
            out.println(terminal.bad("FAIL") + "  " + what + ": " + complaint);
        }
    }
}
