package dev.sonde.node.linux;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The system calls of a kernel that the test writes: netlink answers are bytes it builds, in the layout of
 * linux/netlink.h and linux/rtnetlink.h.
 */
public final class FakeKernel implements SystemCalls {
    private static final int RTM_NEWLINK = 16;
    private static final int RTM_NEWADDR = 20;

    /** Makes the datagrams that answer a request, given its sequence number; an empty one is an interrupted call. */
    private final Function<Request, List<byte[]>> answers;

    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private int openSockets;
    private int opened;
    private int requests;
    private int socketError;
    private int receiveError;
    private int largestReceive;
    private int clockState;
    private long[] clock = new long[TIMEX_WORDS];

    /** A request as it was sent. */
    public record Request(byte[] bytes, int type, int flags, int sequence, int number) {}

    public FakeKernel(Function<Request, List<byte[]>> answers) {
        this.answers = answers;
    }

    /** Answers every link dump with these messages, one datagram for all and one for the end. */
    public static FakeKernel links(byte[]... attributesOfLinks) {
        return new FakeKernel(request -> {
            if (request.type() != 18) {
                return List.of(done(request.sequence()));
            }
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] link : attributesOfLinks) {
                all.writeBytes(message(RTM_NEWLINK, 2, request.sequence(), link));
            }
            return List.of(all.toByteArray(), done(request.sequence()));
        });
    }

    public static byte[] message(int type, int flags, int sequence, byte[] payload) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + (payload.length + 3 & ~3)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(16 + payload.length).putShort((short) type).putShort((short) flags);
        bytes.putInt(sequence).putInt(4711).put(payload);
        return bytes.array();
    }

    public static byte[] done(int sequence) {
        return message(3, 2, sequence, new byte[4]);
    }

    public static byte[] newAddress(int sequence, byte[] payload) {
        return message(RTM_NEWADDR, 2, sequence, payload);
    }

    public static byte[] newLink(int sequence, byte[] payload) {
        return message(RTM_NEWLINK, 2, sequence, payload);
    }

    public static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** {@code struct ifinfomsg} and attributes. */
    public static byte[] link(int index, int type, int flags, byte[]... attributes) {
        ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort((short) 0)
                .putShort((short) type)
                .putInt(index)
                .putInt(flags)
                .putInt(0);
        return concat(head.array(), concat(attributes));
    }

    /** {@code struct ifaddrmsg} and attributes. */
    public static byte[] address(int family, int prefix, int index, byte[]... attributes) {
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) family).put((byte) prefix).putShort((short) 0).putInt(index);
        return concat(head.array(), concat(attributes));
    }

    /** {@code struct ndmsg}. */
    public static byte[] neighbour(int family, int index, int state) {
        return words(family, index, state);
    }

    /** {@code struct inet_diag_msg}. */
    public static byte[] tcpSocket(int state, int receiveQueue, int sendQueue) {
        return ByteBuffer.allocate(72)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(0, (byte) 2)
                .put(1, (byte) state)
                .putInt(56, receiveQueue)
                .putInt(60, sendQueue)
                .array();
    }

    /** {@code struct rtmsg} of a route in the main table, and attributes. */
    public static byte[] route(int family, int prefix, int protocol, int type, byte[]... attributes) {
        byte[] head = {(byte) family, (byte) prefix, 0, 0, (byte) 254, (byte) protocol, 0, (byte) type, 0, 0, 0, 0};
        return concat(head, concat(attributes));
    }

    /** {@code struct rtnexthop} and attributes. */
    public static byte[] nextHop(int index, int hops, byte[]... attributes) {
        byte[] all = concat(new byte[8], concat(attributes));
        ByteBuffer.wrap(all)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) all.length)
                .put(3, (byte) hops)
                .putInt(4, index);
        return all;
    }

    /** {@code struct tcmsg} and attributes. */
    public static byte[] qdisc(int index, int parent, byte[]... attributes) {
        return concat(words(0, index, 0, parent, 1), concat(attributes));
    }

    /** Little-endian words. */
    public static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * words.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    public static byte[] attribute(int type, byte[] value) {
        ByteBuffer bytes = ByteBuffer.allocate(4 + (value.length + 3 & ~3)).order(ByteOrder.LITTLE_ENDIAN);
        return bytes.putShort((short) (4 + value.length))
                .putShort((short) type)
                .put(value)
                .array();
    }

    public static byte[] name(String name) {
        return attribute(3, (name + "\0").getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] u32(int type, int value) {
        return attribute(
                type,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(value)
                        .array());
    }

    public static byte[] u8(int type, int value) {
        return attribute(type, new byte[] {(byte) value});
    }

    public static byte[] stats64(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return attribute(23, bytes.array());
    }

    public static byte[] stats32(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            bytes.putInt(value);
        }
        return attribute(7, bytes.array());
    }

    /** From now on sockets cannot be made, or again when 0. */
    public void socketError(int errno) {
        socketError = errno;
    }

    /** The next receive fails. */
    public void receiveError(int errno) {
        receiveError = errno;
    }

    public int openSockets() {
        return openSockets;
    }

    public int opened() {
        return opened;
    }

    public int requests() {
        return requests;
    }

    /** Capacity of the largest buffer that was given to receive into. */
    public int largestReceive() {
        return largestReceive;
    }

    @Override
    public int netlink(int protocol) {
        if (socketError != 0) {
            return -socketError;
        }
        openSockets++;
        opened++;
        return 100;
    }

    @Override
    public int send(int fd, byte[] message, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        requests++;
        waiting.addAll(answers.apply(
                new Request(message.clone(), bytes.getShort(4), bytes.getShort(6), bytes.getInt(8), requests)));
        return length;
    }

    @Override
    public int receive(int fd, ByteBuffer into) {
        largestReceive = Math.max(largestReceive, into.capacity());
        if (receiveError != 0) {
            int error = receiveError;
            receiveError = 0;
            return -error;
        }
        byte[] datagram = waiting.poll();
        if (datagram == null) {
            return -Errno.EAGAIN;
        }
        if (datagram.length == 0) {
            return -Errno.EINTR;
        }
        into.put(0, datagram, 0, Math.min(datagram.length, into.capacity()));
        return datagram.length;
    }

    /** What interfaces say to {@code SIOCETHTOOL}. */
    public interface Ethtool {
        /** Changes the structure and gives 0, or gives a negative errno. */
        int answer(String device, ByteBuffer command);
    }

    private Ethtool ethtool = (device, command) -> -Errno.EOPNOTSUPP;

    public void ethtool(Ethtool answers) {
        ethtool = answers;
    }

    @Override
    public int interfaceSocket() {
        return netlink(0);
    }

    @Override
    public int ethtool(int fd, byte[] device, ByteBuffer command) {
        return ethtool.answer(new String(device, StandardCharsets.UTF_8), command);
    }

    /** What events count: by CPU and the bytes of their attributes. */
    public interface Perf {
        /** The descriptor of an event or a negative errno. */
        int open(byte[] attributes, int cpu);

        /** Its value or a negative errno. */
        long value(int fd);
    }

    private @Nullable Perf perf;

    public void perf(Perf events) {
        perf = events;
    }

    @Override
    public int perfEvent(byte[] attributes, int cpu) {
        int fd = perf == null ? -Errno.ENOSYS : perf.open(attributes, cpu);
        openSockets += fd < 0 ? 0 : 1;
        return fd;
    }

    @Override
    public int read(int fd, long[] into) {
        long value = perf == null ? -Errno.ENOSYS : perf.value(fd);
        into[0] = value;
        return value < 0 ? (int) value : Long.BYTES;
    }

    @Override
    public void close(int fd) {
        openSockets--;
        waiting.clear();
    }

    @Override
    public int open(byte[] path) {
        return -Errno.ENOSYS;
    }

    @Override
    public int ioctl(int fd, boolean writes, int type, int number, int size, ByteBuffer argument) {
        return -Errno.ENOSYS;
    }

    @Override
    public int stat(byte[] path, FileSystemReading into) {
        return -Errno.ENOSYS;
    }

    /** What adjtimex gives. */
    public void adjtimex(int state, long[] words) {
        clockState = state;
        clock = words;
    }

    @Override
    public int adjtimex(long[] timex) {
        System.arraycopy(clock, 0, timex, 0, timex.length);
        return clockState;
    }

    @Override
    public int notify(byte[] address, byte[] message) {
        return -Errno.ENOSYS;
    }

    /** All that was asked for, for a test to read. */
    public static List<String> names(LinkTable table) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < table.size(); i++) {
            names.add(table.get(i).name().toString());
        }
        return names;
    }
}
