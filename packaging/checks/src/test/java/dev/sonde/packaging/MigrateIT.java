package dev.sonde.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever flag docs/migrate.md lists as taken is one that the agent knows. */
final class MigrateIT {
    private static final Pattern LISTED = Pattern.compile("`--([\\w.-]+)`");
    private static final Pattern KNOWN = Pattern.compile("(?m)^ *(?:-h, )?--(?:\\[no-])?([\\w.-]+)");

    @ParameterizedTest
    @CsvSource(textBlock = """
            From node_exporter,   node-agent, --help,       100
            From mysqld_exporter, db-agent,   mysql --help, 50
            From redis_exporter,  db-agent,   redis --help, 50
            """)
    void listsFlagsThatAreTaken(String section, String agent, String arguments, int least) throws IOException {
        Set<String> known = names(KNOWN, new Tool(Fleet.agent(agent)).run((Object[]) arguments.split(" ")));
        Set<String> listed = new HashSet<>();
        for (String paragraph : section(section).split("\n\n")) {
            if (paragraph.startsWith("`--")) {
                listed.addAll(names(LISTED, paragraph));
            }
        }
        assertThat(listed).hasSizeGreaterThan(least);
        assertThat(known).containsAll(listed);
    }

    private static String section(String title) throws IOException {
        String text = Files.readString(Sources.ROOT.resolve("docs/migrate.md"));
        return List.of(text.split("\n## ")).stream()
                .filter(part -> part.startsWith(title))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(Pattern pattern, String text) {
        Set<String> names = new HashSet<>();
        Matcher found = pattern.matcher(text);
        while (found.find()) {
            names.add(found.group(1));
        }
        return names;
    }
}
