package dev.sonde.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.config.ConfigException;
import dev.sonde.core.flags.FlagSet;
import dev.sonde.core.flags.UsageException;
import dev.sonde.core.http.HttpServer;
import dev.sonde.core.runtime.BuildInfo;
import dev.sonde.core.runtime.Lifecycle;
import dev.sonde.db.kit.RealRedis;
import dev.sonde.db.kit.ScriptedMysql;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process for both databases, by a file. */
class FileCommandTest {
    @TempDir
    private Path folder;

    private final FlagSet mysql = MysqlFlags.declare(BuildInfo.load());
    private final FlagSet redis = RedisFlags.declare(BuildInfo.load());

    private FileCommand command(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("db-agent.yml"), text);
        return new FileCommand(file.toString(), mysql, redis, Map.of("SECRET", "pw"));
    }

    @Test
    void keysAreTheFlagsOfTheCommands() throws IOException {
        command("""
                mysql:
                  web.listen-address: ["127.0.0.1:1", "127.0.0.1:2"]
                  collect.info_schema.tables: true
                  collect.slave_status: false
                  exporter.lock_wait_timeout: 5
                redis:
                  redis.addr: redis://localhost:6390
                  redis.password: ${SECRET}
                  check-keys: "user:*"
                """);
        assertThat(mysql.getStrings("web.listen-address")).containsExactly("127.0.0.1:1", "127.0.0.1:2");
        assertThat(mysql.getBool("collect.info_schema.tables")).isTrue();
        assertThat(mysql.getBool("collect.slave_status")).isFalse();
        assertThat(mysql.getInt("exporter.lock_wait_timeout")).isEqualTo(5);
        assertThat(redis.getString("redis.addr")).isEqualTo("redis://localhost:6390");
        assertThat(redis.getString("redis.password")).isEqualTo("pw");
        assertThat(redis.getString("check-keys")).isEqualTo("user:*");
    }

    @Test
    void complainsAboutWhatItDoesNotKnow() {
        assertThatThrownBy(() -> command("mongo:\n  a: b\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("mongo");
        assertThatThrownBy(() -> command("{}\n")).isInstanceOf(ConfigException.class);
        assertThatThrownBy(() -> command("mysql:\n  collect.nothing: true\n")).isInstanceOf(UsageException.class);
    }

    @Test
    void bothListenersAreInOneProcess() throws IOException, InterruptedException {
        Path options = Files.writeString(folder.resolve("my.cnf"), "[client]\nuser=watcher\n");
        Lifecycle lifecycle = new Lifecycle("db-agent", 2000);
        try (ScriptedMysql server = new ScriptedMysql("8.0.36").answer("SHOW GLOBAL STATUS", "a | b\nUptime | 7");
                RealRedis cache = RealRedis.start()) {
            List<HttpServer> servers = command("mysql:\n  web.listen-address: 127.0.0.1:0\n  config.my-cnf: " + options
                            + "\n  mysqld.address: 127.0.0.1:" + server.port()
                            + "\nredis:\n  web.listen-address: 127.0.0.1:0\n  redis.addr: " + cache.address() + "\n")
                    .start(new AgentServer(BuildInfo.load(), lifecycle));
            assertThat(page(servers.get(0))).contains("mysql_up 1").contains("mysql_global_status_uptime 7");
            assertThat(page(servers.get(1))).contains("redis_up 1");
        } finally {
            lifecycle.stop(0);
            lifecycle.await();
        }
    }

    private static String page(HttpServer server) throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + server.addresses().get(0).getPort() + "/metrics");
        try (InputStream in = uri.toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
