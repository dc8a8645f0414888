package dev.sonde.core.http.tls;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.config.ConfigNode;

/** Where the files that a configuration names come from. */
public interface FileTexts {
    /**
     * The content of the file that the node names.
     *
     * @throws ConfigException when it cannot be read; says where the name stands
     */
    String read(ConfigNode name);
}
