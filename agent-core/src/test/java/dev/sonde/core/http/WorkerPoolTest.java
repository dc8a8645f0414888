package dev.sonde.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
    private final WorkerPool pool = new WorkerPool("pooltest", 3, 2);

    @AfterEach
    void stop() {
        pool.shutdownNow();
    }

    @Test
    void addsThreadsWhileWorkWaitsThenQueuesThenRejects() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(3);
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        Set<String> names = ConcurrentHashMap.newKeySet();
        Runnable task = () -> {
            names.add(Thread.currentThread().getName());
            running.countDown();
            await(release);
            done.countDown();
        };
        for (int i = 0; i < 3; i++) {
            pool.execute(task);
        }
        running.await();
        pool.execute(task);
        pool.execute(task);
        assertThatThrownBy(() -> pool.execute(task))
                .isInstanceOf(RejectedExecutionException.class)
                .hasMessage("too much work waiting");
        release.countDown();
        done.await();
        assertThat(names).containsExactlyInAnyOrder("pooltest-http-1", "pooltest-http-2", "pooltest-http-3");
    }

    @Test
    void usesAFreeThreadBeforeItAddsOne() throws InterruptedException {
        Set<String> names = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 50; i++) {
            CountDownLatch done = new CountDownLatch(1);
            pool.execute(() -> {
                names.add(Thread.currentThread().getName());
                done.countDown();
            });
            done.await();
            awaitFree();
        }
        assertThat(names).containsExactly("pooltest-http-1");
    }

    /** A thread that has just run the task may not be waiting for the next one yet. */
    private static void awaitFree() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            while (thread.getName().startsWith("pooltest-") && thread.getState() == Thread.State.RUNNABLE) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void finishesWhatIsQueuedWhenItIsShutDown() throws InterruptedException {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(5);
        for (int i = 0; i < 5; i++) {
            pool.execute(() -> {
                await(release);
                done.countDown();
            });
        }
        pool.shutdown();
        assertThatThrownBy(() -> pool.execute(() -> {})).hasMessage("shut down");
        release.countDown();
        assertThat(pool.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        assertThat(done.getCount()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
