package dev.sonde.core.exposition;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the parser told of a page, as text: {@code type name[help] part{labels} bound value}. */
final class ParsedText implements TextSamples {
    private final List<String> samples = new ArrayList<>();
    private final List<TextFamily> families = new ArrayList<>();

    static String of(byte[] page) throws IOException {
        return of(new TextParser(), page);
    }

    static String of(TextParser parser, byte[] page) throws IOException {
        ParsedText parsed = new ParsedText();
        parser.parse(new ByteArrayInputStream(page), parsed);
        StringBuilder text = new StringBuilder();
        for (String sample : parsed.samples) {
            text.append(sample).append('\n');
        }
        for (TextFamily family : parsed.families) {
            if (family.help() != null) {
                text.append("help ")
                        .append(family.name())
                        .append(": ")
                        .append(family.help())
                        .append('\n');
            }
        }
        if (parser.timestamps()) {
            text.append("timestamps\n");
        }
        return text.toString();
    }

    @Override
    public void family(TextFamily family) {
        families.add(family);
    }

    @Override
    public void sample(TextFamily family, Part part, TextLabels labels, double bound, TextNumber value) {
        TextBytes written = new TextBytes();
        labels.write(labels.names(), written);
        samples.add(
                family.type().text() + " " + family.name() + " " + part.name().toLowerCase(java.util.Locale.ROOT)
                        + new String(written.copy(), StandardCharsets.UTF_8)
                        + (Double.isNaN(bound) ? "" : bound + " ") + value.value());
    }
}
