package dev.sonde.node.it;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * A mounted read-only FUSE file system that shows a folder, in which single files behave as attributes of sysfs do when
 * their driver refuses: reading gives an error. As with sysfs no content is cached and a file has the size of a page. It
 * needs what {@link SilentFuse} needs.
 */
final class FaultyFuse implements AutoCloseable {
    private static final String SERVER = """
            import ctypes, errno, os, stat, struct, sys, threading
            backing, mount_point = os.fsencode(sys.argv[1]), sys.argv[2]
            libc = ctypes.CDLL(None, use_errno=True)
            fd = os.open('/dev/fuse', os.O_RDWR)
            options = 'fd=%d,rootmode=40000,user_id=0,group_id=0' % fd
            if libc.mount(b'faulty', mount_point.encode(), b'fuse', 0, options.encode()) != 0:
                sys.exit(os.strerror(ctypes.get_errno()))
            LOOKUP, FORGET, GETATTR, READLINK, OPEN, READ, STATFS, RELEASE = 1, 2, 3, 5, 14, 15, 17, 18
            FLUSH, INIT, OPENDIR, READDIR, RELEASEDIR, INTERRUPT, BATCH_FORGET = 25, 26, 27, 28, 29, 36, 42
            paths, ids, faults, opened = {1: b''}, {b'': 1}, {}, set()

            class Refused(Exception):
                pass

            def attributes(path, node):
                info = os.lstat(os.path.join(backing, path))
                size = 4096 if stat.S_ISREG(info.st_mode) else info.st_size
                return struct.pack('<6Q10I', node, size, 8, 0, 0, 0, 0, 0, 0, info.st_mode, 1, 0, 0, 0, 4096, 0)

            def lookup(parent, name):
                path = os.path.join(paths[parent], name)
                if faults.get(path) == 'GONE':
                    raise Refused(errno.ENOENT)
                node = ids.setdefault(path, len(ids) + 1)
                paths[node] = path
                valid = 0 if os.path.isfile(os.path.join(backing, path)) else 3600
                return struct.pack('<4Q2I', node, 0, valid, valid, 0, 0) + attributes(path, node)

            def content(path):
                fault = faults.get(path)
                if fault and fault.startswith('E'):
                    raise Refused(getattr(errno, fault))
                with open(os.path.join(backing, path), 'rb') as file:
                    data = file.read()
                if fault == 'empty':
                    return b''
                if fault == 'nul':
                    return b'\\0' * len(data)
                if fault == 'unended':
                    return data.rstrip(b'\\n')
                if fault == 'huge':
                    return (data.rstrip(b'\\n') + b' ') * (1 + (1 << 20) // (len(data) + 1))
                return data

            def listing(path, offset, size):
                body = b''
                names = [b'.', b'..'] + sorted(os.listdir(os.path.join(backing, path)))
                for index in range(offset, len(names)):
                    name = names[index]
                    entry = struct.pack('<QQII', index + 1, index + 1, len(name), 0) + name
                    entry += b'\\0' * (-len(entry) % 8)
                    if len(body) + len(entry) > size:
                        break
                    body += entry
                return body

            def answer(opcode, node, body):
                if opcode == INIT:
                    return struct.pack('<IIIIHHI', 7, 19, 4096, 0, 0, 0, 4096)
                if opcode == LOOKUP:
                    return lookup(node, body[:-1])
                path = paths[node]
                if opcode == GETATTR:
                    return struct.pack('<QII', 0, 0, 0) + attributes(path, node)
                if opcode == READLINK:
                    return os.readlink(os.path.join(backing, path))
                if opcode in (OPEN, OPENDIR):
                    if opcode == OPEN:
                        opened.add(path)
                    if faults.get(path) == 'EACCES':
                        raise Refused(errno.EACCES)
                    return struct.pack('<QII', 0, 1 if opcode == OPEN else 0, 0)
                if opcode in (READ, READDIR):
                    _, offset, size = struct.unpack_from('<QQI', body)
                    return listing(path, offset, size) if opcode == READDIR else content(path)[offset:offset + size]
                if opcode == STATFS:
                    return struct.pack('<QQQQQIIII24x', 1000, 500, 400, 30, 20, 4096, 255, 4096, 0)
                if opcode in (RELEASE, RELEASEDIR, FLUSH):
                    return b''
                raise Refused(errno.ENOSYS)

            def commands():
                print('mounted', flush=True)
                for line in sys.stdin.buffer:
                    verb, _, rest = line.rstrip(b'\\n').partition(b' ')
                    if verb == b'fault':
                        kind, _, path = rest.partition(b' ')
                        faults[path] = kind.decode()
                    elif verb == b'heal':
                        faults.clear()
                    elif verb == b'opened':
                        for path in sorted(opened):
                            sys.stdout.buffer.write(path + b'\\n')
                        opened.clear()
                    sys.stdout.buffer.write(b'done\\n')
                    sys.stdout.flush()
                os._exit(0)

            threading.Thread(target=commands, daemon=True).start()
            while True:
                request = os.read(fd, 1 << 17)
                opcode, unique, node = struct.unpack_from('<IQQ', request, 4)
                if opcode in (FORGET, BATCH_FORGET, INTERRUPT):
                    continue
                try:
                    body, error = answer(opcode, node, request[40:]), 0
                except Refused as refused:
                    body, error = b'', refused.args[0]
                except OSError as failed:
                    body, error = b'', failed.errno
                try:
                    os.write(fd, struct.pack('<IiQ', 16 + len(body), -error, unique) + body)
                except OSError:
                    pass  # whoever asked has gone
            """;

    private final Path mountPoint;
    private final Process server;
    private final BufferedReader said;
    private final Writer told;

    private FaultyFuse(Path mountPoint, Process server) {
        this.mountPoint = mountPoint;
        this.server = server;
        this.said = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.ISO_8859_1));
        this.told = server.outputWriter(StandardCharsets.ISO_8859_1);
    }

    /** Shows one folder at another. */
    static FaultyFuse mount(Path folder, Path mountPoint) throws IOException {
        Process server = new ProcessBuilder("python3", "-c", SERVER, folder.toString(), mountPoint.toString())
                .redirectErrorStream(true)
                .start();
        FaultyFuse fuse = new FaultyFuse(mountPoint, server);
        String heard = fuse.said.readLine();
        if (!"mounted".equals(heard)) {
            throw new IOException("fuse server said " + heard);
        }
        return fuse;
    }

    /**
     * Makes a file fail from now on.
     *
     * @param kind the name of an error such as EINVAL, {@code GONE} (listed, but not there), or what is wrong with the
     *     content: {@code empty}, {@code nul}, {@code unended}, {@code huge}
     * @param path of the file, relative to the folder
     */
    void fault(String kind, String path) throws IOException {
        tell("fault " + kind + " " + path);
    }

    /** Makes all files well. */
    void heal() throws IOException {
        tell("heal");
    }

    /** The paths of the files that were opened since it was asked last. */
    Set<String> opened() throws IOException {
        return tell("opened");
    }

    private Set<String> tell(String command) throws IOException {
        told.write(command + "\n");
        told.flush();
        Set<String> lines = new TreeSet<>();
        for (String line = said.readLine(); !"done".equals(line); line = said.readLine()) {
            if (line == null || line.startsWith("Traceback")) {
                throw new IOException("fuse server has ended: " + lines);
            }
            lines.add(line);
        }
        return lines;
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
