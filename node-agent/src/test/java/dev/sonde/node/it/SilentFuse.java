package dev.sonde.node.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A mounted FUSE file system whose server answers only when told to. It needs root and /dev/fuse but no library: the
 * server speaks the protocol of linux/fuse.h itself.
 */
public final class SilentFuse implements AutoCloseable {
    private static final String SERVER = """
            import ctypes, os, struct, sys, threading
            libc = ctypes.CDLL(None, use_errno=True)
            fd = os.open('/dev/fuse', os.O_RDWR)
            options = 'fd=%d,rootmode=40000,user_id=0,group_id=0' % fd
            if libc.mount(b'silent', sys.argv[1].encode(), b'fuse', 0, options.encode()) != 0:
                sys.exit(os.strerror(ctypes.get_errno()))
            INIT, GETATTR, STATFS = 26, 3, 17
            answering = threading.Event()

            def reply(unique, error, body=b''):
                os.write(fd, struct.pack('<IiQ', 16 + len(body), -error, unique) + body)

            def commands():
                print('mounted', flush=True)
                for line in sys.stdin:
                    answering.set() if line.strip() == 'answer' else answering.clear()
                    print('done', flush=True)

            threading.Thread(target=commands, daemon=True).start()
            while True:
                request = os.read(fd, 1 << 17)
                opcode, unique = struct.unpack_from('<IQ', request, 4)
                if opcode == INIT:
                    reply(unique, 0, struct.pack('<IIIIHHI', 7, 19, 4096, 0, 0, 0, 4096))
                    continue
                answering.wait()
                if opcode == STATFS:
                    reply(unique, 0, struct.pack('<QQQQQIIII24x', 1000, 500, 400, 30, 20, 4096, 255, 4096, 0))
                elif opcode == GETATTR:
                    reply(unique, 0, struct.pack('<QII6Q10I', 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0o40755, 2, 0, 0, 0, 4096, 0))
                else:
                    reply(unique, 38)
            """;

    private final Path mountPoint;
    private final Process server;
    private final BufferedReader said;
    private final Writer told;

    private SilentFuse(Path mountPoint, Process server) {
        this.mountPoint = mountPoint;
        this.server = server;
        this.said = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
        this.told = server.outputWriter(StandardCharsets.UTF_8);
    }

    /** Why it cannot be had on this machine, or an empty text. */
    public static String obstacle() {
        if (!Files.isReadable(Path.of("/dev/fuse")) || !Files.isWritable(Path.of("/dev/fuse"))) {
            return "/dev/fuse cannot be opened";
        }
        try {
            Process python = new ProcessBuilder("python3", "--version")
                    .redirectErrorStream(true)
                    .start();
            return python.waitFor() == 0 ? "" : "python3 does not run";
        } catch (IOException e) {
            return "no python3";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** Mounts it; it is silent at first. */
    public static SilentFuse mount(Path mountPoint) throws IOException {
        Process server = new ProcessBuilder("python3", "-c", SERVER, mountPoint.toString())
                .redirectErrorStream(true)
                .start();
        SilentFuse fuse = new SilentFuse(mountPoint, server);
        fuse.expect("mounted");
        return fuse;
    }

    public void answer() throws IOException {
        tell("answer");
    }

    public void fallSilent() throws IOException {
        tell("hush");
    }

    private void tell(String command) throws IOException {
        told.write(command + "\n");
        told.flush();
        expect("done");
    }

    private void expect(String line) throws IOException {
        String heard = said.readLine();
        if (!line.equals(heard)) {
            throw new IOException("fuse server said " + heard);
        }
    }

    /** Ends the server, as a crash would: whoever waits gets an error, and the mount stays. */
    public void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        server.destroyForcibly();
        Process umount = new ProcessBuilder("umount", "-l", mountPoint.toString()).start();
        try {
            if (!umount.waitFor(10, TimeUnit.SECONDS) || umount.exitValue() != 0) {
                throw new IOException("cannot unmount " + mountPoint);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
