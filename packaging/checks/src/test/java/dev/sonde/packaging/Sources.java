package dev.sonde.packaging;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files under test, and how to read them. */
final class Sources {
    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    static final Path PROMETHEUS = ROOT.resolve("packaging/prometheus");
    static final Path KUBERNETES = ROOT.resolve("packaging/kubernetes");

    static final ObjectMapper JSON = new ObjectMapper();
    static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private Sources() {}

    /** The files of a folder with that ending, in order; there has to be one. */
    static List<Path> files(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new IOException("no " + ending + " in " + folder);
            }
            return found;
        }
    }

    /** The documents of a YAML text, empty ones left out. */
    static List<JsonNode> documents(String yaml) throws IOException {
        try (MappingIterator<JsonNode> all = YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return all.readAll().stream()
                    .filter(document -> document.isObject())
                    .toList();
        }
    }
}
