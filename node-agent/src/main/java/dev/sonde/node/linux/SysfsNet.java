package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import dev.sonde.core.io.KernelFile;
import dev.sonde.core.io.ReadError;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code class/net} of sysfs. One thread at a time. Every read opens and closes the file: a host may have thousands of
 * interfaces with two dozen attributes each, too many descriptors to keep.
 */
public final class SysfsNet {
    private final String directory;
    private final ByteCursor cursor = new ByteCursor();

    /** @param directory {@code /sys/class/net} */
    public SysfsNet(String directory) {
        this.directory = directory;
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

    /** Reads a number into the facts; when that fails or it is none, they have none. */
    public ReadError number(String device, int number, InterfaceFacts into) {
        try (KernelFile file = open(device, InterfaceFacts.numberFile(number))) {
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
    }

    /** Reads a text into the facts, without blanks around it; empty when that fails. */
    public ReadError text(String device, int text, InterfaceFacts into) {
        try (KernelFile file = open(device, InterfaceFacts.textFile(text))) {
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
    }

    private KernelFile open(String device, String attribute) {
        return new KernelFile(directory + '/' + device + '/' + attribute, 128);
    }
}
