package dev.sonde.node;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.node.collector.NodeContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RetiredCollectorsTest {
    private static FlagSet parsed(String... arguments) {
        FlagSet flags = NodeAgent.declare(BuildInfo.load());
        flags.parse(arguments);
        return flags;
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    --path.procfs=/proc                           | ''
                    --no-collector.ntp                            | ''
                    --collector.ntp                               | Deprecated upstream and not served, collectors=ntp
                    --collector.supervisord --collector.runit     | Deprecated upstream and not served, collectors=runit,supervisord
                    """)
    void warnsOfThoseThatAreSwitchedOn(String arguments, String warning) {
        assertThat(RetiredCollectors.warning(parsed(arguments.split(" ")))).isEqualTo(warning);
    }

    @Test
    void takesTheirFlagsAndMakesNoCollector() {
        FlagSet flags = parsed(
                "--collector.disable-defaults",
                "--collector.ntp",
                "--collector.ntp.server=192.0.2.1",
                "--collector.ntp.server-port=1123",
                "--collector.ntp.protocol-version=3",
                "--collector.ntp.server-is-local",
                "--collector.ntp.ip-ttl=2",
                "--collector.ntp.max-distance=1s",
                "--collector.ntp.local-offset-tolerance=2ms",
                "--collector.runit",
                "--collector.runit.servicedir=/srv",
                "--collector.supervisord",
                "--collector.supervisord.url=http://192.0.2.1/RPC2");

        assertThat(NodeCollectors.create(new NodeContext(NodeFlags.paths(flags), flags)))
                .isEmpty();
        assertThat(NodeCollectors.names()).contains("ntp", "runit", "supervisord");
    }
}
