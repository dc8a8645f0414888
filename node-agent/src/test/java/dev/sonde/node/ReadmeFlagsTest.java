package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagTable;
import dev.sonde.core.runtime.BuildInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README's table of flags is what the agent declares; {@code -Dsonde.write-docs=true} writes it. */
class ReadmeFlagsTest {
    private static final String BEGIN = "<!-- flags:begin -->\n";
    private static final String END = "<!-- flags:end -->";

    @Test
    void tableIsTheAgents() throws IOException {
        Path readme = Path.of("..", "README.md");
        String text = Files.readString(readme);
        int from = text.indexOf(BEGIN) + BEGIN.length();
        int to = text.indexOf(END);
        String table = FlagTable.markdown(NodeAgent.declare(BuildInfo.load()));

        if (Boolean.getBoolean("sonde.write-docs")) {
            text = text.substring(0, from) + table + text.substring(to);
            Files.writeString(readme, text);
            to = text.indexOf(END);
        }

        assertThat(text.substring(from, to)).isEqualTo(table);
    }
}
