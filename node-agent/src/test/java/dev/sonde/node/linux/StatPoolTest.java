package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatPoolTest {
    private static final long SHORT = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long LONG = TimeUnit.SECONDS.toNanos(60);

    private final Server server = new Server();

    /** A file server whose mounts below {@code /hang} answer when told so. */
    private static final class Server implements MountStat {
        final Map<String, CountDownLatch> hanging = new ConcurrentHashMap<>();
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public int stat(byte[] path, FileSystemReading into) {
            asked.incrementAndGet();
            String name = new String(path, 0, path.length - 1, StandardCharsets.UTF_8);
            try {
                if (name.startsWith("/hang")) {
                    latch(name).await();
                }
            } catch (InterruptedException e) {
                return -Errno.EINTR;
            }
            into.blocks = name.length();
            return name.startsWith("/broken") ? -Errno.ESTALE : 0;
        }

        CountDownLatch latch(String name) {
            return hanging.computeIfAbsent(name, unused -> new CountDownLatch(1));
        }
    }

    @AfterEach
    void letGo() {
        server.hanging.values().forEach(CountDownLatch::countDown);
    }

    private static StatCall call(String mountPoint) {
        byte[] line = ("1 0 0:1 / " + mountPoint + " rw - nfs server:/ rw").getBytes(StandardCharsets.UTF_8);
        return new StatCall(Objects.requireNonNull(Mount.parse(line, 0, line.length)), "");
    }

    private static List<StatCall> calls(String prefix, int count) {
        List<StatCall> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            calls.add(call(prefix + i));
        }
        return calls;
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("node-agent-statfs-"))
                .collect(Collectors.toSet());
    }

    /** Threads that have come since; those of the pools of other tests may end meanwhile. */
    private static int newThreads(Set<Thread> before) {
        Set<Thread> now = threads();
        now.removeAll(before);
        return now.size();
    }

    private static void round(StatPool pool, List<StatCall> calls, long nanos) {
        calls.forEach(pool::ask);
        pool.await(System.nanoTime() + nanos);
    }

    @Test
    void bringsAnswersAndErrors() {
        StatPool pool = new StatPool(server, 4);
        StatCall fine = call("/fine");
        StatCall broken = call("/broken");

        round(pool, List.of(fine, broken), LONG);

        assertThat(fine.isAnswered()).isTrue();
        assertThat(fine.result()).isZero();
        assertThat(fine.reading().blocks).isEqualTo(5);
        assertThat(broken.isAnswered()).isTrue();
        assertThat(broken.result()).isEqualTo(-Errno.ESTALE);
    }

    @Test
    void hundredsOfMountsNeedNoMoreThreadsThanWorkers() {
        Set<Thread> before = threads();
        StatPool pool = new StatPool(server, 3);
        List<StatCall> calls = calls("/fine", 300);

        for (int i = 0; i < 10; i++) {
            round(pool, calls, LONG);
            assertThat(calls).allMatch(StatCall::isAnswered);
        }

        assertThat(server.asked).hasValue(3000);
        assertThat(newThreads(before)).isLessThanOrEqualTo(3);
    }

    @Test
    void whatHangsIsNotAskedAgainUntilItCameBack() throws InterruptedException {
        StatPool pool = new StatPool(server, 4);
        StatCall hanging = call("/hang");
        StatCall fine = call("/fine");

        round(pool, List.of(hanging, fine), SHORT);
        assertThat(hanging.isAnswered()).isFalse();
        assertThat(fine.isAnswered()).isTrue();

        for (int i = 0; i < 20; i++) {
            round(pool, List.of(hanging, fine), LONG);
            assertThat(hanging.isAnswered()).isFalse();
            assertThat(fine.isAnswered()).isTrue();
        }
        assertThat(server.asked).hasValue(1 + 21);

        server.latch("/hang").countDown();
        for (int i = 0; i < 1000 && !hanging.isAnswered(); i++) {
            round(pool, List.of(hanging), LONG);
            Thread.sleep(5);
        }
        assertThat(hanging.isAnswered()).isTrue();
    }

    @Test
    void oneThatAnswersDoesNotWaitBehindThoseThatHang() {
        StatPool pool = new StatPool(server, 2);
        List<StatCall> all = new ArrayList<>(calls("/hang", 7));
        StatCall last = call("/fine");
        all.add(last);

        round(pool, all, TimeUnit.SECONDS.toNanos(3));

        assertThat(last.isAnswered()).isTrue();
        assertThat(all.subList(0, 7)).noneMatch(StatCall::isAnswered);
    }

    @Test
    void threadsThatHangHaveALimitBeyondWhichNothingIsAskedOrWaitedFor() {
        Set<Thread> before = threads();
        StatPool pool = new StatPool(server, 2);
        List<StatCall> all = calls("/hang", 60);

        round(pool, all, LONG);
        round(pool, all, LONG);
        round(pool, calls("/other", 5), LONG);

        assertThat(newThreads(before)).isEqualTo(2 + StatPool.MAX_STUCK);
        assertThat(server.asked).hasValue(2 + StatPool.MAX_STUCK);
    }

    @Test
    void threadsThatWereMoreThanTheWorkersLeaveWhenTheirCallsComeBack() throws InterruptedException {
        Set<Thread> before = threads();
        StatPool pool = new StatPool(server, 2);
        List<StatCall> all = calls("/hang", 6);
        round(pool, all, TimeUnit.SECONDS.toNanos(1));
        assertThat(newThreads(before)).isEqualTo(6);

        letGo();
        for (int i = 0; i < 1000 && newThreads(before) > 2; i++) {
            Thread.sleep(5);
        }
        round(pool, all, LONG);

        assertThat(newThreads(before)).isEqualTo(2);
        assertThat(all).allMatch(StatCall::isAnswered);
    }
}
