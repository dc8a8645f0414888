package dev.sonde.core.log;

/** UTC time as {@code 2026-05-26T16:09:18.951Z}, without java.time, which costs some 30 classes at start. */
final class Timestamp {
    private static final long MILLIS_PER_DAY = 86_400_000L;

    private Timestamp() {}

    /** Writes the years 1970 to 9999 right. */
    static void append(StringBuilder out, long epochMillis) {
        long days = Math.floorDiv(epochMillis, MILLIS_PER_DAY);
        int millis = (int) Math.floorMod(epochMillis, MILLIS_PER_DAY);
        appendDate(out, days);
        out.append('T');
        digits(out, millis / 3_600_000, 2);
        out.append(':');
        digits(out, millis / 60_000 % 60, 2);
        out.append(':');
        digits(out, millis / 1000 % 60, 2);
        out.append('.');
        digits(out, millis % 1000, 3);
        out.append('Z');
    }

    /**
     * The Gregorian date, counted in years that begin in March, so that the leap day is the last of its year. A cycle
     * of 400 years has 146,097 days; 719,468 days lie between 0000-03-01 and 1970-01-01.
     */
    private static void appendDate(StringBuilder out, long epochDays) {
        long day = epochDays + 719_468;
        long cycle = Math.floorDiv(day, 146_097L);
        long dayOfCycle = day - cycle * 146_097;
        long yearOfCycle = (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365;
        long dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100);
        long month = (5 * dayOfYear + 2) / 153;
        long dayOfMonth = dayOfYear - (153 * month + 2) / 5 + 1;
        boolean nextYear = month >= 10;
        digits(out, (int) (yearOfCycle + cycle * 400 + (nextYear ? 1 : 0)), 4);
        out.append('-');
        digits(out, (int) (nextYear ? month - 9 : month + 3), 2);
        out.append('-');
        digits(out, (int) dayOfMonth, 2);
    }

    private static void digits(StringBuilder out, int value, int count) {
        int scale = 1;
        for (int i = 1; i < count; i++) {
            scale *= 10;
        }
        for (; scale > 0; scale /= 10) {
            out.append((char) ('0' + value / scale % 10));
        }
    }
}
