package dev.sonde.node.dbus;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A message bus on a real socket with one service behind it, which can be told to behave badly. */
public final class ScriptedBus implements Closeable {
    /** What goes wrong. */
    public enum Fault {
        NONE,
        /** Connections are taken and nothing is said. */
        SILENT_AT_FIRST,
        REJECTING,
        /** The authentication is answered with one endless line. */
        ENDLESS_LINE,
        /** Calls to the service are not answered. */
        SILENT,
        CLOSING_MID_REPLY,
        GARBAGE,
        HUGE_BODY,
        HUGE_FIELDS,
        HUGE_ARRAY,
        /** Each answer comes after others to calls that nobody made, and then a second time. */
        OTHER_SERIALS,
        /** Answers to calls that nobody made, without end. */
        FLOOD
    }

    private final Path path;
    private final ByteOrder order;
    private final Function<Call, Answer> service;
    private final ServerSocketChannel server;
    private final List<SocketChannel> open = new CopyOnWriteArrayList<>();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private volatile Fault fault = Fault.NONE;
    private volatile int accepted;

    /** @param service called by one thread for each connection */
    public ScriptedBus(Path path, ByteOrder order, Function<Call, Answer> service) throws IOException {
        this.path = path;
        this.order = order;
        this.service = service;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
        start("accept", this::accept);
    }

    public String address() {
        return "unix:path=" + path;
    }

    public void misbehave(Fault now) {
        fault = now;
    }

    /** The calls to the service since this was last asked for. */
    public List<Call> calls() {
        List<Call> got = new ArrayList<>(calls);
        calls.clear();
        return got;
    }

    /** How many connections there were. */
    public int accepted() {
        return accepted;
    }

    /** Ends all connections; they have ended when this returns. */
    public void disconnect() throws IOException {
        for (SocketChannel channel : open) {
            channel.close();
        }
        while (!open.isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private static void start(String role, Runnable task) {
        Thread thread = new Thread(task, "scripted-bus-" + role);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel channel = server.accept();
                accepted++;
                open.add(channel);
                start("connection", () -> serve(channel));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            if (fault == Fault.SILENT_AT_FIRST) {
                waitForEnd(channel);
            }
            authenticate(channel);
            while (true) {
                handle(channel, read(channel));
            }
        } catch (EOFException | ClosedChannelException e) {
            // the client or the test has had enough
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("Broken pipe")
                    && !String.valueOf(e.getMessage()).contains("Connection reset")) {
                throw new IllegalStateException(e);
            }
        } finally {
            open.remove(channel);
        }
    }

    private static void waitForEnd(SocketChannel channel) throws IOException {
        ByteBuffer some = ByteBuffer.allocate(256);
        while (channel.read(some) >= 0) {
            some.clear();
        }
        throw new EOFException();
    }

    private void authenticate(SocketChannel channel) throws IOException {
        if (fault == Fault.ENDLESS_LINE) {
            while (true) {
                write(channel, "DATA 1234567890".getBytes(StandardCharsets.US_ASCII));
            }
        }
        while (true) {
            String line = line(channel);
            String answer;
            if (line.equals("BEGIN")) {
                return;
            } else if (fault == Fault.REJECTING || line.endsWith("AUTH")) {
                answer = "REJECTED EXTERNAL DBUS_COOKIE_SHA1";
            } else if (line.endsWith("AUTH EXTERNAL")) {
                answer = "DATA";
            } else if (line.contains("AUTH EXTERNAL ") || line.equals("DATA")) {
                answer = "OK 0123456789abcdef0123456789abcdef";
            } else if (line.equals("NEGOTIATE_UNIX_FD")) {
                answer = "AGREE_UNIX_FD";
            } else {
                answer = "ERROR";
            }
            write(channel, (answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static String line(SocketChannel channel) throws IOException {
        StringBuilder line = new StringBuilder();
        while (line.length() < 2 || line.charAt(line.length() - 1) != '\n') {
            line.append((char) exactly(channel, 1).get());
        }
        return line.toString().trim();
    }

    private static ByteBuffer exactly(SocketChannel channel, int count) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }

    private static void write(SocketChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Calls with strings for arguments, in either byte order. */
    private static Call read(SocketChannel channel) throws IOException {
        ByteBuffer fixed = exactly(channel, 16);
        ByteOrder order = fixed.get(0) == 'l' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        fixed.order(order);
        int body = fixed.getInt(4);
        long serial = fixed.getInt(8) & 0xffffffffL;
        int fields = fixed.getInt(12);
        ByteBuffer rest = exactly(channel, (fields + 7) / 8 * 8 + body).order(order);
        String[] names = new String[10];
        while (rest.position() < fields) {
            align(rest, 8);
            int code = rest.get();
            rest.get();
            byte type = rest.get();
            rest.get();
            names[code] = type == 'u' ? "" + uint32(rest) : text(rest, type == 'g' ? rest.get() : uint32(rest));
        }
        align(rest, 8);
        List<String> arguments = new ArrayList<>();
        while (rest.hasRemaining()) {
            arguments.add(text(rest, uint32(rest)));
        }
        return new Call(serial, names[1], names[2] == null ? "" : names[2], names[3], arguments);
    }

    private static void align(ByteBuffer buffer, int alignment) {
        buffer.position((buffer.position() + alignment - 1) / alignment * alignment);
    }

    private static int uint32(ByteBuffer buffer) {
        align(buffer, 4);
        return buffer.getInt();
    }

    private static String text(ByteBuffer buffer, int length) {
        byte[] utf8 = new byte[length];
        buffer.get(utf8);
        buffer.get();
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private void handle(SocketChannel channel, Call call) throws IOException {
        if (call.member().equals("Hello")) {
            write(channel, message(call.serial(), Answer.of("s", wire -> wire.string(":1.7"))));
            write(channel, signal());
            return;
        }
        if (call.type().equals("org.freedesktop.DBus") || call.member().equals("Subscribe")) {
            write(channel, message(call.serial(), Answer.nothing()));
            return;
        }
        calls.add(call);
        byte[] reply = message(call.serial(), service.apply(call));
        switch (fault) {
            case SILENT -> {
                return;
            }
            case CLOSING_MID_REPLY -> {
                write(channel, Arrays.copyOf(reply, reply.length * 2 / 3));
                channel.close();
            }
            case GARBAGE -> write(channel, "HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            case HUGE_BODY -> write(channel, with(reply, 4, 0x7ffffff0));
            case HUGE_FIELDS -> write(channel, with(reply, 12, 0xfffffff0));
            case HUGE_ARRAY -> write(channel, with(reply, reply.length - body(reply), 0x7ffffff0));
            case OTHER_SERIALS -> {
                write(channel, message(call.serial() + 1_000_000, Answer.nothing()));
                write(channel, message(0, Answer.failure("org.example.Other")));
                write(channel, reply);
                write(channel, reply);
            }
            case FLOOD -> {
                while (true) {
                    write(channel, message(call.serial() + 1_000_000, Answer.nothing()));
                }
            }
            default -> write(channel, reply);
        }
    }

    private int body(byte[] message) {
        return ByteBuffer.wrap(message).order(order).getInt(4);
    }

    private byte[] with(byte[] message, int index, int value) {
        byte[] changed = message.clone();
        ByteBuffer.wrap(changed).order(order).putInt(index, value);
        return changed;
    }

    /** What a bus tells every new client, and what no client has to wait for. */
    private byte[] signal() {
        Wire fields = new Wire(order).uint8(1).signature("o").string("/org/freedesktop/DBus");
        fields.align(8).uint8(2).signature("s").string("org.freedesktop.DBus");
        fields.align(8).uint8(3).signature("s").string("NameAcquired");
        fields.align(8).uint8(8).signature("g").signature("s");
        return message(4, fields, new Wire(order).string(":1.7"));
    }

    /** The answer to the call of that serial number as it goes on the wire. */
    public byte[] message(long serial, Answer answer) {
        Wire fields = new Wire(order).uint8(5).signature("u").uint32(serial);
        fields.align(8).uint8(7).signature("s").string(":1.1");
        if (!answer.error().isEmpty()) {
            fields.align(8).uint8(4).signature("s").string(answer.error());
        }
        if (!answer.signature().isEmpty()) {
            fields.align(8).uint8(8).signature("g").signature(answer.signature());
        }
        Wire body = new Wire(order);
        answer.body().accept(body);
        return message(answer.error().isEmpty() ? 2 : 3, fields, body);
    }

    private byte[] message(int type, Wire fields, Wire body) {
        byte[] content = body.bytes();
        Wire whole = new Wire(order).uint8(order == ByteOrder.LITTLE_ENDIAN ? 'l' : 'B');
        whole.uint8(type).uint8(1).uint8(1).uint32(content.length).uint32(1);
        whole.array(8, fields.bytes()).align(8);
        for (byte b : content) {
            whole.uint8(b);
        }
        return whole.bytes();
    }

    @Override
    public void close() throws IOException {
        server.close();
        disconnect();
        Files.deleteIfExists(path);
    }
}
