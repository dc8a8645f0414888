package dev.sonde.core.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.core.exposition.ParsedPage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Random collectors, filters and timeouts from many threads: each request is answered once, with a true page. */
@Timeout(100)
class StressTest {
    private static final long RUN_NANOS = Long.getLong("stress.millis", 2_000) * 1_000_000;
    private static final int CLIENTS = 16;
    private static final int COLLECTORS = 12;

    private final AtomicReference<CountDownLatch> gate = new AtomicReference<>(new CountDownLatch(1));

    @Test
    void everyRequestIsAnsweredOnceAndEveryPageIsTrue() throws Exception {
        long seed = System.nanoTime();
        List<Scripted> collectors = new ArrayList<>();
        for (int i = 0; i < COLLECTORS; i++) {
            Scripted.Deed deed = deed(i);
            collectors.add(i % 3 == 0 ? Scripted.blocking("c" + i, deed) : Scripted.inline("c" + i, deed));
        }
        CollectorSet set = new CollectorSet(collectors, Set.of(), List.of());
        List<CollectorSlot> slots = set.all();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (ScrapeCoordinator coordinator = new ScrapeCoordinator(set, "stress", "t", new GatherErrors())) {
            long end = System.nanoTime() + RUN_NANOS;
            List<Future<List<Client>>> results = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                Random random = new Random(seed + i);
                Callable<List<Client>> work = () -> client(coordinator, random, end);
                results.add(threads.submit(work));
            }
            while (System.nanoTime() < end) {
                Thread.sleep(20);
                gate.getAndSet(new CountDownLatch(1)).countDown();
            }
            for (Scripted collector : collectors) {
                collector.does(() -> {});
            }
            gate.get().countDown();
            for (Future<List<Client>> result : results) {
                for (Client client : result.get()) {
                    assertThat(client.answers()).as("answers, seed %d", seed).isEqualTo(1);
                }
            }
            while (busyThreads() > 0) {
                Thread.sleep(5);
            }
            assertThat(collectors).allSatisfy(collector -> {
                assertThat(collector.sideBySide).as("seed %d", seed).hasValue(0);
                assertThat(collector.starts.get()).isPositive();
            });
            ParsedPage page = new Client(Client.PATIENT).of(coordinator).page();
            assertThat(page.families()).as("seed %d", seed).hasSize(COLLECTORS + 2);
            assertThat(slots).hasSize(COLLECTORS);
        } finally {
            threads.shutdownNow();
        }
    }

    private Scripted.Deed deed(int kind) {
        return () -> {
            int dice = ThreadLocalRandom.current().nextInt(100);
            if (dice < 5 && kind % 2 == 0) {
                throw new IOException("now and then");
            } else if (dice < 8) {
                gate.get().await();
            } else if (dice < 30) {
                Thread.sleep(dice % 3);
            }
        };
    }

    private static List<Client> client(ScrapeCoordinator coordinator, Random random, long end) throws Exception {
        List<Client> clients = new ArrayList<>();
        while (System.nanoTime() < end) {
            Client client = new Client(random.nextInt(40));
            int filter = random.nextInt(20);
            if (filter < 8) {
                client.collecting("c" + filter, "c" + random.nextInt(COLLECTORS));
            } else if (filter < 12) {
                client.excluding("c" + filter % COLLECTORS);
            }
            clients.add(client.of(coordinator));
            if (random.nextInt(3) > 0) {
                check(client.page());
            }
        }
        for (Client client : clients) {
            check(client.page());
        }
        return clients;
    }

    /** All samples of a collector on a page are of one run, and are there exactly when it says so. */
    private static void check(ParsedPage page) {
        ParsedPage.Family successes = page.families().get("t_scrape_collector_success");
        for (ParsedPage.Sample success : successes.samples()) {
            ParsedPage.Family family =
                    page.families().get("test_" + success.labels().get("collector"));
            assertThat(family != null).isEqualTo(success.value().equals("1"));
            if (family != null) {
                assertThat(family.samples()).hasSize(5);
                assertThat(family.samples())
                        .allSatisfy(sample -> assertThat(sample.value())
                                .isEqualTo(family.samples().get(0).value()));
            }
        }
    }

    /** Threads of a scrape pool, of any test of this process, that are at work. */
    static int busyThreads() {
        int busy = 0;
        for (Map.Entry<Thread, StackTraceElement[]> entry :
                Thread.getAllStackTraces().entrySet()) {
            if (entry.getKey().getName().contains("-scrape-") && isAtWork(entry.getValue())) {
                busy++;
            }
        }
        return busy;
    }

    private static boolean isAtWork(StackTraceElement[] stack) {
        for (StackTraceElement frame : stack) {
            if (frame.getClassName().startsWith("dev.sonde.")
                    && !frame.getClassName().contains("Handover")) {
                return true;
            }
        }
        return false;
    }
}
