package dev.sonde.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgentThreadsTest {
    @Test
    void threadsAreNamedDaemons() {
        AgentThreads threads = new AgentThreads("node", "scrape");

        assertThat(threads.newThread(() -> {}))
                .matches(Thread::isDaemon)
                .extracting(Thread::getName)
                .isEqualTo("node-scrape-1");
        assertThat(threads.newThread(() -> {}).getName()).isEqualTo("node-scrape-2");
    }
}
