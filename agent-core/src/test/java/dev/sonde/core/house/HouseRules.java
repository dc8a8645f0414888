package dev.sonde.core.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds for the main code of every module. A module has one subclass, in its own tests, which names the module's
 * package; it is run with the module's folder as working directory.
 */
public abstract class HouseRules {
    private static final int LONGEST_SOURCE = 600;
    private static final Path SOURCES = Path.of("src", "main", "java");

    /** Packages of third parties, and the one package of ours that may know them. */
    private static final Map<String, String> CONFINED = new TreeMap<>(Map.of(
            "io.prometheus..", "dev.sonde.core.metrics..",
            "io.undertow..", "dev.sonde.core.http.undertow..",
            "org.xnio..", "dev.sonde.core.http.undertow..",
            "com.fasterxml.jackson..", "dev.sonde.core.config..",
            "org.yaml.snakeyaml..", "dev.sonde.core.config..",
            "org.jboss.logging..", "dev.sonde.core.log..",
            "at.favre.lib..", "dev.sonde.core.http..",
            "org.mariadb..", "dev.sonde.db.mysql..",
            "com.sun.jna..", "dev.sonde.node.jna..",
            "oshi..", "dev.sonde.node.oshi.."));

    private static final List<String> AGENTS = List.of("dev.sonde.node..", "dev.sonde.jmx..", "dev.sonde.db..");

    private final String module;
    private final JavaClasses main;

    protected HouseRules(String module) {
        this.module = module;
        main = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPath(Path.of("target", "classes"));
    }

    protected final JavaClasses main() {
        return main;
    }

    @TestFactory
    Stream<DynamicTest> thirdPartiesAreKnownByOnePackage() {
        return CONFINED.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> noClasses()
                                .that(describe(
                                        "do not reside in " + entry.getValue(),
                                        (JavaClass type) -> !resideInAPackage(entry.getValue())
                                                .test(type)))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(entry.getKey())
                                .allowEmptyShould(true)
                                .check(main)));
    }

    @Test
    void knowsNoOtherAgent() {
        String own = "dev.sonde." + module + "..";
        DescribedPredicate<JavaClass> others = resideInAnyPackage(
                AGENTS.stream().filter(agent -> !agent.equals(own)).toArray(String[]::new));
        noClasses().should().dependOnClassesThat(others).allowEmptyShould(true).check(main);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().matching("dev.sonde." + module + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void packagesAreNamedAfterTheirConcern() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..impl..", "..service..", "..manager..", "..common..")
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void classesAreFinalUnlessMadeForExtension() {
        classes()
                .that()
                .areTopLevelClasses()
                .and()
                .areNotInterfaces()
                .and()
                .areNotEnums()
                .and()
                .doNotHaveModifier(JavaModifier.ABSTRACT)
                .should()
                .haveModifier(JavaModifier.FINAL)
                .allowEmptyShould(true)
                .check(main);
    }

    @Test
    void everyPackageIsNullMarked() throws IOException {
        for (Path folder : folders()) {
            assertThat(folder.resolve("package-info.java")).content().contains("@NullMarked");
        }
    }

    @Test
    void noSourceIsLongerThanAReaderCanHold() throws IOException {
        List<String> tooLong = new ArrayList<>();
        for (Path source : sources()) {
            long lines;
            try (Stream<String> content = Files.lines(source)) {
                lines = content.count();
            }
            if (lines > LONGEST_SOURCE) {
                tooLong.add(source + ": " + lines + " lines");
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static List<Path> folders() throws IOException {
        return sources().stream().map(Path::getParent).distinct().toList();
    }

    private static List<Path> sources() throws IOException {
        if (!Files.exists(SOURCES)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }
}
