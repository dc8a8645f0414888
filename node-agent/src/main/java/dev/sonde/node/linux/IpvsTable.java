package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import java.util.Arrays;

/**
 * {@code /proc/net/ip_vs} by one line at a time ({@code ip_vs_info_seq_show} in {@code net/netfilter/ipvs/ip_vs_ctl.c}):
 *
 * <pre>
 * TCP  C0A80016:0CEA wlc
 *   -> C0A85216:0CEA      Tunnel  100    248        2
 * TCP  [2620:0000:0000:0000:0000:0000:0000:0001]:0050 sh
 *   -> [2620:0000:0000:0000:0000:0000:0000:0002]:0050      Route   1      0          0
 * FWM  10001000 wlc
 *   -> C0A8321A:0CEA      Route   0      0          0
 * </pre>
 *
 * <p>Reused; one thread at a time.
 */
public final class IpvsTable {
    public static final int LOCAL_ADDRESS = 0;
    public static final int LOCAL_PORT = 1;
    public static final int REMOTE_ADDRESS = 2;
    public static final int REMOTE_PORT = 3;
    public static final int PROTOCOL = 4;
    public static final int LOCAL_MARK = 5;

    public static final int ACTIVE = 0;
    public static final int INACTIVE = 1;
    public static final int WEIGHT = 2;

    private static final int FIELDS = 6;
    private static final int V4_DIGITS = 8;
    private static final int PORT_DIGITS = 4;

    /** {@code [%pI6]}: eight groups of four digits, always. */
    private static final int V6_LENGTH = 41;

    private static final int LONGEST = 64;

    private final byte[][] texts = new byte[FIELDS][LONGEST];
    private final int[] lengths = new int[FIELDS];
    private final long[] numbers = new long[3];
    private final byte[] key = new byte[FIELDS * (LONGEST + 1)];
    private boolean malformed;
    private boolean inService;

    /** To be called before the first line. */
    public void begin() {
        inService = false;
    }

    /** Takes the line the cursor is at; true when it is a server, which belongs to the last service. */
    public boolean take(ByteCursor cursor) {
        malformed = false;
        if (!cursor.word()) {
            return false;
        }
        if (cursor.wordIs("->")) {
            return server(cursor);
        }
        if (cursor.wordIs("IP") || cursor.wordIs("Prot")) {
            return false;
        }
        Arrays.fill(lengths, 0);
        set(PROTOCOL, cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
        boolean mark = cursor.wordIs("FWM");
        inService = cursor.word() && (mark ? mark(cursor) : address(cursor, LOCAL_ADDRESS));
        malformed = !inService;
        return false;
    }

    private boolean server(ByteCursor cursor) {
        boolean heading = cursor.word() && cursor.wordIs("RemoteAddress:Port");
        if (heading || !inService) {
            return false;
        }
        cursor.clear();
        if (!address(cursor, REMOTE_ADDRESS) || !cursor.word()) {
            malformed = true;
            return false;
        }
        numbers[WEIGHT] = cursor.u64();
        numbers[ACTIVE] = cursor.u64();
        numbers[INACTIVE] = cursor.u64();
        malformed = !cursor.ok();
        return !malformed;
    }

    private boolean mark(ByteCursor cursor) {
        return isHex(cursor.bytes(), cursor.wordStart(), cursor.wordEnd())
                && set(LOCAL_MARK, cursor.bytes(), cursor.wordStart(), cursor.wordEnd());
    }

    /** The last word, {@code C0A80016:0CEA} or {@code [2620:...]:0050}, as the address and port of this place. */
    private boolean address(ByteCursor cursor, int place) {
        byte[] bytes = cursor.bytes();
        int from = cursor.wordStart();
        int to = cursor.wordEnd();
        int colon = to - PORT_DIGITS - 1;
        if (colon <= from || bytes[colon] != ':' || !isHex(bytes, colon + 1, to)) {
            return false;
        }
        boolean v4 = colon - from == V4_DIGITS && isHex(bytes, from, colon);
        if (!v4 && !isV6(bytes, from, colon)) {
            return false;
        }
        return set(place, bytes, from, colon) && set(place + 1, bytes, colon + 1, to);
    }

    private static boolean isV6(byte[] bytes, int from, int to) {
        if (to - from != V6_LENGTH || bytes[from] != '[' || bytes[to - 1] != ']') {
            return false;
        }
        for (int i = from + 1; i < to - 1; i++) {
            boolean colon = (i - from) % 5 == 0;
            if (colon ? bytes[i] != ':' : !isHex(bytes, i, i + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHex(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (Character.digit(bytes[i], 16) < 0) {
                return false;
            }
        }
        return from < to;
    }

    private boolean set(int field, byte[] bytes, int from, int to) {
        if (to - from > LONGEST) {
            lengths[field] = 0;
            return false;
        }
        System.arraycopy(bytes, from, texts[field], 0, to - from);
        lengths[field] = to - from;
        return true;
    }

    /** Whether the last line was neither a service nor a server nor a heading. */
    public boolean isMalformed() {
        return malformed;
    }

    /** A number of the last server, a u64 as the bits of a long. */
    public long number(int which) {
        return numbers[which];
    }

    /** Where {@link #encode} writes. */
    public byte[] key() {
        return key;
    }

    /** Writes these fields of the last server as the kernel prints them, line feeds between; their length. */
    public int encode(int[] fields) {
        int length = 0;
        for (int field : fields) {
            if (length > 0 || field != fields[0]) {
                key[length++] = '\n';
            }
            System.arraycopy(texts[field], 0, key, length, lengths[field]);
            length += lengths[field];
        }
        return length;
    }

    /** The bytes of an address as the kernel prints it, {@code C0A80016} or {@code [2620:...]}. */
    public static byte[] address(String printed) {
        StringBuilder digits = new StringBuilder(32);
        for (int i = 0; i < printed.length(); i++) {
            if (Character.digit(printed.charAt(i), 16) >= 0) {
                digits.append(printed.charAt(i));
            }
        }
        byte[] address = new byte[digits.length() / 2];
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) Integer.parseInt(digits.substring(2 * i, 2 * i + 2), 16);
        }
        return address;
    }
}
