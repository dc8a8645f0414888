package dev.sonde.core.house;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rooms of agent-core lie in layers: a later one may know the earlier ones. */
class CoreHouseTest extends HouseRules {
    private static final List<List<String>> LAYERS = List.of(
            List.of("io", "log"),
            List.of("flags", "config"),
            List.of("metrics"),
            List.of("exposition"),
            List.of("scrape"),
            List.of("http"),
            List.of("runtime"));

    CoreHouseTest() {
        super("core");
    }

    @Test
    void noRoomKnowsALaterOne() {
        LayeredArchitecture architecture =
                layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
        for (List<String> layer : LAYERS) {
            architecture = architecture
                    .layer(layer.toString())
                    .definedBy(layer.stream()
                            .map(room -> "dev.sonde.core." + room + "..")
                            .toArray(String[]::new));
        }
        for (int i = 0; i < LAYERS.size(); i++) {
            String[] later = LAYERS.subList(i + 1, LAYERS.size()).stream()
                    .map(Object::toString)
                    .toArray(String[]::new);
            architecture = later.length == 0
                    ? architecture.whereLayer(LAYERS.get(i).toString()).mayNotBeAccessedByAnyLayer()
                    : architecture.whereLayer(LAYERS.get(i).toString()).mayOnlyBeAccessedByLayers(later);
        }
        architecture.check(main());
    }
}
