package dev.sonde.core.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Broken files end in a {@link ConfigException} with a place, in nothing else, and soon. */
class ConfigFuzzTest {
    private static final String YAML = """
            # comment
            lowercase: true
            base: &base {a: 1, b: [x, "y", 'z']}
            rules:
              - pattern: 'java.lang<type=(\\w+)>'
                name: "jvm_$1"
                labels: {<<: *base, area: "he\\u0061p"}
              - *base
            text: |
              several
              lines
            folded: >-
              one
            ? complex
            : !!str 12
            empty:
            number: 0x1F
            """;
    private static final String JSON = "{\"a\": [1, 2.5e3, true, null, \"x\\u0041\"], \"b\": {\"c\": {}}}";
    private static final byte[] SPICE = ":-{}[]&*!|>'\"%@`#?,<= \n\t\\\u0000\u0085".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(strings = {"fuzz.yml", "fuzz.json"})
    void mutations(String file) {
        Random random = new Random(11);
        byte[] original = (file.endsWith("json") ? JSON : YAML).getBytes(UTF_8);
        ConfigFile.parse(file, original);
        int refused = 0;
        for (int i = 0; i < 5000; i++) {
            byte[] mutated = mutate(original, random);
            try {
                walk(ConfigFile.parse(file, mutated), random);
            } catch (ConfigException e) {
                refused++;
                assertThat(e.getMessage()).matches("fuzz\\.\\w+:\\d+:\\d+: .+").doesNotContain("\n");
            }
        }
        assertThat(refused).isBetween(1000, 4999);
    }

    private static void walk(ConfigNode node, Random random) {
        if (node.isMap()) {
            for (String key : node.keys()) {
                ConfigNode child = node.get(key);
                if (child != null) {
                    walk(child, random);
                }
            }
        } else if (node.isList()) {
            for (ConfigNode item : node.items()) {
                walk(item, random);
            }
        } else if (node.isScalar()) {
            switch (random.nextInt(40)) {
                case 0 -> node.bool();
                case 1 -> node.longInteger();
                case 2 -> node.number();
                case 3 -> node.durationMillis();
                case 4 -> node.bytes();
                default -> node.string();
            }
        }
    }

    private static byte[] mutate(byte[] original, Random random) {
        byte[] bytes = original.clone();
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] = (byte) random.nextInt(256);
                case 1 -> bytes[at] = SPICE[random.nextInt(SPICE.length)];
                case 2 -> bytes = without(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(5)));
                case 3 -> bytes = insert(bytes, at, SPICE[random.nextInt(SPICE.length)]);
                default -> bytes = without(bytes, at, at + (bytes.length - at) / (1 + random.nextInt(9)));
            }
            if (bytes.length == 0) {
                return bytes;
            }
        }
        return bytes;
    }

    private static byte[] without(byte[] bytes, int from, int to) {
        byte[] rest = new byte[bytes.length - (to - from)];
        System.arraycopy(bytes, 0, rest, 0, from);
        System.arraycopy(bytes, to, rest, from, bytes.length - to);
        return rest;
    }

    private static byte[] insert(byte[] bytes, int at, byte value) {
        byte[] more = new byte[bytes.length + 1];
        System.arraycopy(bytes, 0, more, 0, at);
        more[at] = value;
        System.arraycopy(bytes, at, more, at + 1, bytes.length - at);
        return more;
    }
}
