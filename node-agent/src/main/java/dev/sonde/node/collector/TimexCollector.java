package dev.sonde.node.collector;

import dev.sonde.core.metrics.AgentCollector;
import dev.sonde.core.metrics.MetricFamily;
import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.NoDataException;
import dev.sonde.core.metrics.Series;
import dev.sonde.node.jna.NativeCalls;
import dev.sonde.node.linux.Errno;
import dev.sonde.node.linux.SystemCalls;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** State of the kernel's clock discipline, adjtimex(2). No data where a sandbox forbids the call. */
public final class TimexCollector extends AgentCollector {
    /** The clock is not synchronised. */
    private static final int TIME_ERROR = 5;

    /** Offset and jitter are in nanoseconds, else in microseconds. */
    private static final int STA_NANO = 0x2000;

    /** Parts per million with 16 binary digits behind the point. */
    private static final double PPM_16 = 1_000_000.0 * 65536.0;

    private static final int MICROS = 6;
    private static final int NANOS = 9;

    // Words of struct timex, linux/timex.h.
    private static final int OFFSET = 1;
    private static final int FREQUENCY = 2;
    private static final int MAX_ERROR = 3;
    private static final int ESTIMATED_ERROR = 4;
    private static final int STATUS = 5;
    private static final int CONSTANT = 6;
    private static final int TICK = 11;
    private static final int PPS_FREQUENCY = 12;
    private static final int JITTER = 13;
    private static final int SHIFT = 14;
    private static final int STABILITY = 15;
    private static final int JITTER_COUNT = 16;
    private static final int CALIBRATION_COUNT = 17;
    private static final int ERROR_COUNT = 18;
    private static final int STABILITY_COUNT = 19;
    private static final int TAI = 20;

    private final Series syncStatus = gauge("sync_status", "1 when the clock is synchronised to a reference, else 0.");
    private final Series offset = gauge("offset_seconds", "How far the clock is from its reference.");
    private final Series frequency =
            gauge("frequency_adjustment_ratio", "What the clock's frequency is multiplied by.");
    private final Series maxError = gauge("maxerror_seconds", "Bound of the clock's error.");
    private final Series estimatedError = gauge("estimated_error_seconds", "Estimate of the clock's error.");
    private final Series status = gauge("status", "The STA_ bits of adjtimex(2).");
    private final Series constant = gauge("loop_time_constant", "Time constant of the phase-locked loop.");
    private final Series tick = gauge("tick_seconds", "Time between two ticks of the clock.");
    private final Series ppsFrequency =
            gauge("pps_frequency_hertz", "Frequency offset by the pulse-per-second signal.");
    private final Series jitter = gauge("pps_jitter_seconds", "Dispersion of the pulse-per-second signal.");
    private final Series shift =
            gauge("pps_shift_seconds", "Length of the calibration interval, as a power of two of seconds.");
    private final Series stability =
            gauge("pps_stability_hertz", "Mean change of the frequency by the pulse-per-second signal.");
    private final Series jitterCount = counter("pps_jitter_total", "Pulses whose jitter was beyond the limit.");
    private final Series calibrationCount =
            counter("pps_calibration_total", "Calibration intervals of the pulse-per-second signal.");
    private final Series errorCount = counter("pps_error_total", "Calibration intervals that failed.");
    private final Series stabilityCount = counter(
            "pps_stability_exceeded_total", "Calibration intervals in which the frequency wandered beyond the limit.");
    private final Series tai = gauge("tai_offset_seconds", "International Atomic Time less UTC.");

    private final NoDataException forbidden = new NoDataException("adjtimex: " + Errno.text(Errno.EPERM));
    private final long[] timex = new long[SystemCalls.TIMEX_WORDS];
    private @Nullable SystemCalls calls;

    public TimexCollector(NodeContext context) {
        this((SystemCalls) null);
    }

    /** @param calls null for the system's own, which are looked up at the first scrape */
    TimexCollector(@Nullable SystemCalls calls) {
        super("timex");
        this.calls = calls;
    }

    private static Series gauge(String name, String help) {
        return MetricFamily.gauge("node_timex_" + name, help).series();
    }

    private static Series counter(String name, String help) {
        return MetricFamily.counter("node_timex_" + name, help).series();
    }

    @Override
    public void update(MetricSink sink) throws NoDataException, IOException {
        if (calls == null) {
            calls = NativeCalls.get();
            if (calls == null) {
                throw new IOException("adjtimex: " + NativeCalls.reason());
            }
        }
        timex[0] = 0;
        int state = calls.adjtimex(timex);
        if (state == -Errno.EPERM || state == -Errno.EACCES) {
            throw forbidden;
        }
        if (state < 0) {
            throw new IOException("adjtimex: " + Errno.text(-state));
        }
        emit(sink, state);
    }

    private void emit(MetricSink sink, int state) {
        int fraction = (timex[STATUS] & STA_NANO) != 0 ? NANOS : MICROS;
        sink.sample(syncStatus, state == TIME_ERROR ? 0 : 1);
        sink.decimal(offset, timex[OFFSET], fraction);
        sink.sample(frequency, 1 + timex[FREQUENCY] / PPM_16);
        sink.decimal(maxError, timex[MAX_ERROR], MICROS);
        sink.decimal(estimatedError, timex[ESTIMATED_ERROR], MICROS);
        sink.sample(status, (int) timex[STATUS]);
        sink.sample(constant, timex[CONSTANT]);
        sink.decimal(tick, timex[TICK], MICROS);
        sink.sample(ppsFrequency, timex[PPS_FREQUENCY] / PPM_16);
        sink.decimal(jitter, timex[JITTER], fraction);
        sink.sample(shift, (int) timex[SHIFT]);
        sink.sample(stability, timex[STABILITY] / PPM_16);
        sink.sample(jitterCount, timex[JITTER_COUNT]);
        sink.sample(calibrationCount, timex[CALIBRATION_COUNT]);
        sink.sample(errorCount, timex[ERROR_COUNT]);
        sink.sample(stabilityCount, timex[STABILITY_COUNT]);
        sink.sample(tai, (int) timex[TAI]);
    }
}
