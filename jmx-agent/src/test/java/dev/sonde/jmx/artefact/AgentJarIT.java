package dev.sonde.jmx.artefact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

class AgentJarIT {
    private static final int JAVA_8 = 52;
    private static final long MOST_BYTES = 5L << 20;

    private static List<String> entries() throws IOException {
        try (JarFile jar = new JarFile(Forked.jar().toFile())) {
            return jar.stream().map(ZipEntry::getName).toList();
        }
    }

    @Test
    void onlyTheBootClassesCanBeLoadedByTheApplication() throws IOException {
        assertThat(entries())
                .filteredOn(name -> name.endsWith(".class"))
                .containsExactlyInAnyOrder(
                        "dev/sonde/jmx/boot/Agent.class",
                        "dev/sonde/jmx/boot/AgentClassLoader.class",
                        "dev/sonde/jmx/boot/Main.class");
        assertThat(entries())
                .allMatch(name -> name.startsWith("inst/")
                        || name.startsWith("dev/sonde/jmx/boot/")
                        || name.startsWith("META-INF/"))
                .noneMatch(name -> name.startsWith("META-INF/services") || name.startsWith("META-INF/versions"));
    }

    @Test
    void leavesOutWhatWouldReachIntoTheApplication() throws IOException {
        assertThat(entries())
                .noneMatch(name -> name.startsWith("inst/org/jboss/logging/"))
                .noneMatch(name -> name.contains("Xnio$MBeanHolder"))
                .contains("inst/META-INF/services/org.slf4j.spi.SLF4JServiceProvider")
                .contains("inst/META-INF/services/dev.sonde.jmx.shaded.jboss.logging.LoggerProvider");
    }

    @Test
    void runsOnJava8() throws IOException {
        List<String> newer = new ArrayList<>();
        try (JarFile jar = new JarFile(Forked.jar().toFile())) {
            for (ZipEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class") || entry.getName().endsWith(".classdata")) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        DataInputStream data = new DataInputStream(in);
                        data.readInt();
                        data.readUnsignedShort();
                        if (data.readUnsignedShort() > JAVA_8) {
                            newer.add(entry.getName());
                        }
                    }
                }
            }
        }
        assertThat(newer).isEmpty();
    }

    @Test
    void isAnAgentAndAProgramAndSmall() throws IOException {
        try (JarFile jar = new JarFile(Forked.jar().toFile())) {
            Attributes attributes = jar.getManifest().getMainAttributes();
            assertThat(attributes.getValue("Premain-Class")).isEqualTo("dev.sonde.jmx.boot.Agent");
            assertThat(attributes.getValue("Agent-Class")).isEqualTo("dev.sonde.jmx.boot.Agent");
            assertThat(attributes.getValue("Main-Class")).isEqualTo("dev.sonde.jmx.boot.Main");
        }
        assertThat(Files.size(Forked.jar())).isLessThanOrEqualTo(MOST_BYTES);
    }
}
