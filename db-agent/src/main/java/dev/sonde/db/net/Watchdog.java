package dev.sonde.db.net;

import dev.sonde.core.io.AgentThreads;
import java.util.PriorityQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what is still at work when its time is up: the one thing that ends a handshake, a write or a trickling answer
 * whatever the library in between is doing. One thread for all, started with the first watch; it sleeps without a timer
 * while nothing is watched. Thread-safe.
 */
public final class Watchdog {
    private static final Logger log = LoggerFactory.getLogger(Watchdog.class);
    private static final long NANOS = 1_000_000;

    private final AgentThreads threads;
    private final PriorityQueue<Watch> watches =
            new PriorityQueue<>((a, b) -> Long.signum(a.deadline.nanoTime() - b.deadline.nanoTime()));
    private boolean started;
    private long wakesAt = Long.MAX_VALUE;

    public Watchdog(String agent) {
        threads = new AgentThreads(agent, "deadline");
    }

    /** What is to happen at a deadline, unless it is called off before. */
    public final class Watch {
        private final Deadline deadline;
        private final Runnable action;
        private boolean over;

        private Watch(Deadline deadline, Runnable action) {
            this.deadline = deadline;
            this.action = action;
        }

        /** Calls it off; has no effect once it has happened. */
        public void cancel() {
            synchronized (watches) {
                if (!over) {
                    over = true;
                    watches.remove(this);
                }
            }
        }
    }

    /** @param action quick and never throwing, such as closing a socket; runs on the thread of the watchdog */
    public Watch watch(Deadline deadline, Runnable action) {
        Watch watch = new Watch(deadline, action);
        synchronized (watches) {
            watches.add(watch);
            if (!started) {
                started = true;
                threads.newThread(this::run).start();
            } else if (deadline.nanoTime() - wakesAt < 0 || wakesAt == Long.MAX_VALUE) {
                watches.notifyAll();
            }
        }
        return watch;
    }

    private void run() {
        while (true) {
            try {
                next().action.run();
            } catch (InterruptedException e) {
                // nobody interrupts it; it must go on watching
                log.debug("interrupted");
            } catch (RuntimeException e) {
                log.warn("could not end what took too long", e);
            }
        }
    }

    private Watch next() throws InterruptedException {
        synchronized (watches) {
            while (true) {
                Watch first = watches.peek();
                if (first == null) {
                    wakesAt = Long.MAX_VALUE;
                    watches.wait();
                    continue;
                }
                long left = first.deadline.nanoTime() - System.nanoTime();
                if (left <= 0) {
                    first.over = true;
                    return watches.remove();
                }
                wakesAt = first.deadline.nanoTime();
                watches.wait(left / NANOS + 1);
            }
        }
    }
}
