package dev.sonde.node.dbus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sonde.node.collector.ParserFuzz;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers with bytes changed, moved and cut: each is read or refused, and never anything else. */
@Tag("fuzz")
final class MessageFuzzTest {
    private static final int RUNS = ParserFuzz.runs(100_000);
    private static final int LIMIT = 1 << 20;
    private static final String TYPES = "ybnqiuxtdsogvah(){}\0\1\7";

    private static final String HOST = """
            manager | Version=s:252.39-1~deb12u1
            unit | a.service | loaded | active | Service.Type=s:notify Service.ExecStart=a(sasbttu):/bin/true Service.Environment=as:A=1,B=2 Unit.Job=(uo):/ Service.TasksCurrent=t:7 Unit.CanStop=b:true Service.NRestarts=u:3
            unit | b.timer | not-found | inactive
            session | c1 | seat0 | Type=s:tty
            """;

    @TempDir
    Path directory;

    private final BusMessage message = new BusMessage();
    private final PropertyReader reader = new PropertyReader("Type", "NRestarts", "Job", "Environment");

    @ParameterizedTest
    @ValueSource(strings = {"little", "big"})
    void isReadOrRefused(String order) throws IOException {
        ByteOrder byteOrder = order.equals("big") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        ScriptedHost host = new ScriptedHost(HOST);
        Random random = new Random(order.hashCode());
        int read = 0;
        try (ScriptedBus bus = new ScriptedBus(directory.resolve("bus"), byteOrder, host)) {
            List<byte[]> messages = List.of(
                    bus.message(1, host.apply(call("ListUnits", "/"))),
                    bus.message(2, host.apply(call("ListSessions", "/"))),
                    bus.message(3, host.apply(call("GetAll", "/org/freedesktop/systemd1/unit/a_2eservice", ""))),
                    bus.message(
                            4,
                            host.apply(call(
                                    "Get",
                                    "/org/freedesktop/systemd1/unit/a_2eservice",
                                    "org.freedesktop.systemd1.Service",
                                    "ExecStart"))));
            for (int kind = 0; kind < messages.size(); kind++) {
                take(kind, messages.get(kind), 0, messages.get(kind).length);
            }
            for (int i = 0; i < RUNS; i++) {
                int kind = random.nextInt(messages.size());
                byte[] changed = change(messages.get(kind), random);
                int start = random.nextInt(4);
                byte[] moved = new byte[start + changed.length];
                System.arraycopy(changed, 0, moved, start, changed.length);
                try {
                    take(kind, moved, start, changed.length);
                    read++;
                } catch (BusException refused) {
                    assertThat(refused.getMessage()).isNotBlank();
                }
            }
        }
        assertThat(read).isBetween(RUNS / 100, RUNS);
    }

    private static Call call(String member, String path, String... arguments) {
        return new Call(1, path, "", member, List.of(arguments));
    }

    private void take(int kind, byte[] bytes, int start, int length) throws BusException {
        if (length < BusMessage.FIXED) {
            return;
        }
        int whole = BusMessage.length(bytes, start, LIMIT);
        if (whole > length) {
            return;
        }
        message.parse(bytes, start, whole);
        switch (kind) {
            case 0 -> list(message.body("a(ssssssouso)"), 7, 2);
            case 1 -> list(message.body("a(susso)"), 1, 3);
            case 2 -> reader.readAll(message);
            default -> reader.read(message, 0);
        }
    }

    private static void list(BusCursor cursor, int before, int behind) throws BusException {
        int end = cursor.array(Long.BYTES);
        while (cursor.position() < end) {
            cursor.align(Long.BYTES);
            for (int i = 0; i < before; i++) {
                cursor.text();
            }
            cursor.uint32();
            for (int i = 0; i < behind; i++) {
                cursor.text();
            }
        }
    }

    private static byte[] change(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] = (byte) random.nextInt();
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes[at] = (byte) TYPES.charAt(random.nextInt(TYPES.length()));
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) random.nextInt(-1, 1));
                case 4 -> bytes[at] += (byte) random.nextInt(-8, 9);
                default -> {
                    int to = random.nextInt(bytes.length);
                    int count = Math.min(random.nextInt(1, 33), bytes.length - Math.max(at, to));
                    System.arraycopy(good, at, bytes, to, count);
                }
            }
        }
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length) + 1) : bytes;
    }
}
