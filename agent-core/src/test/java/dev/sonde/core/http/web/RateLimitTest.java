package dev.sonde.core.http.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void allowsABurstAndThenOnePerInterval() {
        RateLimit limit = new RateLimit(1000, 2, 0);
        assertThat(limit.allow(0)).isTrue();
        assertThat(limit.allow(0)).isTrue();
        assertThat(limit.allow(SECOND / 2)).isFalse();
        assertThat(limit.allow(SECOND)).isTrue();
        assertThat(limit.allow(SECOND)).isFalse();
        assertThat(limit.allow(60 * SECOND)).isTrue();
        assertThat(limit.allow(60 * SECOND)).isTrue();
        assertThat(limit.allow(60 * SECOND)).isFalse();
    }

    @Test
    void withoutABurstNothingPasses() {
        assertThat(new RateLimit(1, 0, 0).allow(SECOND)).isFalse();
    }
}
