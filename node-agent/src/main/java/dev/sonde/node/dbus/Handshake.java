package dev.sonde.node.dbus;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The conversation that opens a connection. We authenticate by what the kernel says of the socket and name no user
 * ourselves: inside a user namespace our number is not what the bus sees.
 */
final class Handshake {
    private static final int LONGEST_LINE = 16 << 10;
    private static final String WHAT = "the answer to the authentication";

    private final BusSocket socket;
    private final long deadlineNanos;

    private Handshake(BusSocket socket, long deadlineNanos) {
        this.socket = socket;
        this.deadlineNanos = deadlineNanos;
    }

    static void run(BusSocket socket, long deadlineNanos) throws IOException {
        new Handshake(socket, deadlineNanos).run();
    }

    private void run() throws IOException {
        send("\0AUTH EXTERNAL\r\n");
        String answer = line();
        if (answer.equals("DATA")) {
            send("DATA\r\n");
            answer = line();
        }
        if (!answer.startsWith("OK")) {
            String shown = answer.length() <= 80 ? answer : answer.substring(0, 80);
            throw new BusException("the bus refuses our authentication: " + printable(shown));
        }
        send("BEGIN\r\n");
    }

    private void send(String text) throws IOException {
        socket.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), deadlineNanos, WHAT);
    }

    /** The bus says nothing beyond a line until it is spoken to. */
    private String line() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(LONGEST_LINE);
        do {
            if (!buffer.hasRemaining()) {
                throw new BusException("the bus does not end a line of the authentication");
            }
            socket.read(buffer, deadlineNanos, WHAT);
        } while (buffer.get(buffer.position() - 1) != '\n');
        return new String(buffer.array(), 0, buffer.position(), StandardCharsets.ISO_8859_1).trim();
    }

    private static String printable(String text) {
        StringBuilder printable = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable.append(c < ' ' || c > '~' ? '?' : c);
        }
        return printable.toString();
    }
}
