package dev.sonde.node.collector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.core.metrics.NoDataException;
import dev.sonde.node.jna.NativeCalls;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.FakeKernel;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimexCollectorTest {
    private final FakeKernel kernel = new FakeKernel(request -> List.of());
    private final Collected collected = new Collected(new TimexCollector(kernel));

    private static long[] timex(int status) {
        long[] words = new long[26];
        long[] known = {0, -1234567, 65536 * 1000L, 500_000, 16, status | 7L << 32, 2, 1, 32768, 5, 6, 10_000, 65536, 99
        };
        System.arraycopy(known, 0, words, 0, known.length);
        words[14] = 3 | 1L << 40;
        words[15] = 131072;
        for (int i = 16; i < 20; i++) {
            words[i] = i;
        }
        words[20] = 37 | 1L << 33;
        return words;
    }

    @Test
    void synchronisedInMicroseconds() throws Exception {
        kernel.adjtimex(0, timex(1));

        assertThat(collected.scrape().replace("node_timex_", "")).isEqualTo("""
                        estimated_error_seconds 0.000016
                        frequency_adjustment_ratio 1.001
                        loop_time_constant 2
                        maxerror_seconds 0.5
                        offset_seconds -1.234567
                        pps_calibration_total 17
                        pps_error_total 18
                        pps_frequency_hertz 1e-06
                        pps_jitter_seconds 0.000099
                        pps_jitter_total 16
                        pps_shift_seconds 3
                        pps_stability_exceeded_total 19
                        pps_stability_hertz 2e-06
                        status 1
                        sync_status 1
                        tai_offset_seconds 37
                        tick_seconds 0.01
                        """);
    }

    @Test
    void notSynchronisedInNanoseconds() throws Exception {
        kernel.adjtimex(5, timex(0x2040));

        assertThat(collected.scrape())
                .contains("sync_status 0\n", "status 8256\n", "offset_seconds -0.001234567\n")
                .contains("pps_jitter_seconds 0.000000099\n", "maxerror_seconds 0.5\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {Errno.EPERM, Errno.EACCES})
    void forbiddenIsNoData(int errno) {
        kernel.adjtimex(-errno, new long[26]);

        assertThatThrownBy(collected::scrape)
                .isInstanceOf(NoDataException.class)
                .hasMessage("adjtimex: operation not permitted");
    }

    @Test
    void otherErrorsAreTold() {
        kernel.adjtimex(-Errno.ENOSYS, new long[26]);

        assertThatThrownBy(collected::scrape)
                .isInstanceOf(IOException.class)
                .hasMessage("adjtimex: function not implemented");
    }

    @Test
    void asksThisMachine() throws Exception {
        assertThat(new Collected(new TimexCollector(NativeCalls.get())).scrape("node_timex_tick"))
                .isEqualTo("node_timex_tick_seconds 0.01\n");
    }
}
