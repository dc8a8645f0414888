package dev.sonde.node.it;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Pages of text format 0.0.4 by chance: good ones, and good ones with some bytes or lines spoiled. */
final class TextPages {
    private static final String[] NAMES = {
        "foo", "foo_sum", "foo_count", "foo_bucket", "bar", "bar_total", "b:z", "foo_sum_sum"
    };
    private static final String[] LABELS = {"a", "b", "le", "quantile", "B_1", "_"};
    private static final String[] VALUES = {
        "", "1", "x y", "é日😀", "\\\\", "\\\"", "\\n", "}", ",", "0.5", "+Inf", "1e3", "NaN"
    };
    private static final String[] BOUNDS = {
        "0.1", "0.50", "1", "1.0", "1e6", "inf", "+Inf", "-3", "123456789", "0.000001"
    };
    private static final String[] NUMBERS = {
        "0", "1", "-1", "1.5", "1e9", "1.7e+09", "NaN", "+Inf", "-Inf", "0.1", "123456789012345678", "5e-324", "-0"
    };
    private static final String[] TYPES = {"gauge", "counter", "untyped", "summary", "histogram", "GAUGE"};
    private static final String[] SPOILS = {
        " ",
        "\t",
        "\"",
        "\\",
        "{",
        "}",
        "=",
        ",",
        "#",
        "\n",
        "\r",
        "1",
        "e",
        "-",
        "+",
        ".",
        "_",
        "N",
        "\0",
        "é",
        "{}",
        "\"\"",
        " 1",
        "\n# TYPE foo gauge\n",
        "# HELP foo x\n",
        "0x1p4",
        "__name__"
    };

    private final Random random;

    TextPages(long seed) {
        random = new Random(seed);
    }

    byte[] next() {
        StringBuilder page = new StringBuilder();
        int lines = 1 + random.nextInt(12);
        for (int i = 0; i < lines; i++) {
            line(page);
        }
        for (int n = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0; n > 0; n--) {
            spoil(page);
        }
        byte[] bytes = page.toString().getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(40) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private String of(String[] all) {
        return all[random.nextInt(all.length)];
    }

    private void line(StringBuilder page) {
        switch (random.nextInt(8)) {
            case 0 -> page.append("# TYPE ").append(of(NAMES)).append(' ').append(of(TYPES));
            case 1 -> page.append("# HELP ").append(of(NAMES)).append(' ').append(of(VALUES));
            case 2 -> page.append(random.nextBoolean() ? "" : "# a comment");
            case 3 -> distribution(page);
            default -> sample(page);
        }
        page.append('\n');
    }

    private void distribution(StringBuilder page) {
        boolean histogram = random.nextBoolean();
        String name = histogram ? "h" : "s";
        String labels = random.nextBoolean() ? "" : of(LABELS) + "=\"" + of(VALUES) + "\"";
        page.append("# TYPE ").append(name).append(histogram ? " histogram\n" : " summary\n");
        for (int i = random.nextInt(4); i > 0; i--) {
            page.append(histogram ? "h_bucket{le=\"" : "s{quantile=\"")
                    .append(of(BOUNDS))
                    .append('"');
            page.append(labels.isEmpty() ? "" : ",")
                    .append(labels)
                    .append("} ")
                    .append(random.nextInt(9))
                    .append('\n');
        }
        page.append(name).append("_sum");
        page.append(labels.isEmpty() ? "" : '{' + labels + '}').append(' ').append(of(NUMBERS));
        if (random.nextBoolean()) {
            page.append('\n').append(name).append("_count");
            page.append(labels.isEmpty() ? "" : '{' + labels + '}').append(' ').append(random.nextInt(9));
        }
    }

    private void sample(StringBuilder page) {
        String name = of(NAMES);
        int form = random.nextInt(20);
        page.append(form == 0 ? '"' + name + '"' : form == 1 ? "{\"" + name + '"' : name);
        int labels = random.nextInt(4);
        if (labels > 0 || form == 1) {
            char separator = form == 1 ? ',' : '{';
            for (int i = 0; i < labels; i++) {
                page.append(separator)
                        .append(random.nextInt(20) == 0 ? " " : "")
                        .append(of(LABELS));
                page.append("=\"").append(of(VALUES)).append('"');
                separator = ',';
            }
            page.append(random.nextInt(20) == 0 && labels > 0 ? ",}" : "}");
        }
        page.append(random.nextInt(20) == 0 ? "\t " : " ").append(of(NUMBERS));
        page.append(random.nextInt(60) == 0 ? " 1700000000000" : "");
    }

    private void spoil(StringBuilder page) {
        int at = random.nextInt(page.length() + 1);
        int cut = Math.min(page.length(), at + random.nextInt(3));
        if (random.nextBoolean()) {
            page.replace(at, cut, random.nextBoolean() ? of(SPOILS) : "");
        } else {
            page.insert(at, of(SPOILS));
        }
    }
}
