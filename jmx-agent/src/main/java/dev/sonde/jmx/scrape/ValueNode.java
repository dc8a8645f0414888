package dev.sonde.jmx.scrape;

import dev.sonde.jmx.regex.Alphabet;
import dev.sonde.jmx.rules.Metric;
import dev.sonde.jmx.rules.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** A number, boolean or text: what the rules made of it, for as long as that holds. */
final class ValueNode extends Node {
    private @Nullable Alphabet alphabet;
    /** The printed value for which the outcome holds; null when it holds for all of the alphabet. */
    private @Nullable String memo;

    private @Nullable Sample sample;

    static boolean takes(Object value) {
        return value instanceof Number || value instanceof Boolean || value instanceof String;
    }

    @Override
    Node take(Reader reader, Place place, Object value) {
        if (!takes(value)) {
            return Nodes.replace(this, reader, place, value);
        }
        Alphabet kind = alphabet(value);
        if (kind != alphabet || memo != null && !memo.equals(value.toString())) {
            resolve(reader, place, kind, value);
        }
        Sample shown = sample;
        if (shown != null) {
            shown.set(reader.scrape(), shown.isFixed() ? 0 : number(value, shown));
        }
        return this;
    }

    private static double number(Object value, Sample sample) {
        if (value instanceof Number) {
            return ((Number) value).doubleValue() * sample.factor();
        }
        return Boolean.TRUE.equals(value) ? 1 : 0;
    }

    private void resolve(Reader reader, Place place, Alphabet kind, Object value) {
        String text = value.toString();
        Outcome outcome = reader.resolve(place, kind, text, value instanceof Number || value instanceof Boolean);
        alphabet = kind;
        memo = outcome.lasting ? null : text;
        Metric metric = outcome.metric;
        Sample before = sample;
        if (before != null && metric != null && before.isOf(metric)) {
            before.update(metric);
            return;
        }
        drop();
        if (metric != null) {
            sample = reader.place(place, metric);
        }
    }

    private static Alphabet alphabet(Object value) {
        if (value instanceof Boolean) {
            return Alphabet.BOOLEAN;
        }
        boolean known = value instanceof Long
                || value instanceof Integer
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte
                || value instanceof AtomicLong
                || value instanceof AtomicInteger
                || value.getClass() == BigInteger.class
                || value.getClass() == BigDecimal.class;
        return known ? Alphabet.NUMBER : Alphabet.TEXT;
    }

    @Override
    void drop() {
        Sample shown = sample;
        if (shown != null) {
            shown.remove();
            sample = null;
        }
    }
}
