package dev.sonde.core.config;

import dev.sonde.core.flags.FlagSet;
import java.util.Collections;
import java.util.List;

/**
 * A YAML file with the flags of a program: a map from the name of each flag, without dashes, to its value; a list of
 * values for one that may be repeated, {@code true} or {@code false} for a switch. The command line goes before it.
 *
 * <pre>
 * collector.filesystem.mount-points-exclude: ^/(dev|proc|sys)($|/)
 * collector.processes: true
 * web.listen-address: [":9100", "127.0.0.1:9101"]
 * </pre>
 */
public final class FlagFile {
    /** The flag that names the file; it cannot stand in the file itself. */
    public static final String FLAG = "config.file";

    private FlagFile() {}

    public static void declare(FlagSet flags) {
        flags.string(
                FLAG, "", "YAML file of flags: names without dashes as keys. What the command line says goes first.");
    }

    /**
     * Gives the flags the values of the file that they name, if they name one.
     *
     * @throws ConfigException when the file cannot be used
     */
    public static void apply(FlagSet flags) {
        String file = flags.getString(FLAG);
        if (!file.isEmpty()) {
            apply(file, ConfigFile.content(file), flags);
        }
    }

    /**
     * The same with a file's content that is there already.
     *
     * @param file its name for messages
     * @param flags parsed
     * @throws ConfigException when the content cannot be used, with the place and the key
     */
    public static void apply(String file, byte[] content, FlagSet flags) {
        ConfigNode root = ConfigFile.parse(file, content);
        List<String> names = flags.names();
        names.remove(FLAG);
        root.tellUnknown(
                message -> {
                    throw new ConfigException(message);
                },
                names.toArray(new String[0]));
        for (String key : root.keys()) {
            ConfigNode value = root.get(key);
            if (value == null) {
                throw root.error("no value for " + key);
            }
            try {
                flags.configure(key, value.isList() ? value.strings() : Collections.singletonList(value.string()));
            } catch (IllegalArgumentException e) {
                throw value.error(String.valueOf(e.getMessage()));
            }
        }
    }
}
