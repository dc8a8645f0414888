package dev.sonde.db.kit;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server that speaks as much of MySQL's protocol as a monitor hears: it lets anybody in and answers statements by what
 * they begin with, from recorded replies. A statement without one is a syntax error, as it is on a server that does not
 * know it.
 */
public final class ScriptedMysql implements AutoCloseable {
    /** Long password, found rows, protocol 4.1, transactions, secure connection, plugin authentication, and so on. */
    private static final int CAPABILITIES = 1 | 2 | 4 | 8 | 0x200 | 0x2000 | 0x8000 | 0x80000;

    private static final int QUIT = 1;
    private static final int QUERY = 3;
    private static final int VARCHAR = 253;
    private static final int UTF8 = 45;
    private static final int SYNTAX = 1064;

    private final String version;
    private final Map<String, Reply> replies = new LinkedHashMap<>();
    private final List<String> statements = new CopyOnWriteArrayList<>();
    private final TcpServer server;
    private Reply welcome = Packets::ok;

    /** @param version as in the handshake: {@code 8.4.2}, {@code 5.5.5-10.11.6-MariaDB} */
    public ScriptedMysql(String version) throws IOException {
        this.version = version;
        this.server = TcpServer.start(this::serve);
    }

    /** What a login is answered with, instead of a welcome. */
    public ScriptedMysql onLogin(Reply reply) {
        welcome = reply;
        return this;
    }

    /** What a statement is answered with, packets numbered from 1. */
    public interface Reply {
        void send(Packets out) throws IOException;
    }

    /** Statements that begin so, in any case, are answered so; the first of several that fit. */
    public ScriptedMysql answer(String beginning, Reply reply) {
        synchronized (replies) {
            replies.put(beginning.toLowerCase(Locale.ROOT), reply);
        }
        return this;
    }

    /**
     * As {@link #answer(String, Reply)}, with rows.
     *
     * @param table a line of column names and a line for each row, cells parted by bars; {@code NULL} is NULL and {@code \\n} a line feed
     */
    public ScriptedMysql answer(String beginning, String table) {
        return answer(beginning, out -> {
            String[] lines = table.strip().split("\n");
            String[] names = cells(lines[0]);
            out.columns(names);
            for (int i = 1; i < lines.length; i++) {
                byte[][] row = new byte[names.length][];
                String[] cells = cells(lines[i]);
                for (int j = 0; j < row.length; j++) {
                    row[j] = cells[j].equals("NULL") ? null : cells[j].getBytes(StandardCharsets.UTF_8);
                }
                out.row(row);
            }
            out.end();
        });
    }

    private static String[] cells(String line) {
        String[] cells = line.split("\\|", -1);
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cells[i].strip().replace("\\n", "\n");
        }
        return cells;
    }

    /** What clients have asked, but for what the driver asks when it connects. */
    public List<String> statements() {
        return List.copyOf(statements);
    }

    public int port() {
        return server.port();
    }

    /** What listens; to be closed instead of this. */
    public TcpServer server() {
        return server;
    }

    /** Is gone from now on. */
    public void vanish() throws IOException {
        server.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /** Writes packets with their numbers. */
    public static final class Packets {
        private final InputStream in;
        private final OutputStream out;
        private int number;

        private Packets(InputStream in, OutputStream out, int first) {
            this.in = in;
            this.out = out;
            this.number = first;
        }

        /** A packet as it is. */
        public void raw(byte[] body) throws IOException {
            byte[] packet = new byte[4 + body.length];
            packet[0] = (byte) body.length;
            packet[1] = (byte) (body.length >> 8);
            packet[2] = (byte) (body.length >> 16);
            packet[3] = (byte) number++;
            System.arraycopy(body, 0, packet, 4, body.length);
            out.write(packet);
        }

        /** The head of a result, columns of text. */
        public void columns(String... names) throws IOException {
            ByteArrayOutputStream count = new ByteArrayOutputStream();
            length(count, names.length);
            raw(count.toByteArray());
            for (String name : names) {
                ByteArrayOutputStream column = new ByteArrayOutputStream();
                for (String part : new String[] {"def", "", "", "", name, name}) {
                    text(column, part.getBytes(StandardCharsets.UTF_8));
                }
                column.writeBytes(new byte[] {0x0c, UTF8, 0, 0, 1, 0, 0, (byte) VARCHAR, 0, 0, 0, 0, 0});
                raw(column.toByteArray());
            }
            eof();
        }

        /** A row; null is NULL. */
        public void row(byte[]... cells) throws IOException {
            ByteArrayOutputStream row = new ByteArrayOutputStream();
            for (byte[] cell : cells) {
                if (cell == null) {
                    row.write(0xfb);
                } else {
                    text(row, cell);
                }
            }
            raw(row.toByteArray());
        }

        /** The end of the rows. */
        public void end() throws IOException {
            eof();
        }

        private void eof() throws IOException {
            raw(new byte[] {(byte) 0xfe, 0, 0, 2, 0});
        }

        /** Says nothing more until the client has gone. */
        public void hang() throws IOException {
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
            throw new EOFException("the client has gone");
        }

        public void ok() throws IOException {
            raw(new byte[] {0, 0, 0, 2, 0, 0, 0});
        }

        public void error(int code, String state, String message) throws IOException {
            ByteArrayOutputStream error = new ByteArrayOutputStream();
            error.writeBytes(new byte[] {(byte) 0xff, (byte) code, (byte) (code >> 8)});
            error.writeBytes(("#" + state + message).getBytes(StandardCharsets.UTF_8));
            raw(error.toByteArray());
        }

        private static void text(ByteArrayOutputStream out, byte[] text) {
            length(out, text.length);
            out.writeBytes(text);
        }

        private static void length(ByteArrayOutputStream out, int length) {
            if (length < 251) {
                out.write(length);
            } else {
                out.writeBytes(new byte[] {(byte) 0xfd, (byte) length, (byte) (length >> 8), (byte) (length >> 16)});
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        Packets greeting = new Packets(in, out, 0);
        greeting.raw(handshake());
        out.flush();
        packet(in);
        welcome.send(new Packets(in, out, 2));
        while (true) {
            out.flush();
            byte[] command = packet(in);
            if (command[0] == QUIT) {
                return;
            }
            Packets packets = new Packets(in, out, 1);
            if (command[0] == QUERY) {
                query(new String(command, 1, command.length - 1, StandardCharsets.UTF_8), packets);
            } else {
                packets.ok();
            }
        }
    }

    private byte[] handshake() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(10);
        out.writeBytes((version + "\0").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {7, 0, 0, 0});
        out.writeBytes("saltsalt\0".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[] {(byte) CAPABILITIES, (byte) (CAPABILITIES >> 8), UTF8, 2, 0});
        out.writeBytes(new byte[] {(byte) (CAPABILITIES >> 16), (byte) (CAPABILITIES >> 24), 21});
        out.writeBytes(new byte[10]);
        out.writeBytes("saltsaltsalt\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII));
        return out.toByteArray();
    }

    private static byte[] packet(DataInputStream in) throws IOException {
        int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
        in.readUnsignedByte();
        return in.readNBytes(length);
    }

    private void query(String sql, Packets out) throws IOException {
        String text = plain(sql);
        String lower = text.toLowerCase(Locale.ROOT);
        if (lower.startsWith("set ")) {
            out.ok();
            return;
        }
        if (lower.startsWith("select @@max_allowed_packet")) {
            // the driver's first question
            List<byte[]> values = new ArrayList<>();
            String[] names = lower.substring("select ".length()).split(",");
            for (int i = 0; i < names.length; i++) {
                values.add("16777216".getBytes(StandardCharsets.US_ASCII));
            }
            out.columns(names);
            out.row(values.toArray(new byte[0][]));
            out.end();
            return;
        }
        statements.add(text);
        Reply reply = null;
        synchronized (replies) {
            for (Map.Entry<String, Reply> known : replies.entrySet()) {
                if (reply == null && lower.startsWith(known.getKey())) {
                    reply = known.getValue();
                }
            }
        }
        if (reply == null) {
            out.error(SYNTAX, "42000", "You have an error in your SQL syntax");
        } else {
            reply.send(out);
        }
    }

    /** Without what tells the server how long it may take. */
    private static String plain(String sql) {
        return sql.replaceFirst("^SET STATEMENT \\S+ FOR ", "").replaceFirst(" /\\*\\+.*?\\*/", "");
    }
}
