package dev.sonde.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LifecycleTest {
    private final List<String> closed = new CopyOnWriteArrayList<>();

    @Test
    void closesOnceTheLastFirst() {
        Lifecycle lifecycle = new Lifecycle("test", 60_000);
        lifecycle.started(() -> closed.add("first"));
        lifecycle.started(() -> {
            throw new IllegalStateException("second");
        });
        lifecycle.started(() -> closed.add("third"));

        lifecycle.closeAll();
        lifecycle.closeAll();

        assertThat(closed).containsExactly("third", "first");
    }

    @Test
    void whatStartsTooLateIsClosedAtOnce() {
        Lifecycle lifecycle = new Lifecycle("test", 60_000);
        lifecycle.closeAll();
        lifecycle.started(() -> closed.add("late"));

        assertThat(closed).containsExactly("late");
    }

    @Test
    void doesNotWaitForeverForWhatHangs() {
        CountDownLatch never = new CountDownLatch(1);
        Lifecycle lifecycle = new Lifecycle("test", 50);
        lifecycle.started(never::await);

        lifecycle.closeAll();

        assertThat(never.getCount()).isEqualTo(1);
        never.countDown();
    }

    @Test
    void aReloadThatFailsDoesNotStopTheOthers() {
        Lifecycle lifecycle = new Lifecycle("test", 50);
        lifecycle.onReload(() -> {
            throw new IllegalStateException("one");
        });
        lifecycle.onReload(() -> closed.add("two"));

        lifecycle.reload();

        assertThat(closed).containsExactly("two");
    }

    @Test
    void stopEndsTheWaitWithItsCode() throws InterruptedException {
        Lifecycle lifecycle = new Lifecycle("test", 60_000);
        lifecycle.started(() -> closed.add("closed"));
        lifecycle.stop(3);
        lifecycle.stop(4);

        assertThat(lifecycle.await()).isEqualTo(3);
        assertThat(closed).containsExactly("closed");
    }
}
