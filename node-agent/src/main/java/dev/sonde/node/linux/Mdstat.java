package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;

/**
 * One array of {@code proc/mdstat} at a time, as {@code md_seq_show} in {@code drivers/md/md.c} writes it: a line that
 * begins with its name, an indented line with its size, and further ones for bitmap and synchronisation. Reused; one
 * thread at a time. What of an array cannot be read makes {@link #next} go on with the one after it, and {@link
 * #failed} counts it.
 */
public final class Mdstat {
    /** What an array does now; what comes after {@link #CHECK} has no series of its own. */
    public enum State {
        ACTIVE,
        INACTIVE,
        RECOVERING,
        RESYNC,
        CHECK,
        OTHER
    }

    private final ByteCursor cursor = new ByteCursor();
    private final ByteCursor part = new ByteCursor();
    private boolean more;
    private int failed;
    private int nameStart;
    private int nameEnd;
    private State state = State.OTHER;
    private long disksActive;
    private long disksRequired;
    private long disksFailed;
    private long disksSpare;
    private long blocks;
    private long blocksSynced;
    private boolean inactive;
    private boolean striped;
    private int members;

    public void begin(byte[] bytes, int length) {
        cursor.reset(bytes, 0, length);
        more = length > 0;
        failed = 0;
    }

    /** Goes to the next array that can be read; false when there is none. */
    public boolean next() {
        while (more) {
            if (isArray()) {
                boolean good = array();
                if (good) {
                    return true;
                }
                failed++;
            } else {
                more = cursor.nextLine();
            }
        }
        return false;
    }

    private boolean isIndented() {
        int at = cursor.position();
        return at < cursor.lineEnd() && (cursor.bytes()[at] == ' ' || cursor.bytes()[at] == '\t');
    }

    /** The lines of the personalities and of unused devices have their colon glued on or none of a state behind. */
    private boolean isArray() {
        int start = cursor.position();
        if (isIndented() || !cursor.word() || cursor.wordIs("Personalities") || cursor.wordIs("unused")) {
            return false;
        }
        cursor.position(start);
        return true;
    }

    private boolean array() {
        boolean good = device();
        more = cursor.nextLine();
        boolean sized = false;
        blocksSynced = 0;
        boolean synchronising = false;
        while (more && isIndented()) {
            if (!sized) {
                good &= status();
                sized = true;
            } else if (!synchronising) {
                int at = cursor.position();
                synchronising = synchronisation();
                cursor.position(at);
            }
            more = cursor.nextLine();
        }
        if (!synchronising) {
            blocksSynced = blocks;
        }
        return good && sized;
    }

    /** {@code md0 : active (auto-read-only) raid1 sdb1[1] sda1[0](F)}. */
    private boolean device() {
        cursor.word();
        nameStart = cursor.wordStart();
        nameEnd = cursor.wordEnd();
        boolean colon = cursor.word();
        if (!colon || !cursor.word()) {
            return false;
        }
        inactive = cursor.wordIs("inactive");
        state = inactive ? State.INACTIVE : cursor.wordIs("active") ? State.ACTIVE : State.OTHER;
        members = 0;
        disksFailed = 0;
        disksSpare = 0;
        striped = false;
        while (cursor.word()) {
            striped |= cursor.wordStartsWith("raid0") || cursor.wordIs("linear");
            for (int i = cursor.wordStart(); i < cursor.wordEnd(); i++) {
                byte b = cursor.bytes()[i];
                if (b == '[') {
                    members++;
                } else if (b == '(' && i + 2 < cursor.wordEnd() && cursor.bytes()[i + 2] == ')') {
                    disksFailed += cursor.bytes()[i + 1] == 'F' ? 1 : 0;
                    disksSpare += cursor.bytes()[i + 1] == 'S' ? 1 : 0;
                }
            }
        }
        return true;
    }

    /** {@code 312319552 blocks super 1.2 [2/1] [U_]}: what an array without redundancy has no brackets of. */
    private boolean status() {
        part.reset(cursor.bytes(), cursor.position(), cursor.lineEnd());
        blocks = part.number();
        if (!part.ok()) {
            return false;
        }
        disksActive = 0;
        disksRequired = 0;
        if (striped) {
            disksActive = members;
            disksRequired = members;
            return true;
        }
        if (inactive) {
            return true;
        }
        while (part.word()) {
            int slash = indexOf('/', part.wordStart(), part.wordEnd());
            if (slash > 0 && cursor.bytes()[part.wordStart()] == '[' && cursor.bytes()[part.wordEnd() - 1] == ']') {
                disksRequired = number(part.wordStart() + 1, slash);
                disksActive = number(slash + 1, part.wordEnd() - 1);
                return disksRequired >= 0 && disksActive >= 0;
            }
        }
        return false;
    }

    private int indexOf(char c, int from, int to) {
        for (int i = from; i < to; i++) {
            if (cursor.bytes()[i] == c) {
                return i;
            }
        }
        return -1;
    }

    private long number(int from, int to) {
        if (from >= to || to - from > 18) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = cursor.bytes()[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    /**
     * {@code [=>..]  recovery =  8.5% (16775552/195310144) finish=17.0min speed=259783K/sec} or {@code resync=DELAYED};
     * false for any other line.
     */
    private boolean synchronisation() {
        int end = cursor.lineEnd();
        while (cursor.word()) {
            State found = cursor.wordStartsWith("recovery")
                    ? State.RECOVERING
                    : cursor.wordStartsWith("resync")
                            ? State.RESYNC
                            : cursor.wordStartsWith("check")
                                    ? State.CHECK
                                    : cursor.wordStartsWith("reshape") ? State.OTHER : null;
            if (found == null) {
                continue;
            }
            state = found;
            int open = indexOf('(', cursor.position(), end);
            int slash = open < 0 ? -1 : indexOf('/', open, end);
            blocksSynced = slash < 0 ? 0 : Math.max(0, number(open + 1, slash));
            return true;
        }
        return false;
    }

    /** Arrays passed over since {@link #begin}. */
    public int failed() {
        return failed;
    }

    public int nameStart() {
        return nameStart;
    }

    public int nameEnd() {
        return nameEnd;
    }

    public State state() {
        return state;
    }

    public long disksActive() {
        return disksActive;
    }

    public long disksRequired() {
        return disksRequired;
    }

    public long disksFailed() {
        return disksFailed;
    }

    public long disksSpare() {
        return disksSpare;
    }

    /** Of 1 KiB. */
    public long blocks() {
        return blocks;
    }

    /** Of 1 KiB; all of them when nothing is being synchronised. */
    public long blocksSynced() {
        return blocksSynced;
    }
}
