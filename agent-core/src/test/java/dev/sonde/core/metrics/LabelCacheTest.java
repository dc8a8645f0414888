package dev.sonde.core.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LabelCacheTest {
    private final List<String> built = new ArrayList<>();
    private final LabelCache<Object> cache = cache(1_000);

    private final List<Object> forgotten = new ArrayList<>();

    private LabelCache<Object> cache(int limit) {
        return new LabelCache<>(limit, new LabelCache.Builder<>() {
            @Override
            public Object build(String key) {
                built.add(key);
                return new Object();
            }

            @Override
            public void forgotten(Object value) {
                forgotten.add(value);
            }
        });
    }

    @Test
    void keepsOneObjectForEachKeyInAnyOrder() {
        List<Object> first = scrape("a", "b", "c");
        assertThat(scrape("a", "b", "c")).containsExactlyElementsOf(first);
        assertThat(scrape("c", "a", "b")).containsExactly(first.get(2), first.get(0), first.get(1));
        assertThat(scrape("b", "x", "a")).contains(first.get(1), first.get(0));
        assertThat(scrape("a", "a", "b")).containsExactly(first.get(0), first.get(0), first.get(1));
        assertThat(built).containsExactly("a", "b", "c", "x");
    }

    @Test
    void keysOfTheSameHashAreToldApart() {
        // 31 * 'A' + 'a' == 31 * 'B' + 'B'
        List<Object> first = scrape("Aa", "BB", "AaAa", "BBBB", "AaBB", "BBAa", "");
        assertThat(first).doesNotHaveDuplicates();
        assertThat(scrape("BBAa", "AaBB", "BBBB", "AaAa", "BB", "Aa", "")).containsExactlyInAnyOrderElementsOf(first);
        assertThat(built).hasSize(7);
    }

    @Test
    void forgetsWhatIsNoLongerAskedFor() {
        List<Object> first = scrape("a", "gone", "c");
        for (int i = 0; i < 20; i++) {
            assertThat(scrape("a", "c")).containsExactly(first.get(0), first.get(2));
        }
        assertThat(cache.size()).isEqualTo(2);
        assertThat(forgotten).containsExactly(first.get(1));
        Object back = scrape("a", "gone", "c").get(1);
        assertThat(back).isNotSameAs(first.get(1));
        assertThat(scrape("a", "gone", "c").get(1)).isSameAs(back);
    }

    @Test
    void neverHandsOutAForgottenFirst() {
        Object first = scrape("first").get(0);
        for (int i = 0; i < 20; i++) {
            scrape("other");
        }
        assertThat(scrape("first").get(0)).isNotSameAs(first);
        assertThat(cache.size()).isEqualTo(2);
    }

    @Test
    void refusesBeyondItsLimitUntilThereIsRoomAgain() {
        LabelCache<Object> small = cache(2);
        small.begin();
        assertThat(get(small, "a")).isNotNull();
        assertThat(get(small, "b")).isNotNull();
        assertThat(get(small, "c")).isNull();
        assertThat(get(small, "a")).isNotNull();
        assertThat(small.refused()).isEqualTo(1);
        for (int i = 0; i < 20; i++) {
            small.begin();
            get(small, "a");
        }
        assertThat(get(small, "c")).isNotNull();
        assertThat(small.size()).isEqualTo(2);
    }

    @Test
    void aBuilderThatFailsLeavesNothing() {
        LabelCache<Object> failing = new LabelCache<>(1, key -> {
            throw new IllegalArgumentException(key);
        });
        failing.begin();
        assertThatThrownBy(() -> get(failing, "a")).hasMessage("a");
        assertThat(failing.size()).isZero();
        assertThat(failing.refused()).isZero();
    }

    @Test
    void keysThatAreNotUtf8AreToldApartByTheirBytes() {
        cache.begin();
        Object a = cache.get(new byte[] {(byte) 0xff}, 0, 1);
        Object b = cache.get(new byte[] {(byte) 0xfe}, 0, 1);
        assertThat(a).isNotSameAs(b);
        assertThat(built).containsExactly("\ufffd", "\ufffd");
    }

    /** Random scrapes against a map that forgets by the same rule. */
    @Test
    void behavesLikeAMapThatForgets() {
        long seed = System.nanoTime();
        for (int round = 0; round < 60; round++) {
            Random random = new Random(seed + round);
            int limit = 5 + random.nextInt(60);
            LabelCache<Object> tested = cache(limit);
            Map<String, Object> model = new HashMap<>();
            Map<String, Integer> seen = new HashMap<>();
            long refused = 0;
            int window = 0;
            for (int scrape = 1; scrape <= 80; scrape++) {
                tested.begin();
                if (scrape % 8 == 0) {
                    int now = scrape;
                    model.keySet().removeIf(key -> now - seen.get(key) > 8);
                }
                window += random.nextInt(4) == 0 ? random.nextInt(8) : 0;
                for (int i = 0; i < 40; i++) {
                    int number = random.nextInt(6) == 0 ? random.nextInt(200) : window + i;
                    String key = (number % 2 == 0 ? "Aa" : "BB") + number / 2;
                    Object got = get(tested, key);
                    if (model.containsKey(key)) {
                        assertThat(got).as("seed %d", seed).isSameAs(model.get(key));
                        seen.put(key, scrape);
                    } else if (model.size() < limit) {
                        assertThat(got).as("seed %d", seed).isNotNull();
                        assertThat(model.containsValue(got)).isFalse();
                        model.put(key, got);
                        seen.put(key, scrape);
                    } else {
                        assertThat(got).as("seed %d", seed).isNull();
                        refused++;
                    }
                    assertThat(tested.size()).isEqualTo(model.size());
                }
            }
            assertThat(tested.refused()).isEqualTo(refused);
        }
    }

    private List<Object> scrape(String... keys) {
        cache.begin();
        List<Object> values = new ArrayList<>();
        for (String key : keys) {
            values.add(get(cache, key));
        }
        return values;
    }

    private static Object get(LabelCache<Object> cache, String key) {
        byte[] bytes = ("<" + key + ">").getBytes(StandardCharsets.UTF_8);
        return cache.get(bytes, 1, bytes.length - 1);
    }
}
