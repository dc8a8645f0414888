package dev.sonde.core.io;

import java.nio.charset.StandardCharsets;

/**
 * Walks over bytes of a kernel file: lines, blank-separated words, numbers. Reused; one thread at a time. Never throws
 * on any content and never leaves {@code [start, end)}: what is not a number sets {@link #ok} to false.
 */
public final class ByteCursor {
    private byte[] bytes = new byte[0];
    private int start;
    private int position;
    private int end;
    private int wordStart;
    private int wordEnd;
    private boolean ok = true;
    private int scale;

    public ByteCursor reset(byte[] content, int from, int to) {
        bytes = content;
        start = from;
        position = from;
        end = to;
        wordStart = from;
        wordEnd = from;
        ok = true;
        return this;
    }

    public ByteCursor reset(KernelFile file) {
        return reset(file.bytes(), 0, file.length());
    }

    public byte[] bytes() {
        return bytes;
    }

    public int position() {
        return position;
    }

    public void position(int at) {
        position = Math.max(start, Math.min(at, end));
    }

    public int end() {
        return end;
    }

    public boolean atEnd() {
        return position >= end;
    }

    /** Whether every number asked for since {@link #reset} or {@link #clear} was one that fits. */
    public boolean ok() {
        return ok;
    }

    public void clear() {
        ok = true;
    }

    /** Index of the line feed that ends the current line, or the end of the content. */
    public int lineEnd() {
        int i = position;
        while (i < end && bytes[i] != '\n') {
            i++;
        }
        return i;
    }

    /** Moves behind the next line feed; false at the end of the content. */
    public boolean nextLine() {
        int i = lineEnd();
        position = i < end ? i + 1 : end;
        return position < end;
    }

    private void skipBlanks() {
        while (position < end && (bytes[position] == ' ' || bytes[position] == '\t')) {
            position++;
        }
    }

    /** Takes the next word of the current line; false when the line has no more. */
    public boolean word() {
        skipBlanks();
        int i = position;
        while (i < end && bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\n') {
            i++;
        }
        wordStart = position;
        wordEnd = i;
        position = i;
        return wordEnd > wordStart;
    }

    /** Takes what precedes the separator in the current line, without blanks around it; false when there is none. */
    public boolean wordUntil(char separator) {
        skipBlanks();
        int i = position;
        while (i < end && bytes[i] != '\n') {
            if (bytes[i] == separator) {
                wordStart = position;
                wordEnd = i;
                while (wordEnd > wordStart && (bytes[wordEnd - 1] == ' ' || bytes[wordEnd - 1] == '\t')) {
                    wordEnd--;
                }
                position = i + 1;
                return true;
            }
            i++;
        }
        return false;
    }

    public int wordStart() {
        return wordStart;
    }

    public int wordEnd() {
        return wordEnd;
    }

    public boolean wordIs(String ascii) {
        int n = ascii.length();
        if (wordEnd - wordStart != n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (bytes[wordStart + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public boolean wordStartsWith(String ascii) {
        int n = ascii.length();
        if (wordEnd - wordStart < n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (bytes[wordStart + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The last word as text; off the hot path. */
    public String wordText() {
        return new String(bytes, wordStart, wordEnd - wordStart, StandardCharsets.UTF_8);
    }

    /** The next word as a signed decimal number; 0 and not {@link #ok} when it is none or does not fit. */
    public long number() {
        return word() ? wordNumber() : fail();
    }

    /** The last word as a signed decimal number. */
    public long wordNumber() {
        return digits(wordStart, wordEnd);
    }

    /**
     * The next word as an unsigned 64-bit number, given as the double nearest to it: kernel counters may pass 2^63. A
     * signed word is none.
     */
    public double unsigned() {
        return word() ? wordUnsigned() : fail();
    }

    public double wordUnsigned() {
        long bits = wordU64();
        // halved with its last bit kept, a number of 64 bits is rounded as it would be whole
        return bits >= 0 ? bits : (bits >>> 1 | bits & 1) * 2.0;
    }

    /**
     * The next word as an unsigned 64-bit number, given as the bits of a long: exact, and negative from 2^63 on. A signed
     * word is none.
     */
    public long u64() {
        return word() ? wordU64() : fail();
    }

    /** The last word as {@link #u64}. */
    public long wordU64() {
        int n = wordEnd - wordStart;
        if (n == 0 || n > 20) {
            return fail();
        }
        long value = 0;
        for (int i = wordStart; i < wordEnd; i++) {
            int d = bytes[i] - '0';
            if (d < 0 || d > 9 || n == 20 && i == wordEnd - 1 && !fits(value, d)) {
                return fail();
            }
            value = value * 10 + d;
        }
        return value;
    }

    /** Whether 19 digits and one more stay below 2^64 = 18446744073709551616. */
    private static boolean fits(long value, int digit) {
        int order = Long.compareUnsigned(value, 1844674407370955161L);
        return order < 0 || order == 0 && digit <= 5;
    }

    private long digits(int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        if (i == to || to - i > 19) {
            return fail();
        }
        long n = 0;
        for (; i < to; i++) {
            int d = bytes[i] - '0';
            if (d < 0 || d > 9) {
                return fail();
            }
            n = n * 10 + d;
        }
        if (n < 0 && !(negative && n == Long.MIN_VALUE)) {
            return fail();
        }
        return negative ? -n : n;
    }

    /**
     * The next word as a decimal number with or without a point: {@code 0.52} is 52 with {@link #scale} 2. At most 18
     * digits.
     */
    public long decimal() {
        if (!word()) {
            return fail();
        }
        int i = wordStart;
        boolean negative = bytes[i] == '-';
        if (negative) {
            i++;
        }
        long n = 0;
        int digits = 0;
        int point = -1;
        for (; i < wordEnd; i++) {
            byte b = bytes[i];
            if (b == '.' && point < 0) {
                point = digits;
                continue;
            }
            if (b < '0' || b > '9' || ++digits > 18) {
                return fail();
            }
            n = n * 10 + (b - '0');
        }
        if (digits == 0) {
            return fail();
        }
        scale = point < 0 ? 0 : digits - point;
        return negative ? -n : n;
    }

    /** Digits behind the point of the last {@link #decimal}. */
    public int scale() {
        return scale;
    }

    /** The next word as an unsigned hexadecimal number of at most 16 digits, with or without {@code 0x}. */
    public long hex() {
        return word() ? wordHex() : fail();
    }

    public long wordHex() {
        int i = wordStart;
        if (wordStartsWith("0x") || wordStartsWith("0X")) {
            i += 2;
        }
        if (i == wordEnd || wordEnd - i > 16) {
            return fail();
        }
        long n = 0;
        for (; i < wordEnd; i++) {
            int d = Character.digit(bytes[i], 16);
            if (d < 0) {
                return fail();
            }
            n = n << 4 | d;
        }
        return n;
    }

    private long fail() {
        ok = false;
        return 0;
    }
}
