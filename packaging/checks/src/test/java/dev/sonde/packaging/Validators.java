package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Both validators of manifests. */
final class Validators {
    private Validators() {}

    /** Neither has anything to say. */
    static void check(String yaml) throws IOException {
        List<JsonNode> manifests = new ArrayList<>(Chart.byName(yaml).values());
        assertThat(manifests).isNotEmpty();
        for (JsonNode manifest : manifests) {
            assertThat(StrictModels.trouble(manifest)).as(Chart.name(manifest)).isEmpty();
        }
        assertThat(byOtherModels(manifests)).isEmpty();
    }

    /** What is wrong by them, a line each. */
    static String byOtherModels(List<JsonNode> manifests) throws IOException {
        Path file = Files.createTempFile("manifests", ".json");
        try {
            Sources.JSON.writeValue(file.toFile(), manifests);
            return Tool.named("tool.node")
                    .attempt("src/test/node/validate.mjs", Tool.property("tool.models"), file)
                    .out();
        } finally {
            Files.delete(file);
        }
    }
}
