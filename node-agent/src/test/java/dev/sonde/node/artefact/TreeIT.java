package dev.sonde.node.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folder that is shipped, as `mvn package` leaves it. */
class TreeIT {
    private static final Path HOME = Path.of("target", "node-agent");
    private static final int JAVA_8 = 52;
    private static final int JAVA_17 = 61;

    @Test
    void holdsTheseFilesAndNoOthers() throws IOException {
        List<String> found = new ArrayList<>();
        for (String folder : List.of("bin", "lib")) {
            try (Stream<Path> files = Files.walk(HOME.resolve(folder))) {
                files.filter(Files::isRegularFile)
                        .map(file -> HOME.relativize(file).toString())
                        .forEach(found::add);
            }
        }
        assertThat(found).containsExactlyInAnyOrder("""
                bin/node-agent
                lib/agent-core.jar
                lib/bcrypt.jar
                lib/bytes.jar
                lib/jackson-core.jar
                lib/jackson-dataformat-yaml.jar
                lib/jboss-logging.jar
                lib/jboss-threads.jar
                lib/jna-platform.jar
                lib/jna.jar
                lib/native/aarch64/libjnidispatch.so
                lib/native/x86_64/libjnidispatch.so
                lib/node-agent.jar
                lib/oshi-common.jar
                lib/oshi-core.jar
                lib/simpleclient.jar
                lib/slf4j-api.jar
                lib/snakeyaml.jar
                lib/undertow-core.jar
                lib/wildfly-client-config.jar
                lib/wildfly-common.jar
                lib/xnio-api.jar
                lib/xnio-nio.jar
                """.split("\n"));
    }

    @Test
    void jarNamesItsMainClassAndEveryLibraryBesideIt() throws IOException {
        try (JarFile jar = open("node-agent.jar")) {
            var manifest = jar.getManifest().getMainAttributes();
            assertThat(manifest.getValue("Main-Class")).isEqualTo("dev.sonde.node.NodeAgent");
            assertThat(manifest.getValue("Class-Path").split(" "))
                    .containsExactlyInAnyOrderElementsOf(jars().stream()
                            .filter(name -> !name.equals("node-agent.jar"))
                            .toList());
        }
    }

    @Test
    void ownManifestsSayNothingOfTheMachineThatBuiltThem() throws IOException {
        for (String name : List.of("node-agent.jar", "agent-core.jar")) {
            try (JarFile jar = open(name)) {
                assertThat(jar.getManifest().getMainAttributes().keySet().stream()
                                .map(Object::toString))
                        .as(name)
                        .isSubsetOf(
                                "Manifest-Version",
                                "Main-Class",
                                "Class-Path",
                                "Implementation-Title",
                                "Implementation-Version");
            }
        }
    }

    @Test
    void sharedJarsRunOnJava8AndAllOthersOn17() throws IOException {
        for (String name : jars()) {
            // Third parties may carry classes for newer Javas under META-INF/versions, which older ones do not look at.
            int newest = name.equals("node-agent.jar") ? JAVA_17 : JAVA_8;
            try (JarFile jar = open(name)) {
                assertThat(classes(jar))
                        .as(name)
                        .isNotEmpty()
                        .allSatisfy(entry -> assertThat(version(jar, entry))
                                .as(entry.getName())
                                .isLessThanOrEqualTo(newest));
            }
        }
    }

    @Test
    void noClassIsShippedTwice() throws IOException {
        List<String> all = new ArrayList<>();
        for (String name : jars()) {
            try (JarFile jar = open(name)) {
                classes(jar).forEach(entry -> all.add(entry.getName()));
            }
        }
        assertThat(all).hasSizeGreaterThan(1000).doesNotHaveDuplicates();
    }

    @Test
    void nativeCodeForLinuxIsShippedUnpackedForTwoProcessorsOnly() throws IOException {
        for (String name : jars()) {
            try (JarFile jar = open(name)) {
                assertThat(jar.stream().map(JarEntry::getName))
                        .as(name)
                        .noneMatch(entry -> entry.matches(".*\\.(so|dll|jnilib|dylib|a)")
                                && !entry.matches("com/sun/jna/(darwin|win32|freebsd|openbsd)-.*"));
            }
        }
        // e_machine of the ELF header: 62 is x86-64, 183 is AArch64.
        assertThat(Files.readAllBytes(HOME.resolve("lib/native/x86_64/libjnidispatch.so"))[18])
                .isEqualTo((byte) 62);
        assertThat(Files.readAllBytes(HOME.resolve("lib/native/aarch64/libjnidispatch.so"))[18])
                .isEqualTo((byte) 183);
    }

    @Test
    void testsAreNotShipped() throws IOException {
        for (String name : List.of("node-agent.jar", "agent-core.jar")) {
            try (JarFile jar = open(name)) {
                assertThat(jar.stream().map(JarEntry::getName))
                        .as(name)
                        .noneMatch(entry -> entry.endsWith("Test.class"));
            }
        }
    }

    private static List<String> jars() throws IOException {
        try (Stream<Path> files = Files.list(HOME.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar"))
                    .toList();
        }
    }

    private static JarFile open(String name) throws IOException {
        return new JarFile(HOME.resolve("lib").resolve(name).toFile());
    }

    private static List<JarEntry> classes(JarFile jar) {
        return jar.stream()
                .filter(entry -> entry.getName().endsWith(".class"))
                .filter(entry -> !entry.getName().startsWith("META-INF/versions/"))
                .filter(entry -> !entry.getName().endsWith("module-info.class"))
                .toList();
    }

    private static int version(JarFile jar, JarEntry entry) throws IOException {
        try (DataInputStream in = new DataInputStream(jar.getInputStream(entry))) {
            in.readInt();
            in.readUnsignedShort();
            return in.readUnsignedShort();
        }
    }
}
