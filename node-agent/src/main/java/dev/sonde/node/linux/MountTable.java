package dev.sonde.node.linux;

import dev.sonde.core.io.KernelFile;
import dev.sonde.core.metrics.LabelCache;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The mounts of a namespace, from {@code mountinfo}. One thread at a time.
 *
 * <p>The table seldom changes, so only lines that were not in the reading before are parsed, and their order is looked
 * into only when it is another.
 */
public final class MountTable {
    /** Twice the kernel's own limit of mounts in a namespace, fs.mount-max. */
    private static final int MAX_MOUNTS = 200_000;

    private final KernelFile preferred;
    private final @Nullable KernelFile fallback;
    private final LabelCache<Line> lines = new LabelCache<>(MAX_MOUNTS, new LineBuilder());

    private List<Mount> mounts = Collections.emptyList();

    /** The list before that, to be filled again. */
    private List<Mount> spare = new ArrayList<>();

    private boolean read;
    private int malformed;

    private byte[] bytes = new byte[0];
    private int lineStart;
    private int lineEnd;

    /** A line, or what stands for one that could not be understood. */
    private record Line(@Nullable Mount mount) {}

    /**
     * @param preferred path of mountinfo of the host's first process, whose view no sandbox of ours changes
     * @param fallback path of our own, for hosts that hide processes from us
     */
    public MountTable(String preferred, @Nullable String fallback) {
        this.preferred = new KernelFile(preferred);
        this.fallback = fallback == null ? null : new KernelFile(fallback);
    }

    /**
     * Reads the table.
     *
     * @return whether {@link #mounts} is another list than before
     */
    public boolean read() throws IOException {
        KernelFile file = preferred;
        if (!file.read()) {
            if (fallback == null || !fallback.read()) {
                throw new IOException(file.failure());
            }
            file = fallback;
        }
        parse(file.bytes(), file.length());
        if (spare.isEmpty() && malformed > 0) {
            throw new IOException(file.path() + ": no line in the form of mountinfo");
        }
        if (read && isAsBefore()) {
            return false;
        }
        List<Mount> fresh = spare;
        place(fresh);
        spare = new ArrayList<>(fresh.size() + 8);
        mounts = fresh;
        read = true;
        return true;
    }

    private boolean isAsBefore() {
        int n = spare.size();
        if (n != mounts.size()) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (spare.get(i) != mounts.get(i)) {
                return false;
            }
        }
        return true;
    }

    private void parse(byte[] content, int length) {
        bytes = content;
        malformed = 0;
        lines.begin();
        spare.clear();
        int at = 0;
        while (at < length) {
            int end = at;
            while (end < length && content[end] != '\n') {
                end++;
            }
            lineStart = at;
            lineEnd = end;
            Line line = lines.get(content, at, end);
            if (line != null && line.mount != null) {
                spare.add(line.mount);
            } else {
                malformed++;
            }
            at = end + 1;
        }
    }

    private final class LineBuilder implements LabelCache.Builder<Line> {
        @Override
        public Line build(String key) {
            return new Line(Mount.parse(bytes, lineStart, lineEnd));
        }
    }

    /** Works out what lines mean to each other: which mount covers which, and which lie behind a slow one. */
    private static void place(List<Mount> mounts) {
        Map<Integer, Mount> byId = new HashMap<>(2 * mounts.size());
        for (Mount mount : mounts) {
            byId.put(mount.id(), mount);
        }
        Map<Integer, Mount> coverOf = new HashMap<>();
        for (Mount mount : mounts) {
            Mount below = byId.get(mount.parentId());
            if (below != null && below != mount && Arrays.equals(below.path(), mount.path())) {
                coverOf.put(below.id(), mount);
            }
        }
        for (Mount mount : mounts) {
            mount.placed(behindSlow(mount, byId), top(mount, coverOf).deviceNumber());
        }
    }

    private static Mount top(Mount mount, Map<Integer, Mount> coverOf) {
        Mount top = mount;
        for (int steps = 0; steps < coverOf.size(); steps++) {
            Mount cover = coverOf.get(top.id());
            if (cover == null) {
                break;
            }
            top = cover;
        }
        return top;
    }

    private static boolean behindSlow(Mount mount, Map<Integer, Mount> byId) {
        Mount at = mount;
        for (int depth = 0; at != null && depth < 64; depth++) {
            if (!FileSystemTypes.answersAtOnce(at.type())) {
                return true;
            }
            at = at.id() == at.parentId() ? null : byId.get(at.parentId());
        }
        return false;
    }

    /** What the last successful {@link #read} found, in the kernel's order; not to be changed. */
    public List<Mount> mounts() {
        return mounts;
    }

    /** How many lines of the last reading that differed were not understood and left out. */
    public int malformed() {
        return malformed;
    }
}
