package dev.sonde.node.textfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each case was seen with node_exporter 1.11.1. */
class GlobTest {
    @TempDir
    Path dir;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a1        | a1
            a*        | a1 a2 a3 afile
            a?        | a1 a2 a3
            a[12]     | a1 a2
            a[1-2]    | a1 a2
            a[^1]     | a2 a3
            a[!1]     | a1
            *         | .hid [x] a1 a2 a3 afile b1 b\\
            **        | .hid [x] a1 a2 a3 afile b1 b\\
            *1        | a1 b1
            [x]       | [x]
            [[]x]     | [x]
            \\[x\\]   | [x]
            b\\\\     | b\\
            */deep    | a3/deep
            a3/*      | a3/deep
            */*       | a3/deep
            a[3]/d?ep | a3/deep
            {a1,a2}   | {a1,a2}
            nope*     | nope*
            a*/       | a*/
            [a        | [a
            a[        | a[
            a[]       | a[]
            a[2-]     | a[2-]
            *[x       | *[x
            a1\\      | a1\\
            """)
    void expands(String pattern, String expected) throws IOException {
        for (String name : List.of("a1", "a2", "a3/deep", "b1", "[x]", ".hid", "b\\")) {
            Files.createDirectories(dir.resolve(name));
        }
        Files.createFile(dir.resolve("afile"));
        StringBuilder found = new StringBuilder();
        for (String path : new Glob(dir + "/" + pattern).paths()) {
            found.append(found.isEmpty() ? "" : " ")
                    .append(path.substring(dir.toString().length() + 1));
        }
        assertThat(found.toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "", textBlock = """
            a/b.prom       | a      | b.prom
            a/b.prom       | ./a//  | b.prom
            b/b.prom       | a/../b | b.prom
            ../b.prom      | ..     | b.prom
            ../../b.prom   | ../..  | b.prom
            b.prom         | .      | b.prom
            /b.prom        | /      | b.prom
            /b.prom        | /..    | b.prom
            /x/b.prom      | //x/./ | b.prom
            """)
    void joins(String path, String directory, String name) {
        assertThat(PathNames.join(directory, name)).isEqualTo(path);
    }

    @Test
    void looksAgainEachTime() throws IOException {
        Glob glob = new Glob(dir + "/*");
        assertThat(glob.paths()).containsExactly(dir + "/*");
        Files.createDirectory(dir.resolve("late"));
        assertThat(glob.paths()).containsExactly(dir + "/late");
    }
}
