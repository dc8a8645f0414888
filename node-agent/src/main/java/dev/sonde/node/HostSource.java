package dev.sonde.node;

import dev.sonde.core.flags.FlagSet;
import java.io.File;

/** Where what the agent tells of the host comes from: the kernel's files, or OSHI on a host that has none. */
enum HostSource {
    PROCFS,
    OSHI;

    private static final String FLAG = "host.source";

    static void declare(FlagSet flags) {
        flags.choice(
                FLAG,
                "auto",
                "Read procfs, or ask OSHI on a host without it, which knows fewer metrics of fewer collectors. "
                        + "Auto is procfs on Linux and wherever there is one.",
                "auto",
                "procfs",
                "oshi");
    }

    static HostSource of(FlagSet flags) {
        return of(flags.getString(FLAG), System.getProperty("os.name"), flags.getString("path.procfs"));
    }

    static HostSource of(String flag, String osName, String procfs) {
        return switch (flag) {
            case "procfs" -> PROCFS;
            case "oshi" -> OSHI;
            default -> osName.equals("Linux") || new File(procfs, "stat").exists() ? PROCFS : OSHI;
        };
    }
}
