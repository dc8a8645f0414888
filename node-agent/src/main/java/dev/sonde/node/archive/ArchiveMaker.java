package dev.sonde.node.archive;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * Trains the agent with a few scrapes and keeps what the virtual machine loaded as an archive that later starts map
 * into memory: a static class-data archive before Java 25, an ahead-of-time cache from then on.
 *
 * <p>The agent under training is started through its own launcher, since an archive is valid only for the flags, the
 * class path and the build of Java that it was made with.
 */
public final class ArchiveMaker {
    private static final int FIRST_WITH_CACHE = 25;

    /** The dump holds every class twice; the agent's own 16 MB are too tight for that. */
    private static final String DUMP_HEAP = "256m";

    private final Path launcher;
    private final List<String> flags;
    private final Path work;

    private ArchiveMaker(Path launcher, List<String> flags, Path work) {
        this.launcher = launcher;
        this.flags = flags;
        this.work = work;
    }

    /**
     * @param args the launcher, the archive to write, and flags for the agent under training; without flags it runs as
     *     by default, on a free port of the loopback interface
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path archive = Path.of(args[1]);
        Path folder = archive.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path work = Files.createTempDirectory(folder, ".making-");
        try {
            ArchiveMaker maker =
                    new ArchiveMaker(Path.of(args[0]), List.of(args).subList(2, args.length), work);
            Path made = Runtime.version().feature() >= FIRST_WITH_CACHE ? maker.cache() : maker.classData();
            force(made);
            Files.move(made, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            try (var files = Files.list(work)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(work);
        }
    }

    /** Java 17 maps an archive unchecked and dies of one that a power cut left short. */
    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private Path classData() throws IOException, InterruptedException {
        train("-XX:DumpLoadedClassList=classes.lst");
        Process dump = start(
                "-Xshare:dump -XX:SharedClassListFile=classes.lst -XX:SharedArchiveFile=classes.jsa -Xmx" + DUMP_HEAP,
                List.of());
        dump.waitFor();
        return made("classes.jsa");
    }

    private Path cache() throws IOException, InterruptedException {
        train("-XX:AOTCacheOutput=classes.aot -Xmx" + DUMP_HEAP);
        return made("classes.aot");
    }

    private void train(String options) throws IOException, InterruptedException {
        int port = freePort();
        List<String> arguments = new ArrayList<>(flags);
        arguments.add("--web.listen-address=127.0.0.1:" + port);
        Process agent = start(options, arguments);
        try {
            new TrainingScrapes(port).run(agent);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; the agent said: " + output(), e);
        } finally {
            // SIGTERM: the lists are written at an orderly exit.
            agent.destroy();
            agent.waitFor();
        }
    }

    private Process start(String options, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(launcher.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output").toFile());
        builder.environment().put("NODE_AGENT_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("NODE_AGENT_ARCHIVE", "none");
        builder.environment().merge("NODE_AGENT_JAVA_OPTS", options, (own, more) -> own + " " + more);
        return builder.start();
    }

    private Path made(String name) throws IOException {
        Path file = work.resolve(name);
        if (!Files.exists(file)) {
            throw new IOException("Java made no archive; it said: " + output());
        }
        return file;
    }

    private String output() throws IOException {
        return Files.readString(work.resolve("output")).strip();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
