package dev.sonde.node.linux;

/** Asks the kernel about the file system mounted at a path: statfs(2) and what tells whether it is the one meant. */
public interface MountStat {
    /**
     * May block for as long as a network file system or a FUSE server does not answer.
     *
     * @param path bytes of the path, the last one NUL
     * @return 0, or the negative errno of statfs(2), and then the reading has only its device fields
     */
    int stat(byte[] path, FileSystemReading into);
}
