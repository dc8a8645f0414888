package dev.sonde.core.exposition;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * What a double looks like on the wire, by exact arithmetic alone: of the decimals that read back as the double those
 * with the fewest digits, of these the one nearest to it, of two as near the one whose last digit is even; laid out as
 * Go's {@code 'g'} with precision -1 (strconv/ftoa.go: exponent form below 1e-4, and from 1e6 because the shortest form
 * chooses as if the precision were 6).
 */
final class ReferenceNumbers {
    private static final BigDecimal TWO = BigDecimal.valueOf(2);
    private static final int MOST_DIGITS = 17;

    private ReferenceNumbers() {}

    static String print(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        return value == 0 ? sign + "0" : sign + layOut(shortest(Math.abs(value)));
    }

    private static BigDecimal shortest(double value) {
        BigDecimal exact = new BigDecimal(value);
        double next = Math.nextUp(value);
        BigDecimal above = Double.isInfinite(next) ? exact.add(new BigDecimal(Math.ulp(value))) : new BigDecimal(next);
        BigDecimal low = exact.add(new BigDecimal(Math.nextDown(value))).divide(TWO);
        BigDecimal high = exact.add(above).divide(TWO);
        // ties go to the even significand when read
        boolean even = (Double.doubleToRawLongBits(value) & 1) == 0;
        for (int digits = 1; digits <= MOST_DIGITS; digits++) {
            BigDecimal down = exact.round(new MathContext(digits, RoundingMode.FLOOR));
            BigDecimal up = exact.round(new MathContext(digits, RoundingMode.CEILING));
            boolean downIn = down.signum() > 0 && isWithin(down, low, high, even);
            boolean upIn = isWithin(up, low, high, even);
            if (downIn && upIn) {
                int nearer = exact.subtract(down).compareTo(up.subtract(exact));
                boolean downEven = !down.unscaledValue().testBit(0);
                return nearer < 0 || nearer == 0 && downEven ? down : up;
            }
            if (downIn || upIn) {
                return downIn ? down : up;
            }
        }
        throw new AssertionError("no 17 digits for " + value);
    }

    private static boolean isWithin(BigDecimal decimal, BigDecimal low, BigDecimal high, boolean inclusive) {
        int fromLow = decimal.compareTo(low);
        int fromHigh = decimal.compareTo(high);
        return inclusive ? fromLow >= 0 && fromHigh <= 0 : fromLow > 0 && fromHigh < 0;
    }

    private static String layOut(BigDecimal decimal) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        BigInteger unscaled = stripped.unscaledValue();
        String digits = unscaled.toString();
        int exponent = digits.length() - 1 - stripped.scale();
        if (exponent >= -4 && exponent < 6) {
            return stripped.toPlainString();
        }
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String power = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + power;
    }
}
