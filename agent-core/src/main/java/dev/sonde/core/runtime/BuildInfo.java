package dev.sonde.core.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/**
 * Which build this is and what it runs on, in the words of the peers' {@code --version}, start-up lines and {@code
 * build_info} metric. What a build did not say is {@code unknown}. Immutable.
 */
public final class BuildInfo {
    private static final String UNKNOWN = "unknown";

    private final Properties build;

    private BuildInfo(Properties build) {
        this.build = build;
    }

    /** Reads the resource that the build has put into this jar. */
    public static BuildInfo load() {
        Properties build = new Properties();
        try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                build.load(in);
            }
        } catch (IOException e) {
            // A damaged jar: the agent works all the same, it only does not know its version.
        }
        return new BuildInfo(build);
    }

    public String version() {
        return build.getProperty("version", UNKNOWN);
    }

    public String revision() {
        return build.getProperty("revision", UNKNOWN);
    }

    public String branch() {
        return build.getProperty("branch", UNKNOWN);
    }

    public String buildUser() {
        return build.getProperty("user", UNKNOWN);
    }

    public String buildDate() {
        return build.getProperty("date", UNKNOWN);
    }

    /** Takes the place of the peers' Go version, such as {@code java17.0.15}. */
    public String goVersion() {
        return "java" + System.getProperty("java.version", "");
    }

    /** Go's name of the operating system, such as {@code linux} or {@code darwin}. */
    public String goos() {
        return Platform.goos(System.getProperty("os.name", UNKNOWN));
    }

    /** Go's name of the architecture, such as {@code amd64} or {@code arm64}. */
    public String goarch() {
        return Platform.goarch(System.getProperty("os.arch", UNKNOWN));
    }

    /** The peers list Go build tags here. */
    public String tags() {
        return UNKNOWN;
    }

    /** The lines of {@code --version}, with a final newline. */
    public String text(String program) {
        return program + ", version " + version() + " (branch: " + branch() + ", revision: " + revision() + ")\n"
                + "  build user:       " + buildUser() + "\n"
                + "  build date:       " + buildDate() + "\n"
                + "  java version:     " + System.getProperty("java.version", UNKNOWN) + "\n"
                + "  platform:         " + goos() + "/" + goarch() + "\n"
                + "  tags:             " + tags() + "\n";
    }

    /** For the start-up line that names the version. */
    public String versionSummary() {
        return "(version=" + version() + ", branch=" + branch() + ", revision=" + revision() + ")";
    }

    /** For the start-up line that names the build. */
    public String buildSummary() {
        return "(java=" + System.getProperty("java.version", UNKNOWN) + ", platform=" + goos() + "/" + goarch()
                + ", user=" + buildUser() + ", date=" + buildDate() + ", tags=" + tags() + ")";
    }
}
