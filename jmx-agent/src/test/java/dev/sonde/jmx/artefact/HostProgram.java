package dev.sonde.jmx.artefact;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.LogManager;
import javax.management.MBeanServerBuilder;
import javax.management.ObjectName;

/** An application that minds what an agent does to it, and tells. Ends with its standard input. */
public final class HostProgram {
    private static volatile boolean logManagerMade;
    private static volatile boolean builderMade;

    private HostProgram() {}

    public static final class OwnLogManager extends LogManager {
        public OwnLogManager() {
            logManagerMade = true;
        }
    }

    public static final class OwnBuilder extends MBeanServerBuilder {
        public OwnBuilder() {
            builderMade = true;
        }
    }

    private static boolean sees(String type) {
        try {
            Class.forName(type, false, ClassLoader.getSystemClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    public static void main(String[] arguments) throws Exception {
        System.out.println("log manager before main: " + logManagerMade);
        System.out.println("builder before main: " + builderMade);
        for (String type : arguments) {
            System.out.println("sees " + type + ": " + sees(type));
        }
        System.out.println("READY");
        while (System.in.read() >= 0) {
            report();
        }
    }

    /** Files that are open for writing; standard output and error are files here, too. */
    private static List<Path> open() throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors) {
                int number = Integer.parseInt(descriptor.getFileName().toString());
                if (number > 2 && Files.isRegularFile(descriptor)) {
                    String flags = Files.readString(Path.of("/proc/self/fdinfo/" + number));
                    if (!flags.matches("(?s).*flags:\\s+\\d*0\\n.*")) {
                        files.add(Files.readSymbolicLink(descriptor));
                    }
                }
            }
        }
        return files;
    }

    private static void report() throws Exception {
        System.out.println(
                "log manager: " + LogManager.getLogManager().getClass().getName());
        System.out.println("builder: " + builderMade);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon()
                    && !thread.getName().equals("main")
                    && !thread.getName().equals("DestroyJavaVM")) {
                System.out.println("not a daemon: " + thread.getName());
            }
        }
        for (Path file : open()) {
            System.out.println("writes " + file);
        }
        Set<String> domains = new TreeSet<>();
        for (ObjectName name : ManagementFactory.getPlatformMBeanServer().queryNames(null, null)) {
            domains.add(name.getDomain());
        }
        domains.removeIf(
                domain -> domain.startsWith("java.") || domain.startsWith("com.sun.") || domain.startsWith("jdk."));
        System.out.println("other domains: " + domains);
        System.out.println("REPORTED");
    }
}
