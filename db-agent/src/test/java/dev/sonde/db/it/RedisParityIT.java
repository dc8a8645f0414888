package dev.sonde.db.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.ParsedPage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every series that redis_exporter tells of a server is on our page too, by the same name, type and labels. */
class RedisParityIT {
    private static final Parity PARITY = new Parity("""
            ^redis_exporter_build_info | names its build
            ^redis_commands_latencies_usec_bucket | a bucket is there once a command took so long, and each page adds commands
            ^redis_connected_client_.*name=redis_exporter | each names its own connection
            """);
    private static final String[] OPTIONS = {
        "-web.listen-address=127.0.0.1:PORT",
        "-redis.addr=",
        "-check-keys=db0=user*,db3=k*",
        "-check-single-keys=sketch,list,hash,zset,set,missing",
        "-check-streams=st*",
        "-count-keys=user*",
        "-check-key-groups=^(user):",
        "-export-client-list",
        "-include-config-metrics",
        "-include-system-metrics",
        "-include-modules-metrics",
        "-include-rdb-file-size-metric",
        "-script=script.lua"
    };
    private static final String SEED = """
            SET user:1 a
            SET user:2 12
            PFADD sketch a b
            RPUSH list 1 2
            HSET hash a 1
            ZADD zset 1 a
            SADD set a
            XADD st * a 1
            XGROUP CREATE st workers 0
            XREADGROUP GROUP workers w COUNT 1 STREAMS st >
            NOSUCHCOMMAND
            SELECT 3
            SET k v
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"oracle.redis7", "oracle.redis8", "oracle.valkey9"})
    void everySeriesOfThePeerIsOurs(String server) throws IOException {
        Files.writeString(folder.resolve("script.lua"), "return {'a', '1'}");
        try (Program redis = Program.start(Program.named(server), folder, "--port", "PORT", "--save", "");
                Program peer = Program.start(Program.named("oracle.redis_exporter.new"), folder, OPTIONS);
                Program ours = Program.start(Program.named("agent.command") + " redis", folder, OPTIONS)) {
            seed(redis.port());
            String path = "/scrape?target=redis://127.0.0.1:" + redis.port();
            ours.page(path);
            peer.page(path);
            ParsedPage theirs = peer.page(path);
            ParsedPage page = ours.page(path);
            assertThat(page.value("redis_up{}")).isEqualTo("1");
            assertThat(page.value("redis_exporter_last_scrape_error{err=}")).isEqualTo("0");
            assertThat(theirs.families().size()).isGreaterThan(150);
            assertThat(PARITY.missing(page, theirs)).isEmpty();
            List<String> lost = Dashboards.lost("redis_", server, page, theirs);
            // which buckets there are depends on how long commands took
            lost.removeIf(selector -> selector.contains("_bucket"));
            assertThat(lost).isEmpty();
        }
    }

    private static void seed(int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String commands = SEED.replace("\n", "\r\n") + "QUIT\r\n";
            socket.getOutputStream().write(commands.getBytes(StandardCharsets.UTF_8));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .endsWith("+OK\r\n");
        }
    }
}
