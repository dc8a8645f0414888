package dev.sonde.node.linux;

import dev.sonde.core.io.ByteCursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code /proc/cpuinfo} in the dialects of the architectures: each kernel port prints what it likes ({@code
 * arch/*\/kernel/setup.c} and the like), so fields are told by their names and by what stood before them.
 */
public final class CpuInfoFile {
    /** One CPU as the file describes it; what the file does not say is empty. */
    public static final class Processor {
        public final String number;
        public String physicalId = "";
        public String coreId = "";
        public String vendor = "";
        public String family = "";
        public String model = "";
        public String modelName = "";
        public String microcode = "";
        public String stepping = "";
        public String cacheSize = "";
        public String flags = "";
        public String bugs = "";
        /** Whether one of the lines that {@link #nextClock} finds is this CPU's. */
        public boolean hasClock;

        Processor(String number) {
            this.number = number;
        }
    }

    private final List<Processor> processors = new ArrayList<>();
    private @Nullable Processor current;
    private String commonVendor = "";
    private String commonModel = "";
    private String commonFlags = "";

    private CpuInfoFile() {}

    public static List<Processor> parse(byte[] bytes, int length) {
        CpuInfoFile file = new CpuInfoFile();
        for (String line : new String(bytes, 0, length, StandardCharsets.UTF_8).split("\n")) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                file.field(
                        line.substring(0, colon).trim(),
                        line.substring(colon + 1).trim());
            }
        }
        return file.finish();
    }

    private void field(String key, String value) {
        switch (key) {
            case "processor" -> begin(value);
            // s390 lists all CPUs in short and then each at length.
            case "cpu number" -> current = find(value);
            case "vendor_id", "vendor" -> vendor(value);
            case "Processor" -> commonModel = value;
            case "Features", "features" -> commonFlags = value;
            default -> {
                if (key.startsWith("processor ")) {
                    begin(key.substring("processor ".length()).trim());
                } else if (current != null) {
                    own(current, key, value);
                }
            }
        }
    }

    private static void own(Processor cpu, String key, String value) {
        switch (key) {
            case "physical id" -> cpu.physicalId = value;
            case "core id", "hart" -> cpu.coreId = value;
            case "cpu" -> cpu.vendor = value;
            case "cpu family", "CPU Family" -> cpu.family = value;
            // POWER ends the file with the model of the machine.
            case "model" -> cpu.model = cpu.family.isEmpty() ? "" : value;
            case "model name", "Model Name", "cpu model", "isa" -> cpu.modelName = value;
            case "microcode" -> cpu.microcode = value;
            case "stepping" -> cpu.stepping = value;
            case "cache size" -> cpu.cacheSize = value;
            case "flags" -> cpu.flags = value;
            case "bugs" -> cpu.bugs = value;
            case "cpu MHz", "cpu MHz dynamic", "clock" -> cpu.hasClock = true;
            default -> {}
        }
    }

    private void begin(String number) {
        if (number.isEmpty() || !number.chars().allMatch(c -> c >= '0' && c <= '9')) {
            commonModel = number;
            return;
        }
        current = new Processor(number);
        current.vendor = commonVendor;
        current.modelName = commonModel;
        processors.add(current);
    }

    private void vendor(String value) {
        if (current == null) {
            commonVendor = value;
        } else {
            current.vendor = value;
        }
    }

    private @Nullable Processor find(String number) {
        for (Processor p : processors) {
            if (p.number.equals(number)) {
                return p;
            }
        }
        return null;
    }

    private List<Processor> finish() {
        if (processors.isEmpty() && !commonModel.isEmpty()) {
            // A 32-bit ARM kernel without SMP names its one processor but does not number it.
            begin("0");
        }
        for (Processor p : processors) {
            if (p.flags.isEmpty()) {
                p.flags = commonFlags;
            }
        }
        return processors;
    }

    /** A digest of all that does not change from one scrape to the next: the clocks' lines are left out. */
    public static long digest(byte[] bytes, int length) {
        long digest = 0xcbf29ce484222325L;
        int i = 0;
        while (i < length) {
            int end = lineEnd(bytes, i, length);
            if (!isClock(bytes, i, end)) {
                for (; i < end; i++) {
                    digest = (digest ^ bytes[i]) * 0x100000001b3L;
                }
            }
            digest = (digest ^ '\n') * 0x100000001b3L;
            i = end + 1;
        }
        return digest;
    }

    /**
     * Moves to the number of the next clock's line, in MHz; false when there is none left. A unit behind the number is
     * blanked out.
     */
    public static boolean nextClock(ByteCursor cursor) {
        byte[] bytes = cursor.bytes();
        while (!cursor.atEnd()) {
            int end = cursor.lineEnd();
            if (isClock(bytes, cursor.position(), end) && cursor.wordUntil(':')) {
                for (int i = cursor.position(); i < end; i++) {
                    if (bytes[i] >= 'A') {
                        bytes[i] = ' ';
                    }
                }
                return true;
            }
            cursor.nextLine();
        }
        return false;
    }

    /** The key of the line is {@code cpu MHz}, on s390 {@code cpu MHz dynamic}, on POWER {@code clock}. */
    private static boolean isClock(byte[] bytes, int from, int to) {
        return isKey("cpu MHz", bytes, from, to)
                || isKey("cpu MHz dynamic", bytes, from, to)
                || isKey("clock", bytes, from, to);
    }

    private static boolean isKey(String key, byte[] bytes, int from, int to) {
        int n = key.length();
        if (to - from <= n) {
            return false;
        }
        for (int i = 0; i < n; i++) {
            if (bytes[from + i] != key.charAt(i)) {
                return false;
            }
        }
        int i = from + n;
        while (i < to && (bytes[i] == ' ' || bytes[i] == '\t')) {
            i++;
        }
        return i < to && bytes[i] == ':';
    }

    private static int lineEnd(byte[] bytes, int from, int length) {
        int i = from;
        while (i < length && bytes[i] != '\n') {
            i++;
        }
        return i;
    }
}
