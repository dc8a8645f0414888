package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.DescriptorShare;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code class/net} of sysfs. One thread at a time. */
public final class SysfsNet {
    private final String directory;
    private final DescriptorShare share;
    private final ByteCursor cursor = new ByteCursor();

    /**
     * @param directory {@code /sys/class/net}
     * @param share of descriptors, for the files of interfaces that are read in each scrape
     */
    public SysfsNet(String directory, DescriptorShare share) {
        this.directory = directory;
        this.share = share;
    }

    public String directory() {
        return directory;
    }

    /** The interfaces, or null when the directory cannot be read. */
    public @Nullable List<String> devices() {
        String[] names = new File(directory).list();
        if (names == null) {
            return null;
        }
        List<String> devices = new ArrayList<>(names.length);
        for (String name : names) {
            // bonding_masters is a file among the links to devices.
            if (!name.equals("bonding_masters") && new File(directory, name).isDirectory()) {
                devices.add(name);
            }
        }
        return devices;
    }

    public boolean exists(String device) {
        return new File(directory, device).isDirectory();
    }

    /** The files of one interface, for who reads them again and again. */
    public InterfaceFiles files(String device) {
        return new InterfaceFiles(directory + '/' + device, share);
    }

    /** Reads a number into the facts; when that fails or it is none, they have none. */
    public ReadError number(String device, int number, InterfaceFacts into) {
        try (KernelFile file = open(device, InterfaceFacts.numberFile(number))) {
            return number(file, number, into);
        }
    }

    /** The same from files that may be open already. */
    public ReadError number(InterfaceFiles files, int number, InterfaceFacts into) {
        KernelFile file = files.number(number);
        ReadError error = number(file, number, into);
        files.read(file);
        return error;
    }

    private ReadError number(KernelFile file, int number, InterfaceFacts into) {
        if (!file.read()) {
            into.clear(number);
            return file.error();
        }
        cursor.reset(file);
        boolean word = cursor.word();
        long value = word && cursor.wordStartsWith("0x") ? cursor.wordHex() : cursor.wordNumber();
        if (cursor.ok()) {
            into.set(number, value);
        } else {
            into.clear(number);
        }
        return ReadError.NONE;
    }

    /** Reads a text into the facts, without blanks around it; empty when that fails. */
    public ReadError text(String device, int text, InterfaceFacts into) {
        try (KernelFile file = open(device, InterfaceFacts.textFile(text))) {
            return text(file, text, into);
        }
    }

    /** The same from files that may be open already. */
    public ReadError text(InterfaceFiles files, int text, InterfaceFacts into) {
        KernelFile file = files.text(text);
        ReadError error = text(file, text, into);
        files.read(file);
        return error;
    }

    private static ReadError text(KernelFile file, int text, InterfaceFacts into) {
        boolean read = file.read();
        byte[] bytes = file.bytes();
        int from = 0;
        int to = read ? file.length() : 0;
        while (to > from && bytes[to - 1] <= ' ' && bytes[to - 1] >= 0) {
            to--;
        }
        while (from < to && bytes[from] <= ' ' && bytes[from] >= 0) {
            from++;
        }
        into.setText(text, bytes, from, to);
        return file.error();
    }

    private KernelFile open(String device, String attribute) {
        return new KernelFile(directory + '/' + device + '/' + attribute, 128);
    }
}
