package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MdstatTest {
    private final Mdstat mdstat = new Mdstat();

    private void begin(String text) {
        byte[] bytes = text.replace('^', '\n').getBytes(StandardCharsets.UTF_8);
        mdstat.begin(bytes, bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^  ; ACTIVE ; 9",
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^ resync=DELAYED^ ; RESYNC ; 0",
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^ resync=PENDING^ ; RESYNC ; 0",
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^ recovery=REMOTE^ ; RECOVERING ; 0",
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^ [>.] recovery = 8.5% (4/9) finish=1min^;RECOVERING;4",
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^ [>.] check = 8.5% (4/9) finish=1min^ ; CHECK ; 4",
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^ [>.] reshape = 8.5% (4/9) finish=1min^ ; OTHER ; 4",
                "md0 : active raid1 a[0] b[1]^ 9 blocks [2/2] [UU]^ bitmap: 0/1 pages^ resync = 1% (4/9)^ ; RESYNC ; 4",
                "md0 : inactive a[0](S)^ 9 blocks^ ; INACTIVE ; 9",
                "md0 : active raid0 a[0]^ 9 blocks 64k chunks^ ; ACTIVE ; 9",
            })
    void tellsWhatAnArrayDoes(String text, Mdstat.State state, long synced) {
        begin(text);
        assertThat(mdstat.next()).isTrue();
        assertThat(mdstat.state()).isEqualTo(state);
        assertThat(mdstat.blocks()).isEqualTo(9);
        assertThat(mdstat.blocksSynced()).isEqualTo(synced);
        assertThat(mdstat.next()).isFalse();
        assertThat(mdstat.failed()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "md0",
                "md0 :",
                "md0 : active raid1 a[0]",
                "md0 : active raid1 a[0]^ x blocks [1/1] [U]",
                "md0 : active raid1 a[0]^ 9 blocks",
                "md0 : active raid1 a[0]^ 9 blocks [1/] [U]",
                "md0 : active raid1 a[0]^ 9 blocks [x/1] [U]",
            })
    void passesOverWhatMakesNoSense(String text) {
        begin(text + "^md1 : active raid1 b[0]^ 5 blocks [2/1] [U_]^");
        assertThat(mdstat.next()).isTrue();
        assertThat(mdstat.blocks()).isEqualTo(5);
        assertThat(mdstat.disksRequired()).isEqualTo(2);
        assertThat(mdstat.disksActive()).isEqualTo(1);
        assertThat(mdstat.next()).isFalse();
        assertThat(mdstat.failed()).isEqualTo(1);
    }
}
