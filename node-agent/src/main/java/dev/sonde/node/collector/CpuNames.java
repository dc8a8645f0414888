package dev.sonde.node.collector;

import java.util.Arrays;

/** Names of the directories of CPUs in sysfs, {@code cpu0} and so on. */
final class CpuNames {
    private CpuNames() {}

    /** Those of the names that are CPUs', in the order of a sorted listing. Makes use of the array. */
    static String[] sorted(String[] names) {
        int n = 0;
        for (String name : names) {
            if (number(name) >= 0) {
                names[n++] = name;
            }
        }
        String[] cpus = Arrays.copyOf(names, n);
        Arrays.sort(cpus);
        return cpus;
    }

    /** The number of the CPU, or -1 when the name is not one's. */
    static int number(String name) {
        int digits = name.length() - "cpu".length();
        if (!name.startsWith("cpu") || digits < 1 || digits > 6) {
            return -1;
        }
        int number = 0;
        for (int i = "cpu".length(); i < name.length(); i++) {
            int digit = name.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
