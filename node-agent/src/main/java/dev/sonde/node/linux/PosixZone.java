package dev.sonde.node.linux;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A time zone as POSIX writes it, {@code CET-1CEST,M3.5.0,M10.5.0/3} (tzset(3), with RFC 8536's hours of -167 to 167).
 * Immutable.
 */
final class PosixZone {
    private static final int DAY = 86_400;
    private static final int HOUR = 3600;
    private static final String USUAL_RULES = ",M3.2.0,M11.1.0";

    /** When in a year the clock changes. */
    private static final class Change {
        /** Of {@code Mm.w.d}; 0 when the day is counted from the start of the year. */
        int month;

        int week;
        int day;
        boolean skipsLeapDay;
        int seconds = 2 * HOUR;

        /** Unix time of the local midnight before the change and the time of day, as if local time were UTC. */
        long in(long year) {
            return dayOf(year) * DAY + seconds;
        }

        private long dayOf(long year) {
            if (month == 0) {
                boolean leap = days(year, 3, 1) - days(year, 2, 1) == 29;
                return days(year, 1, 1) + (skipsLeapDay ? day - 1 + (leap && day >= 60 ? 1 : 0) : day);
            }
            long first = days(year, month, 1);
            long next = month == 12 ? days(year + 1, 1, 1) : days(year, month + 1, 1);
            // The first of January 1970 was a Thursday, day 4 of POSIX's week.
            long date = first + Math.floorMod(day - Math.floorMod(first + 4, 7), 7) + 7L * (week - 1);
            return date < next ? date : date - 7;
        }
    }

    private final String text;
    private int position;
    private String standardName = "";
    private int standardOffset;
    private String summerName = "";
    private int summerOffset;
    private @Nullable Change start;
    private @Nullable Change end;

    private PosixZone(String text) {
        this.text = text;
    }

    /** Null when the text is no zone. */
    static @Nullable PosixZone parse(String text) {
        try {
            PosixZone zone = new PosixZone(text);
            zone.parse();
            return zone;
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            return null;
        }
    }

    private void parse() {
        standardName = name();
        standardOffset = -time(24);
        if (position == text.length()) {
            return;
        }
        summerName = name();
        summerOffset = standardOffset + HOUR;
        if (position < text.length() && text.charAt(position) != ',') {
            summerOffset = -time(24);
        }
        PosixZone rules = position < text.length() ? this : new PosixZone(USUAL_RULES);
        start = rules.change();
        end = rules.change();
        if (rules.position != rules.text.length()) {
            throw new IllegalArgumentException();
        }
    }

    private String name() {
        boolean quoted = text.charAt(position) == '<';
        int from = quoted ? ++position : position;
        while (position < text.length() && isNamePart(text.charAt(position), quoted)) {
            position++;
        }
        String name = text.substring(from, position);
        if (name.length() < 3 || quoted && text.charAt(position++) != '>') {
            throw new IllegalArgumentException();
        }
        return name;
    }

    private static boolean isNamePart(char c, boolean quoted) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || quoted && (c >= '0' && c <= '9' || c == '+' || c == '-');
    }

    private Change change() {
        expect(',');
        Change change = new Change();
        if (take('M')) {
            change.month = number(1, 12);
            expect('.');
            change.week = number(1, 5);
            expect('.');
            change.day = number(0, 6);
        } else {
            change.skipsLeapDay = take('J');
            change.day = number(change.skipsLeapDay ? 1 : 0, 365);
        }
        if (take('/')) {
            change.seconds = time(167);
        }
        return change;
    }

    /** {@code [+-]hh[:mm[:ss]]} in seconds. */
    private int time(int mostHours) {
        boolean negative = take('-');
        if (!negative) {
            take('+');
        }
        int seconds = number(0, mostHours) * HOUR;
        if (take(':')) {
            seconds += number(0, 59) * 60;
        }
        if (take(':')) {
            seconds += number(0, 59);
        }
        return negative ? -seconds : seconds;
    }

    private int number(int least, int most) {
        int from = position;
        int number = 0;
        while (position < text.length() && text.charAt(position) >= '0' && text.charAt(position) <= '9') {
            number = number * 10 + text.charAt(position++) - '0';
            if (number > most) {
                throw new IllegalArgumentException();
            }
        }
        if (position == from || number < least) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private boolean take(char c) {
        if (position < text.length() && text.charAt(position) == c) {
            position++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!take(c)) {
            throw new IllegalArgumentException();
        }
    }

    ZonePeriod at(long epochSecond) {
        if (start == null || end == null) {
            return new ZonePeriod(standardName, standardOffset, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        long year = yearOf(Math.floorDiv(epochSecond, DAY));
        long[] starts = new long[3];
        long[] changes = new long[6];
        for (int i = 0; i < 3; i++) {
            starts[i] = start.in(year + i - 1) - standardOffset;
            changes[2 * i] = starts[i];
            changes[2 * i + 1] = end.in(year + i - 1) - summerOffset;
        }
        Arrays.sort(changes);
        int next = 1;
        while (next < changes.length - 1 && changes[next] <= epochSecond) {
            next++;
        }
        long from = changes[next - 1];
        boolean summer = Arrays.binarySearch(starts, from) >= 0;
        return new ZonePeriod(
                summer ? summerName : standardName, summer ? summerOffset : standardOffset, from, changes[next]);
    }

    /** Days from 1970-01-01 to a date of the Gregorian calendar. */
    private static long days(long year, int month, int day) {
        // Years that begin in March have their leap day at the end.
        long y = month > 2 ? year : year - 1;
        long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
        return 365 * y + Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400) + dayOfYear - 719_468;
    }

    private static long yearOf(long epochDay) {
        long year = 1970 + Math.floorDiv(epochDay * 400, 146_097);
        while (days(year, 1, 1) > epochDay) {
            year--;
        }
        while (days(year + 1, 1, 1) <= epochDay) {
            year++;
        }
        return year;
    }
}
