package dev.sonde.core.runtime;

import java.util.Locale;

/** Go's names for what Java's system properties call otherwise. */
final class Platform {
    private Platform() {}

    static String goos(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        if (name.startsWith("mac")) {
            return "darwin";
        }
        if (name.startsWith("windows")) {
            return "windows";
        }
        return name.equals("sunos") ? "solaris" : name;
    }

    static String goarch(String osArch) {
        switch (osArch) {
            case "x86_64":
                return "amd64";
            case "x86":
            case "i386":
            case "i686":
                return "386";
            case "aarch64":
                return "arm64";
            default:
                return osArch;
        }
    }
}
