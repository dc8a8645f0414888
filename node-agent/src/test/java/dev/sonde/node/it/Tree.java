package dev.sonde.node.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A made-up host: the files under /proc, /sys, /run/udev/data and / that the collectors read, built
 * from one text resource. {@code @ path} begins a file, {@code @ path/} a directory and
 * {@code @ path -> target} a symbolic link; {@code ${dev}} stands for the device number
 * (major:minor) of the file system that the tree lies on, so that mounts can be real.
 */
record Tree(Path directory) {

    static Tree build(Path directory, String resource) throws IOException {
        try (var in = Tree.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("no resource " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            for (String entry : text.split("(?m)^@ ")) {
                add(directory, entry);
            }
        }
        return new Tree(directory);
    }

    String read(String path) throws IOException {
        return Files.readString(directory.resolve(path), StandardCharsets.ISO_8859_1);
    }

    /** Writes into the file that is there, as the kernel does: whoever has it open sees the new content. */
    void overwrite(String path, String content) throws IOException {
        Files.writeString(directory.resolve(path), content, StandardCharsets.ISO_8859_1);
    }

    void delete(String path) throws IOException {
        Files.delete(directory.resolve(path));
    }

    List<String> flags() {
        return List.of(
                "--path.procfs=" + directory.resolve("proc"),
                "--path.sysfs=" + directory.resolve("sys"),
                "--path.rootfs=" + directory.resolve("root"),
                "--path.udev.data=" + directory.resolve("udev"));
    }

    /**
     * The beginning of a command that runs a program where the mount points of the tree are mount points: in a mount
     * namespace of its own, each existing one bound to itself. A file system that is only a folder would rightly be
     * taken for one that cannot be seen.
     */
    List<String> mounted() throws IOException {
        StringBuilder script = new StringBuilder("set -e\n");
        for (String table : List.of("proc/1/mountinfo", "proc/self/mountinfo")) {
            Path file = directory.resolve(table);
            if (Files.exists(file)) {
                for (String line :
                        Files.readString(file, StandardCharsets.ISO_8859_1).split("\n")) {
                    String point = line.split(" ")[4].replace("\\040", " ").replace("\\011", "\t");
                    Path path = Path.of(directory.resolve("root") + point);
                    if (Files.isDirectory(path)) {
                        script.append("mount --bind '" + path + "' '" + path + "'\n");
                    }
                }
            }
        }
        script.append("exec \"$@\"\n");
        return List.of("unshare", "--mount", "sh", "-c", script.toString(), "sh");
    }

    private static void add(Path directory, String entry) throws IOException {
        int end = entry.indexOf('\n');
        String head = end < 0 ? "" : entry.substring(0, end);
        if (head.isEmpty() || head.startsWith("#")) {
            return;
        }
        String[] link = head.split(" -> ");
        Path path = directory.resolve(link[0]);
        if (link[0].endsWith("/")) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (link.length == 2) {
            Files.createSymbolicLink(path, Path.of(link[1]));
        } else {
            String content = entry.substring(end + 1).replace("${dev}", device(directory));
            Files.writeString(path, content, StandardCharsets.ISO_8859_1);
        }
    }

    private static String device(Path directory) throws IOException {
        long device = (Long) Files.getAttribute(directory, "unix:dev");
        return ((device >> 8) & 0xfff) + ":" + ((device & 0xff) | ((device >> 12) & 0xfff00));
    }
}
