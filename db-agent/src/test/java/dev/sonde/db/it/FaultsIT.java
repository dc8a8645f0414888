package dev.sonde.db.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.ParsedPage;
import dev.sonde.db.kit.RealRedis;
import dev.sonde.db.kit.ScriptedMysql;
import dev.sonde.db.kit.TcpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A thousand scrapes of servers that are gone, hung, slow or lying leave the agent as it was: no thread, no descriptor and
 * no connection more, and no log to fill a disk.
 */
class FaultsIT {
    private static final int SCRAPES = 1000;
    private static final int CLIENTS = 4;
    private static final String TIMEOUT = "X-Prometheus-Scrape-Timeout-Seconds";
    private static final String PATIENCE = "0.1";
    private static final long SETTLE_MILLIS = 1000;

    /** What a target that answers after all may be kept connected by. */
    private static final int LINKS = 2;

    private static final int LINES_A_TARGET = 8;

    @TempDir
    Path folder;

    /** Targets that fail, and the servers behind them. */
    private static final class Faults implements AutoCloseable {
        final List<String> targets = new ArrayList<>();
        final List<TcpServer> servers = new ArrayList<>();

        void add(String prefix, TcpServer server) {
            servers.add(server);
            targets.add(prefix + "127.0.0.1:" + server.port());
        }

        int open() {
            return servers.stream().mapToInt(TcpServer::open).sum();
        }

        @Override
        public void close() throws IOException {
            for (TcpServer server : servers) {
                server.close();
            }
        }
    }

    private static TcpServer saying(String text) throws IOException {
        return TcpServer.start(socket -> {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            // closing with unread data would reset the connection before the text is read
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    }

    private static TcpServer trickling(String start) throws IOException {
        return TcpServer.start(socket -> {
            socket.getOutputStream().write(start.getBytes(StandardCharsets.ISO_8859_1));
            while (true) {
                socket.getOutputStream().write('x');
                Program.pause(5);
            }
        });
    }

    private static Faults mysql() throws IOException {
        Faults faults = new Faults();
        faults.targets.add("127.0.0.1:" + RealRedis.freePort());
        faults.add("", TcpServer.mute());
        faults.add("", saying("HTTP/1.1 400 Bad Request\r\n\r\n"));
        faults.add("", saying("\027\0\0\0\u00ff\u0010\004Too many connections"));
        faults.add("", saying("\u00ff\u00ff\u00ff\0"));
        faults.add("", trickling("\u00f0\0\0\0\n8.0"));
        faults.add("", TcpServer.start(socket -> {}));
        faults.add(
                "",
                new ScriptedMysql("8.0.36")
                        .onLogin(out -> out.error(1045, "28000", "Access denied for user"))
                        .server());
        faults.add(
                "",
                new ScriptedMysql("8.0.36").onLogin(ScriptedMysql.Packets::hang).server());
        faults.add(
                "",
                new ScriptedMysql("8.0.36")
                        .answer("SHOW", ScriptedMysql.Packets::hang)
                        .server());
        faults.add(
                "",
                new ScriptedMysql("8.0.36")
                        .answer("SHOW", out -> {
                            out.columns("a", "b");
                            throw new IOException("cut");
                        })
                        .server());
        faults.add("", new ScriptedMysql("5.5.5-10.11.6-MariaDB").server());
        return faults;
    }

    private static Faults redis() throws IOException {
        Faults faults = new Faults();
        faults.targets.add("redis://127.0.0.1:" + RealRedis.freePort());
        faults.add("redis://", TcpServer.mute());
        faults.add("rediss://", TcpServer.mute());
        faults.add("rediss://", saying("+OK\r\n"));
        faults.add("redis://", saying("HTTP/1.1 400 Bad Request\r\n\r\n"));
        faults.add("redis://", saying("-ERR max number of clients reached\r\n"));
        faults.add("redis://", saying("-LOADING Redis is loading the dataset in memory\r\n".repeat(12)));
        faults.add("redis://", saying("+OK\r\n-BUSY Redis is busy running a script\r\n".repeat(6)));
        faults.add("redis://", saying("$99999999999\r\n"));
        faults.add("redis://", saying("+OK\r\n$30\r\n# Server\r\nredis_ver"));
        faults.add("redis://", trickling("+OK\r\n$100000\r\n# Server\r\n"));
        faults.add("redis://", TcpServer.start(socket -> {}));
        return faults;
    }

    @Test
    void leaveNothingOfMysqlBehind() throws IOException {
        Files.writeString(folder.resolve("my.cnf"), "[client]\nuser=watcher\npassword=pw\n");
        try (Faults faults = mysql();
                Program agent = Program.start(
                        Program.named("agent.command") + " mysql",
                        folder,
                        "--web.listen-address=127.0.0.1:PORT",
                        "--timeout-offset=0",
                        "--config.my-cnf=my.cnf")) {
            endure(agent, faults, "/probe?target=", "mysql_up{}");
        }
    }

    @Test
    void leaveNothingOfRedisBehind() throws IOException {
        try (Faults faults = redis();
                Program agent = Program.start(
                        Program.named("agent.command") + " redis",
                        folder,
                        "--web.listen-address=127.0.0.1:PORT",
                        "--timeout-offset=0",
                        "--redis.addr=")) {
            endure(agent, faults, "/scrape?target=", "redis_up{}");
        }
    }

    private static void endure(Program agent, Faults faults, String path, String up) throws IOException {
        scrape(agent, faults, path, up, CLIENTS * faults.targets.size());
        Program.pause(SETTLE_MILLIS);
        int connections = faults.open();
        int descriptors = agent.descriptors();
        int threads = agent.threads();
        long resident = agent.residentKib();

        scrape(agent, faults, path, up, SCRAPES);

        // clients keep a connection each; a compiler thread or two may come and go
        settle(agent, faults, connections + LINKS, descriptors + CLIENTS, threads + CLIENTS);
        System.out.printf(
                "%d faulty scrapes: connections %d, then %d; descriptors %d, then %d; threads %d, then %d; RSS %d, then %d KiB; %d lines logged%n",
                SCRAPES,
                connections,
                faults.open(),
                descriptors,
                agent.descriptors(),
                threads,
                agent.threads(),
                resident,
                agent.residentKib(),
                agent.log().size());
        assertThat(agent.log()).hasSizeLessThan(LINES_A_TARGET * faults.targets.size());
    }

    private static void settle(Program agent, Faults faults, int connections, int descriptors, int threads)
            throws IOException {
        long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (faults.open() > connections || agent.descriptors() > descriptors || agent.threads() > threads) {
            assertThat(System.nanoTime())
                    .as(
                            "%d connections of %d, %d descriptors of %d, %d threads of %d",
                            faults.open(), connections, agent.descriptors(), descriptors, agent.threads(), threads)
                    .isLessThan(limit);
            Program.pause(50);
        }
    }

    private static void scrape(Program agent, Faults faults, String path, String up, int times) throws IOException {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<ParsedPage>> pages = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                String target = faults.targets.get(i % faults.targets.size());
                pages.add(clients.submit(() -> agent.page(path + target, TIMEOUT, PATIENCE)));
            }
            for (Future<ParsedPage> page : pages) {
                assertThat(page.get(1, TimeUnit.MINUTES).value(up)).isNotNull();
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            clients.shutdownNow();
        }
    }
}
