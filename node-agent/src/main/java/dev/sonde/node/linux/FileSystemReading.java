package dev.sonde.node.linux;

/** What one {@link MountStat#stat} found. Reused; one thread at a time. Fields of statfs(2) are unsigned. */
public final class FileSystemReading {
    /** {@link #device} when the kernel cannot tell (no statx(2) before Linux 4.11). */
    public static final long UNKNOWN_DEVICE = -1;

    /** {@code f_type}: the magic number. */
    public long type;
    /** {@code f_bsize}, by which the peer multiplies, and not by {@code f_frsize}. */
    public long blockSize;

    public long blocks;
    public long blocksFree;
    public long blocksAvailable;
    public long files;
    public long filesFree;

    /** Whether {@link #files} and {@link #filesFree} could be had. */
    public boolean inodesKnown = true;

    /** Device number that files at the path show, {@code major << 32 | minor}, or {@link #UNKNOWN_DEVICE}. */
    public long device;

    /** False when the path is known not to be the root of a mount: then the file system above it answered. */
    public boolean mountRoot;
}
