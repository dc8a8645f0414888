package dev.sonde.node.linux;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The binary time-zone format of {@code /etc/localtime} (RFC 8536), for what the JDK does not tell: the abbreviation
 * that C programs show. Immutable.
 */
final class TimeZoneFile {
    private static final int MAGIC = 0x545a6966;
    private static final int MOST = 1 << 16;

    private final long[] transitions;
    private final ZonePeriod[] periods;
    private final @Nullable PosixZone rule;

    private TimeZoneFile(long[] transitions, ZonePeriod[] periods, @Nullable PosixZone rule) {
        this.transitions = transitions;
        this.periods = periods;
        this.rule = rule;
    }

    /** Null when the bytes are no time zone. */
    static @Nullable TimeZoneFile parse(byte[] bytes, int length) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
            Header first = new Header(in);
            if (first.version == 0) {
                return block(in, first, Integer.BYTES);
            }
            // Version 2 and later repeat everything with 64-bit times and add a rule for the time after the last.
            in.position(in.position() + first.size(Integer.BYTES));
            return block(in, new Header(in), Long.BYTES);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException e) {
            return null;
        }
    }

    private static final class Header {
        final int version;
        final int isUtc;
        final int isStandard;
        final int leaps;
        final int times;
        final int types;
        final int chars;

        Header(ByteBuffer in) {
            if (in.getInt() != MAGIC) {
                throw new IllegalArgumentException();
            }
            version = in.get();
            in.position(in.position() + 15);
            isUtc = count(in);
            isStandard = count(in);
            leaps = count(in);
            times = count(in);
            types = count(in);
            chars = count(in);
        }

        private static int count(ByteBuffer in) {
            int count = in.getInt();
            if (count < 0 || count > MOST) {
                throw new IllegalArgumentException();
            }
            return count;
        }

        int size(int timeBytes) {
            return times * (timeBytes + 1) + types * 6 + chars + leaps * (timeBytes + 4) + isStandard + isUtc;
        }
    }

    private static TimeZoneFile block(ByteBuffer in, Header header, int timeBytes) {
        int end = in.position() + header.size(timeBytes);
        long[] transitions = new long[header.times];
        for (int i = 0; i < transitions.length; i++) {
            transitions[i] = timeBytes == Long.BYTES ? in.getLong() : in.getInt();
        }
        int[] types = new int[header.times];
        for (int i = 0; i < types.length; i++) {
            types[i] = in.get() & 0xff;
        }
        int[] offsets = new int[header.types];
        int[] names = new int[header.types];
        for (int i = 0; i < header.types; i++) {
            offsets[i] = in.getInt();
            in.get();
            names[i] = in.get() & 0xff;
        }
        byte[] chars = new byte[header.chars];
        in.get(chars);
        in.position(end);
        ZonePeriod[] periods = new ZonePeriod[header.times + 1];
        for (int i = 0; i < periods.length; i++) {
            int type = i == 0 ? 0 : types[i - 1];
            long from = i == 0 ? Long.MIN_VALUE : transitions[i - 1];
            long until = i == header.times ? Long.MAX_VALUE : transitions[i];
            periods[i] = new ZonePeriod(name(chars, names[type]), offsets[type], from, until);
        }
        return new TimeZoneFile(transitions, periods, timeBytes == Long.BYTES ? footer(in) : null);
    }

    private static String name(byte[] chars, int from) {
        int to = from;
        while (chars[to] != 0) {
            to++;
        }
        return new String(chars, from, to - from, StandardCharsets.US_ASCII);
    }

    private static @Nullable PosixZone footer(ByteBuffer in) {
        StringBuilder text = new StringBuilder();
        if (in.hasRemaining() && in.get() == '\n') {
            while (in.hasRemaining()) {
                char c = (char) in.get();
                if (c == '\n') {
                    return PosixZone.parse(text.toString());
                }
                text.append(c);
            }
        }
        return null;
    }

    ZonePeriod at(long epochSecond) {
        int i = Arrays.binarySearch(transitions, epochSecond);
        ZonePeriod period = periods[i >= 0 ? i + 1 : -i - 1];
        if (period.until() != Long.MAX_VALUE || rule == null) {
            return period;
        }
        return rule.at(epochSecond);
    }
}
