package dev.sonde.node.linux;

import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.io.KernelFile;
import org.jspecify.annotations.Nullable;

/**
 * The files of one interface below {@code class/net}, which stay open between scrapes while the agent has descriptors to
 * spare. One thread at a time.
 */
public final class InterfaceFiles implements AutoCloseable {
    private static final int COUNT = InterfaceFacts.NUMBERS + InterfaceFacts.TEXTS;
    private static final int LONGEST = 128;

    private final String directory;
    private final DescriptorShare share;
    private @Nullable KernelFile @Nullable [] kept;

    /** @param directory that of the interface */
    InterfaceFiles(String directory, DescriptorShare share) {
        this.directory = directory;
        this.share = share;
    }

    KernelFile number(int number) {
        return file(number, InterfaceFacts.numberFile(number));
    }

    KernelFile text(int text) {
        return file(InterfaceFacts.NUMBERS + text, InterfaceFacts.textFile(text));
    }

    private KernelFile file(int place, String name) {
        @Nullable KernelFile[] files = kept;
        if (files == null && share.take(COUNT)) {
            files = kept = new KernelFile[COUNT];
        }
        KernelFile file = files == null ? null : files[place];
        if (file == null) {
            file = new KernelFile(directory + '/' + name, LONGEST);
            if (files != null) {
                files[place] = file;
            }
        }
        return file;
    }

    /** To be called when a file has been read. */
    void read(KernelFile file) {
        if (kept == null) {
            file.close();
        }
    }

    /** Lets go of all files; they are opened again when they are asked for. */
    @Override
    public void close() {
        @Nullable KernelFile[] files = kept;
        if (files != null) {
            kept = null;
            for (KernelFile file : files) {
                if (file != null) {
                    file.close();
                }
            }
            share.giveBack(COUNT);
        }
    }
}
