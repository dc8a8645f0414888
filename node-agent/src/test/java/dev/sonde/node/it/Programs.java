package dev.sonde.node.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The programs under test and the ones to compare with, by system property; {@code .ci/oracles} prints them. */
final class Programs {
    private Programs() {}

    /** The agent's command: {@code agent.command}, words divided by blanks. */
    static List<String> agent() {
        List<String> command =
                new ArrayList<>(Arrays.asList(property("agent.command").trim().split(" +")));
        executable("agent.command", command.get(0));
        return command;
    }

    static List<String> newPeer() {
        return oracle("node_exporter.new");
    }

    static List<String> oldPeer() {
        return oracle("node_exporter.old");
    }

    static List<String> oracle(String name) {
        return List.of(executable("oracle." + name, property("oracle." + name)).toString());
    }

    static String version(String name) {
        return property("oracle." + name + ".version").replaceFirst("[-+].*", "");
    }

    private static String property(String key) {
        String value = System.getProperty(key, "");
        if (value.isBlank()) {
            throw new IllegalStateException("system property " + key
                    + " is missing: run .ci/run, or pass what .ci/oracles" + " prints as -Dkey=value");
        }
        return value;
    }

    private static Path executable(String key, String path) {
        Path program = Path.of(path);
        if (!Files.isExecutable(program)) {
            throw new IllegalStateException(key + " is not an executable file: " + program);
        }
        return program;
    }
}
