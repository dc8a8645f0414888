package dev.sonde.node.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A host's file systems in a temporary directory: {@code proc}, {@code sys}, {@code root}, {@code udev}. */
public final class FixtureTree {
    private final Path base;

    public FixtureTree(Path base) {
        this.base = base;
        for (String top : List.of("proc", "sys", "root", "udev")) {
            try {
                Files.createDirectories(base.resolve(top));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    public NodePaths paths() {
        return new NodePaths(
                base.resolve("proc").toString(),
                base.resolve("sys").toString(),
                base.resolve("root").toString(),
                base.resolve("udev").toString());
    }

    public FixtureTree proc(String path, String content) {
        return write("proc/" + path, content);
    }

    public FixtureTree sys(String path, String content) {
        return write("sys/" + path, content);
    }

    public FixtureTree udev(String path, String content) {
        return write("udev/" + path, content);
    }

    /** Writes in place, as the kernel would: a file that is open somewhere stays the same file. */
    public FixtureTree write(String path, String content) {
        return write(path, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public FixtureTree write(String path, byte[] content) {
        try {
            Path file = base.resolve(path);
            Files.createDirectories(file.getParent());
            Files.write(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    /** Removes a file, or a directory with what is in it. */
    public FixtureTree remove(String path) {
        try (Stream<Path> files = Files.walk(base.resolve(path))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return this;
    }

    public Path path(String path) {
        return base.resolve(path);
    }
}
