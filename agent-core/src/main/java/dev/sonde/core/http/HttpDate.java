package dev.sonde.core.http;

/**
 * The Date header of RFC 9110: {@code Sun, 06 Nov 1994 08:49:37 GMT}. Made when asked for and kept for the second;
 * Undertow's own runs a timer. One thread at a time.
 */
public final class HttpDate {
    private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
    private static final String[] MONTHS = {
        "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"
    };
    private static final int DAY_SECONDS = 86_400;

    private long second = Long.MIN_VALUE;
    private String text = "";

    /** @param millis since 1970, not negative */
    public String at(long millis) {
        long now = millis / 1000;
        if (now != second) {
            second = now;
            text = format(now);
        }
        return text;
    }

    private static String format(long seconds) {
        long days = seconds / DAY_SECONDS;
        int time = (int) (seconds % DAY_SECONDS);
        StringBuilder out = new StringBuilder(29);
        out.append(DAYS[(int) (days % 7)]).append(", ");
        appendDate(out, days);
        two(out, time / 3600).append(':');
        two(out, time / 60 % 60).append(':');
        return two(out, time % 60).append(" GMT").toString();
    }

    /** Counts in years that begin in March, so that the leap day comes last, and in eras of 400 years. */
    private static void appendDate(StringBuilder out, long days) {
        long sinceMarch0000 = days + 719_468;
        long era = sinceMarch0000 / 146_097;
        int dayOfEra = (int) (sinceMarch0000 % 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (5 * dayOfYear + 2) / 153;
        long year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0);
        two(out, dayOfYear - (153 * month + 2) / 5 + 1).append(' ');
        out.append(MONTHS[month]).append(' ').append(year).append(' ');
    }

    private static StringBuilder two(StringBuilder out, int number) {
        return out.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
