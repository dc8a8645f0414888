package dev.sonde.db.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.ParsedPage;
import dev.sonde.db.kit.RecordedServers;
import dev.sonde.db.kit.ScriptedRedis;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every series that redis_exporter makes of recorded replies is on our page too. */
class RecordedParityIT {
    private static final Parity PARITY = new Parity("""
            ^redis_exporter_build_info | names its build
            """);

    @TempDir
    Path folder;

    private static ScriptedRedis server(String name) throws IOException {
        return switch (name) {
            case "keydb" -> RecordedServers.keydb();
            case "dragonfly" -> RecordedServers.dragonfly();
            case "redis5" -> RecordedServers.redis5();
            case "modules" -> RecordedServers.modules();
            default -> RecordedServers.tile38();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"keydb", "dragonfly", "redis5", "modules", "tile38"})
    void everySeriesOfThePeerIsOurs(String name) throws IOException {
        String[] options = {
            "-web.listen-address=127.0.0.1:PORT",
            "-redis.addr=",
            "-include-system-metrics",
            "-include-config-metrics",
            "-include-modules-metrics=" + name.equals("modules"),
            "-include-search-indexes-metrics=" + name.equals("modules"),
            "-is-tile38=" + name.equals("tile38")
        };
        try (ScriptedRedis redis = server(name);
                Program peer = Program.start(Program.named("oracle.redis_exporter.new"), folder, options);
                Program ours = Program.start(Program.named("agent.command") + " redis", folder, options)) {
            String path = "/scrape?target=" + redis.address();
            ParsedPage theirs = peer.page(path);
            ParsedPage page = ours.page(path);
            assertThat(page.value("redis_up{}")).isEqualTo("1");
            assertThat(theirs.value("redis_up{}")).isEqualTo("1");
            assertThat(PARITY.missing(page, theirs)).isEmpty();
        }
    }
}
