package dev.sonde.db.redis.info;

import java.nio.charset.StandardCharsets;

/** Walks over {@code key=value} pairs parted by one character. Reused; one thread at a time. */
public final class Pairs {
    private byte[] bytes = new byte[0];
    private int at;
    private int end;
    private byte separator;
    private int keyFrom;
    private int keyTo;
    private int valueFrom;
    private int valueTo;

    public Pairs over(byte[] content, int from, int to, char parted) {
        bytes = content;
        at = from;
        end = to;
        separator = (byte) parted;
        return this;
    }

    /** False at the end. What has no equals sign is a key with an empty value. */
    public boolean next() {
        if (at >= end) {
            return false;
        }
        keyFrom = at;
        int equals = -1;
        int i = at;
        for (; i < end && bytes[i] != separator; i++) {
            if (bytes[i] == '=' && equals < 0) {
                equals = i;
            }
        }
        keyTo = equals < 0 ? i : equals;
        valueFrom = equals < 0 ? i : equals + 1;
        valueTo = i;
        at = i + 1;
        return true;
    }

    public boolean keyIs(String ascii) {
        int n = ascii.length();
        if (keyTo - keyFrom != n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (bytes[keyFrom + i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    public String key() {
        return new String(bytes, keyFrom, keyTo - keyFrom, StandardCharsets.UTF_8);
    }

    public String value() {
        return new String(bytes, valueFrom, valueTo - valueFrom, StandardCharsets.UTF_8);
    }

    public int keyFrom() {
        return keyFrom;
    }

    public int keyTo() {
        return keyTo;
    }

    public int valueFrom() {
        return valueFrom;
    }

    public int valueTo() {
        return valueTo;
    }
}
