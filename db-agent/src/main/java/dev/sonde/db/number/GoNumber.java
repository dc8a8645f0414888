package dev.sonde.db.number;

import dev.sonde.core.metrics.MetricSink;
import dev.sonde.core.metrics.Series;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Numbers as Go's {@code strconv.ParseFloat} takes them, from bytes: the peers read every value that way. */
public final class GoNumber {
    private static final int MOST_DIGITS = 18;
    private static final int SLOW_LIMIT = 400;
    private static final int EXPONENT_FROM = 6;

    private GoNumber() {}

    /**
     * Hands the number in {@code [from, to)} to the sink, divided by ten to the power of {@code shift}.
     *
     * @return false, and nothing handed over, when that is not a number
     */
    public static boolean sample(MetricSink sink, Series series, byte[] bytes, int from, int to, int shift) {
        int at = from;
        boolean negative = at < to && bytes[at] == '-';
        if (at < to && (bytes[at] == '-' || bytes[at] == '+')) {
            at++;
        }
        long value = 0;
        int digits = 0;
        int fraction = -1;
        for (; at < to; at++) {
            int c = bytes[at];
            if (c >= '0' && c <= '9') {
                value = 10 * value + c - '0';
                digits++;
                fraction += fraction < 0 ? 0 : 1;
            } else if (c == '.' && fraction < 0) {
                fraction = 0;
            } else {
                break;
            }
        }
        int scale = Math.max(fraction, 0) + shift;
        if (at == to && digits > 0 && digits <= MOST_DIGITS && scale <= MOST_DIGITS && !(negative && value == 0)) {
            long signed = negative ? -value : value;
            if (scale == 0) {
                sink.sample(series, signed);
            } else {
                sink.decimal(series, signed, scale);
            }
            return true;
        }
        double slow =
                to - from > SLOW_LIMIT ? Double.NaN : parse(new String(bytes, from, to - from, StandardCharsets.UTF_8));
        if (Double.isNaN(slow) && !isNan(bytes, from, to)) {
            return false;
        }
        sink.sample(series, shift == 0 ? slow : slow / Math.pow(10, shift));
        return true;
    }

    private static boolean isNan(byte[] bytes, int from, int to) {
        return to - from == 3
                && "nan".equals(new String(bytes, from, 3, StandardCharsets.US_ASCII).toLowerCase(Locale.ROOT));
    }

    /** The number, or NaN where Go sees none; {@code nan} in any case is NaN too. */
    public static double parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean signed = lower.startsWith("-") || lower.startsWith("+");
        String body = signed ? lower.substring(1) : lower;
        if (body.equals("inf") || body.equals("infinity")) {
            return lower.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        }
        boolean hex = body.startsWith("0x");
        for (int i = 0; i < body.length(); i++) {
            char c = body.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean decimal = digit || c == '.' || c == '+' || c == '-' || c == 'e';
            boolean sixteen = decimal || c >= 'a' && c <= 'f' || c == 'x' || c == 'p';
            if (!(hex ? sixteen : decimal)) {
                return Double.NaN;
            }
        }
        if (hex && body.indexOf('p') < 0) {
            return Double.NaN;
        }
        try {
            // Java takes blanks around a number and letters for its type, which are gone by now
            return Double.parseDouble(lower);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A number as Go prints it into labels such as {@code le}: {@code 1}, {@code 0.5}, {@code 1.048576e+06}. */
    public static String text(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(Double.toString(Math.abs(value))).stripTrailingZeros();
        String digits = shortest.unscaledValue().toString();
        int exponent = digits.length() - 1 - shortest.scale();
        String sign = value < 0 ? "-" : "";
        if (exponent < -4 || exponent >= EXPONENT_FROM) {
            String fraction = digits.length() > 1 ? "." + digits.substring(1) : "";
            int size = Math.abs(exponent);
            return sign + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "")
                    + size;
        }
        return sign + shortest.toPlainString();
    }
}
