package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.node.collector.ParserFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountTableTest {
    @TempDir
    private Path dir;

    private Path file() {
        return dir.resolve("mountinfo");
    }

    private MountTable table(String content) throws IOException {
        return table(content.getBytes(StandardCharsets.UTF_8));
    }

    private MountTable table(byte[] content) throws IOException {
        Files.write(file(), content);
        MountTable table = new MountTable(file().toString(), null);
        assertThat(table.read()).isTrue();
        return table;
    }

    private Mount mount(String line) throws IOException {
        return table(line + "\n").mounts().get(0);
    }

    @Test
    void readsFields() throws IOException {
        Mount mount =
                mount("36 35 98:1000 /mnt1 /mnt2 rw,noatime master:1 propagate_from:2 - ext3 /dev/root rw,errors=ro");

        assertThat(mount.major()).isEqualTo(98);
        assertThat(mount.minor()).isEqualTo(1000);
        assertThat(mount.mountPoint()).isEqualTo("/mnt2");
        assertThat(mount.type()).isEqualTo("ext3");
        assertThat(mount.device()).isEqualTo("/dev/root");
        assertThat(mount.readOnly()).isFalse();
        assertThat(mount.maySleep()).isFalse();
        assertThat(mount.visibleDevice()).isEqualTo(98L << 32 | 1000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rw,relatime | rw                | false
            ro,relatime | rw                | true
            relatime,ro | rw                | true
            rw          | ro                | true
            rw          | rw,emergency_ro   | true
            emergency_ro| rw                | false
            rw          | rw,errors=ro      | false
            rw,errors   | rox,xro           | false
            """)
    void readOnlyByEitherOptions(String options, String superOptions, boolean readOnly) throws IOException {
        assertThat(mount("1 0 8:1 / / " + options + " - ext4 /dev/sda1 " + superOptions)
                        .readOnly())
                .isEqualTo(readOnly);
    }

    @Test
    void undoesTheEscapesThatThePeerUndoes() throws IOException {
        Mount mount = mount("1 0 8:1 / /a\\040b\\011c\\134d\\012\\04 rw - ext4 /dev/my\\040disk rw");

        assertThat(mount.mountPoint()).isEqualTo("/a b\tc\\134d\\012\\04");
        assertThat(mount.device()).isEqualTo("/dev/my\\040disk");
        assertThat(new String(mount.path("/host"), StandardCharsets.UTF_8)).isEqualTo("/host/a b\tc\\d\n\\04\0");
    }

    @Test
    void bytesThatAreNoTextAreShownAsReplacementAndAskedAsTheyAre() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        line.writeBytes("1 0 8:1 / /\u00e9".getBytes(StandardCharsets.UTF_8));
        line.writeBytes(new byte[] {(byte) 0xff, (byte) 0xc3, 'x', (byte) 0xed, (byte) 0xa0, (byte) 0x80});
        line.writeBytes(" rw - ext4 /dev/".getBytes(StandardCharsets.UTF_8));
        line.writeBytes(new byte[] {(byte) 0xe2, (byte) 0x82, ' ', 'r', 'w'});

        Mount mount = table(line.toByteArray()).mounts().get(0);

        assertThat(mount.mountPoint()).isEqualTo("/\u00e9\ufffdx\ufffd");
        assertThat(mount.device()).isEqualTo("/dev/\ufffd");
        assertThat(mount.path("")).containsExactly('/', 0xc3, 0xa9, 0xff, 0xc3, 'x', 0xed, 0xa0, 0x80, 0);
    }

    @Test
    void fieldsMayBeEmptyOrMissing() throws IOException {
        assertThat(mount("1 0 8:1 / / rw - tmpfs  rw").device()).isEmpty();
        assertThat(mount("1 0 8:1 / / rw - tmpfs tmpfs").device()).isEqualTo("tmpfs");
        assertThat(mount("1 0 8:1 / / rw - tmpfs").device()).isEmpty();
        assertThat(mount("1 0 8:1 / / rw - tmpfs").type()).isEqualTo("tmpfs");
    }

    @Test
    void leavesOutLinesThatAreNone() throws IOException {
        MountTable table = table("""
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                1 0 8 / /bad rw - ext4 /dev/sda1 rw
                1 0 a:b / /bad rw - ext4 /dev/sda1 rw
                1 0 8: / /bad rw - ext4 /dev/sda1 rw
                1 0 :1 / /bad rw - ext4 /dev/sda1 rw
                1 0 99999999999:1 / /bad rw - ext4 /dev/sda1 rw
                x 0 8:1 / /bad rw - ext4 /dev/sda1 rw
                1 0 8:1 / /bad rw ext4 /dev/sda1 rw
                1 0 8:1 / /bad rw -

                1 0 8:1 / /bad
                2 1 8:2 / /home rw - ext4 /dev/sda2 rw
                """);

        assertThat(table.mounts()).extracting(Mount::mountPoint).containsExactly("/", "/home");
        assertThat(table.malformed()).isEqualTo(10);
    }

    @Test
    void aFileWithoutAnyMountinfoIsAnError() throws IOException {
        Files.writeString(file(), "rootfs / rootfs rw 0 0\n");
        MountTable table = new MountTable(file().toString(), null);

        assertThatThrownBy(table::read).isInstanceOf(IOException.class).hasMessageContaining("mountinfo");
    }

    @Test
    void anEmptyTableIsNone() throws IOException {
        assertThat(table("").mounts()).isEmpty();
    }

    @Test
    void fallsBackToOurOwnTable() throws IOException {
        Files.writeString(file(), "1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
        MountTable table = new MountTable(dir.resolve("absent").toString(), file().toString());

        assertThat(table.read()).isTrue();
        assertThat(table.mounts()).hasSize(1);
        assertThatThrownBy(new MountTable(dir.resolve("absent").toString(), null)::read)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("absent");
    }

    @Test
    void keepsWhatStaysInTheTable() throws IOException {
        MountTable table = table("""
                1 0 8:1 / / rw - ext4 /dev/sda1 rw
                2 1 8:2 / /home rw - ext4 /dev/sda2 rw
                """);
        List<Mount> before = table.mounts();
        assertThat(table.read()).isFalse();
        assertThat(table.mounts()).isSameAs(before);

        Files.writeString(file(), """
                3 1 8:3 / /srv rw - ext4 /dev/sda3 rw
                2 1 8:2 / /home rw - ext4 /dev/sda2 rw
                """);

        assertThat(table.read()).isTrue();
        assertThat(table.mounts()).extracting(Mount::mountPoint).containsExactly("/srv", "/home");
        assertThat(table.mounts().get(1)).isSameAs(before.get(1));
    }

    @Test
    void whatLiesBeneathAnotherMountShowsThatOnesDevice() throws IOException {
        List<Mount> mounts = table("""
                        1 0 0:1 / / rw - rootfs rootfs rw
                        2 1 8:1 / / rw - ext4 /dev/sda1 rw
                        3 2 8:3 / /mnt rw - ext4 /dev/sda3 rw
                        4 3 8:4 / /mnt rw - xfs /dev/sda4 rw
                        5 4 8:5 / /mnt rw - xfs /dev/sda5 rw
                        6 5 8:6 / /mnt/sub rw - xfs /dev/sda6 rw
                        """).mounts();

        assertThat(mounts).extracting(mount -> (int) mount.visibleDevice()).containsExactly(1, 1, 5, 5, 5, 6);
    }

    @Test
    void aMountMaySleepWhenItOrOneOnTheWayIsNotLocal() throws IOException {
        List<Mount> mounts = table("""
                        1 0 8:1 / / rw - ext4 /dev/sda1 rw
                        2 1 0:40 / /net rw - nfs4 server:/export rw
                        3 2 8:3 / /net/local rw - ext4 /dev/sda3 rw
                        4 3 8:4 / /net/local/too rw - tmpfs none rw
                        5 1 0:41 / /a rw - autofs systemd-1 rw
                        6 5 8:6 / /a rw - vfat /dev/sda6 rw
                        7 1 0:42 / /f rw - fuse.sshfs me@there rw
                        8 1 0:43 / /w rw - somethingnew x rw
                        9 9 0:44 / /own rw - tmpfs none rw
                        10 11 0:44 / /loop rw - tmpfs none rw
                        11 10 0:44 / /loop rw - tmpfs none rw
                        """).mounts();

        assertThat(mounts)
                .filteredOn(Mount::maySleep)
                .extracting(Mount::mountPoint)
                .containsExactly("/net", "/net/local", "/net/local/too", "/a", "/a", "/f", "/w");
    }

    @Tag("fuzz")
    @Test
    void takesAnyBytes() throws IOException {
        byte[] sound = ("36 35 98:0 / /mnt\\0402 rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n"
                        + "37 36 98:1 / /x rw - tmpfs none ro\n")
                .getBytes(StandardCharsets.UTF_8);
        Random random = new Random(42);
        for (int round = 0; round < ParserFuzz.runs(3000); round++) {
            byte[] broken = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
            for (int i = 0; i < 1 + round % 5 && broken.length > 0; i++) {
                broken[random.nextInt(broken.length)] = (byte) " :-\\\n0rx\u00ff".charAt(random.nextInt(9));
            }
            Files.write(file(), broken);
            MountTable table = new MountTable(file().toString(), null);
            try {
                table.read();
                assertThat(table.mounts()).hasSizeLessThanOrEqualTo(broken.length);
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("mountinfo");
            }
        }
    }

    @Test
    void fiveThousandMounts() throws IOException {
        StringBuilder content = new StringBuilder("1 0 8:1 / / rw - ext4 /dev/sda1 rw\n");
        for (int i = 2; i <= 5000; i++) {
            content.append(i + " 1 0:" + i + " / /var/lib/kubelet/pods/" + i + " rw - tmpfs tmpfs rw,size=64k\n");
        }
        MountTable table = table(content.toString());

        assertThat(table.mounts()).hasSize(5000);
        assertThat(table.read()).isFalse();
    }
}
