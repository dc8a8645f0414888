package dev.sonde.db.kit;

import java.io.BufferedInputStream;
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
 * A server that speaks Redis' protocol and answers commands by what they begin with, from recorded replies; a command
 * without one is unknown, as it is on a server that does not have it.
 */
public final class ScriptedRedis implements AutoCloseable {
    private final Map<String, String> replies = new LinkedHashMap<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final TcpServer server;

    public ScriptedRedis() throws IOException {
        server = TcpServer.start(this::serve);
        for (String command : List.of("CLIENT SETNAME", "SELECT", "PING", "AUTH")) {
            raw(command, "+OK\r\n");
        }
    }

    /** Commands that begin so are answered so, in the protocol's words; the first of several that fit. */
    public ScriptedRedis raw(String beginning, String reply) {
        synchronized (replies) {
            replies.put(beginning, reply);
        }
        return this;
    }

    /** As {@link #raw}, with a text; line feeds become the protocol's line ends. */
    public ScriptedRedis text(String beginning, String text) {
        return raw(beginning, bulk(text.replace("\n", "\r\n")));
    }

    /** As {@link #raw}, with a list of texts, one a line; one that is a whole number in brackets is a number. */
    public ScriptedRedis list(String beginning, String lines) {
        return raw(beginning, array(lines));
    }

    /** A list of texts, one a line, as the protocol has it. */
    public static String array(String lines) {
        StringBuilder out = new StringBuilder();
        String[] all = lines.isBlank() ? new String[0] : lines.strip().split("\n");
        out.append('*').append(all.length).append("\r\n");
        for (String line : all) {
            String text = line.strip();
            out.append(text.matches("\\[-?\\d+]") ? ":" + text.substring(1, text.length() - 1) + "\r\n" : bulk(text));
        }
        return out.toString();
    }

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }

    public String address() {
        return "redis://127.0.0.1:" + server.port();
    }

    /** What clients have asked. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    public TcpServer server() {
        return server;
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        OutputStream out = socket.getOutputStream();
        socket.setTcpNoDelay(true);
        while (true) {
            String command = command(in);
            commands.add(command);
            out.write(reply(command).getBytes(StandardCharsets.UTF_8));
        }
    }

    private String reply(String command) {
        synchronized (replies) {
            for (Map.Entry<String, String> known : replies.entrySet()) {
                if (command.toUpperCase(Locale.ROOT).startsWith(known.getKey().toUpperCase(Locale.ROOT))) {
                    return known.getValue();
                }
            }
        }
        return "-ERR unknown command\r\n";
    }

    private static String command(InputStream in) throws IOException {
        int words = Integer.parseInt(line(in).substring(1));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < words; i++) {
            int length = Integer.parseInt(line(in).substring(1));
            all.add(new String(in.readNBytes(length), StandardCharsets.UTF_8));
            in.skipNBytes(2);
        }
        return String.join(" ", all);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (c < 0) {
                throw new EOFException("the client has gone");
            }
            if (c == '\n') {
                return line.toString().strip();
            }
            line.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
