package dev.sonde.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleBufferTest {
    private static final MetricFamily FAMILY = MetricFamily.gauge("f", "", "i");

    private final SampleBuffer buffer = new SampleBuffer();
    private final Series[] series = new Series[100];

    SampleBufferTest() {
        for (int i = 0; i < series.length; i++) {
            series[i] = FAMILY.series("" + i);
        }
    }

    @Test
    void keepsNumbersAsTheyCame() {
        buffer.begin(7, System.nanoTime());
        buffer.sample(series[0], Long.MIN_VALUE);
        buffer.sample(series[1], -0.0);
        buffer.decimal(series[2], 52, 2);
        buffer.decimal(series[3], (1L << 53) + 1, 18);
        buffer.sample(series[4], (1L << 53) + 1);
        buffer.end();
        assertThat(buffer.scrapeId()).isEqualTo(7);
        assertThat(buffer.remainingMillis()).isZero();
        assertThat(buffer.size()).isEqualTo(5);
        assertThat(buffer.value(0)).isEqualTo(-0x1p63);
        assertThat(1 / buffer.value(1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(buffer.value(2)).isEqualTo(0.52);
        assertThat(buffer.value(3)).isEqualTo(0.009007199254740993);
        assertThat(buffer.value(4)).isEqualTo(0x1p53);
        assertThat(buffer.isDouble(1)).isTrue();
        assertThat(buffer.isDouble(0)).isFalse();
        assertThat(buffer.scale(2)).isEqualTo(2);
        assertThatThrownBy(() -> buffer.series(5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void refusesScalesThatNoLongHas() {
        buffer.begin(1, 0);
        for (int scale : new int[] {-1, 19, 255}) {
            assertThatThrownBy(() -> buffer.decimal(series[0], 1, scale))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("scale " + scale);
        }
    }

    @Test
    void leavesNothingOfARunThatWasDiscarded() {
        fill(0, 1, 2);
        int before = buffer.layout();
        buffer.begin(2, 0);
        buffer.sample(series[9], 1L);
        buffer.discard();
        assertThat(buffer.size()).isZero();
        assertThat(buffer.layout()).isNotEqualTo(before);
        int empty = buffer.layout();
        buffer.begin(3, 0);
        buffer.discard();
        assertThat(buffer.layout()).isEqualTo(empty);
    }

    /** The layout's number is the same exactly when the same objects came in the same order. */
    @Test
    void layoutsChangeWithTheSeries() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Series> before = new ArrayList<>();
        for (int round = 0; round < 5_000; round++) {
            int layout = buffer.layout();
            List<Series> now = new ArrayList<>(before);
            switch (random.nextInt(6)) {
                case 0 -> now.add(series[random.nextInt(series.length)]);
                case 1 ->
                    now.subList(random.nextInt(now.size() + 1), now.size()).clear();
                case 2 -> now.replaceAll(s -> random.nextInt(10) == 0 ? series[random.nextInt(series.length)] : s);
                case 3 -> now.addAll(List.of(series));
                default -> {}
            }
            if (now.size() > 300) {
                now.clear();
            }
            buffer.begin(round, 0);
            now.forEach(s -> buffer.sample(s, 1L));
            if (random.nextInt(10) == 0) {
                now.clear();
                buffer.discard();
            } else {
                buffer.end();
            }
            assertThat(buffer.layout() == layout).as("seed %d", seed).isEqualTo(same(now, before));
            assertThat(buffer.size()).isEqualTo(now.size());
            for (int i = 0; i < now.size(); i++) {
                assertThat(buffer.series(i)).isSameAs(now.get(i));
            }
            before = now;
        }
    }

    private static boolean same(List<Series> a, List<Series> b) {
        boolean same = a.size() == b.size();
        for (int i = 0; same && i < a.size(); i++) {
            same = a.get(i) == b.get(i);
        }
        return same;
    }

    private void fill(int... which) {
        buffer.begin(1, 0);
        for (int i : which) {
            buffer.sample(series[i], 1L);
        }
        buffer.end();
    }
}
