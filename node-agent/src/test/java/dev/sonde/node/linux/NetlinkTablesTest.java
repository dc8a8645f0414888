package dev.sonde.node.linux;

import static dev.sonde.node.linux.FakeKernel.attribute;
import static dev.sonde.node.linux.FakeKernel.concat;
import static dev.sonde.node.linux.FakeKernel.done;
import static dev.sonde.node.linux.FakeKernel.message;
import static dev.sonde.node.linux.FakeKernel.u32;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.node.collector.ParserFuzz;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tables beside that of the links: what they take from the kernel's messages, and that they take any bytes. */
class NetlinkTablesTest {
    private static final int NEW_NEIGHBOUR = 28;
    private static final int NEW_ROUTE = 24;
    private static final int NEW_QDISC = 36;
    private static final int SOCK_DIAG = 20;

    /** A kernel that answers everything with these payloads of one type. */
    private static FakeKernel kernel(int type, byte[]... payloads) {
        return new FakeKernel(request -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            for (byte[] payload : payloads) {
                all.writeBytes(message(type, 2, request.sequence(), payload));
            }
            return List.of(all.toByteArray(), done(request.sequence()));
        });
    }

    private static NeighbourTable neighbours(SystemCalls calls) throws IOException {
        NeighbourTable table = new NeighbourTable(calls);
        table.read();
        return table;
    }

    private static TcpSockets sockets(SystemCalls calls) throws IOException {
        TcpSockets table = new TcpSockets(calls);
        table.read(TcpSockets.IPV4);
        return table;
    }

    private static RouteTable routes(SystemCalls calls) throws IOException {
        RouteTable table = new RouteTable(calls);
        table.read();
        return table;
    }

    private static QdiscTable disciplines(SystemCalls calls) throws IOException {
        QdiscTable table = new QdiscTable(calls);
        table.read();
        return table;
    }

    @Test
    void countsNeighboursThatNeedResolution() throws IOException {
        NeighbourTable table = neighbours(kernel(
                NEW_NEIGHBOUR,
                FakeKernel.neighbour(2, 3, 2),
                FakeKernel.neighbour(2, 3, 0x80),
                FakeKernel.neighbour(2, 3, 0x40),
                FakeKernel.neighbour(10, 3, 2),
                FakeKernel.neighbour(2, 70_000, 4),
                new byte[11]));

        assertThat(table.counts().get(3)).isEqualTo(2);
        assertThat(table.counts().get(70_000)).isEqualTo(1);
        assertThat(table.counts().get(4)).isZero();
        assertThat(table.counts().total()).isEqualTo(3);
    }

    @Test
    void countsNeighboursOfManyInterfaces() throws IOException {
        byte[][] payloads = new byte[20_000][];
        for (int i = 0; i < payloads.length; i++) {
            payloads[i] = FakeKernel.neighbour(2, 1 + i % 5_000, 2);
        }
        NeighbourTable table = neighbours(kernel(NEW_NEIGHBOUR, Arrays.copyOf(payloads, 1_000)));
        assertThat(table.counts().get(1_000)).isEqualTo(1);

        table = neighbours(new FakeKernel(request -> {
            List<byte[]> datagrams = new ArrayList<>();
            for (byte[] payload : payloads) {
                datagrams.add(message(NEW_NEIGHBOUR, 2, request.sequence(), payload));
            }
            datagrams.add(done(request.sequence()));
            return datagrams;
        }));

        for (int index = 1; index <= 5_000; index++) {
            assertThat(table.counts().get(index)).isEqualTo(4);
        }
    }

    @Test
    void sumsSocketsByState() throws IOException {
        TcpSockets table = sockets(kernel(
                SOCK_DIAG,
                FakeKernel.tcpSocket(1, 10, 20),
                FakeKernel.tcpSocket(1, -1, 0),
                FakeKernel.tcpSocket(10, 0, 4096),
                FakeKernel.tcpSocket(200, 0, 0),
                new byte[71]));

        assertThat(table.sockets(1)).isEqualTo(2);
        assertThat(table.sockets(10)).isEqualTo(1);
        assertThat(table.sockets(0)).isEqualTo(1);
        assertThat(table.receiveQueue()).isEqualTo(10 + 0xffffffffL);
        assertThat(table.sendQueue()).isEqualTo(4116);
    }

    @Test
    void asksForSocketsAsTheKernelWantsIt() throws IOException {
        List<byte[]> asked = new ArrayList<>();
        FakeKernel kernel = new FakeKernel(request -> {
            asked.add(request.bytes());
            return List.of(done(request.sequence()));
        });
        new TcpSockets(kernel).read(TcpSockets.IPV6);

        assertThat(asked.get(0)).hasSize(72);
        // Length, SOCK_DIAG_BY_FAMILY, flags; family, protocol, extensions, padding, states.
        assertThat(Arrays.copyOf(asked.get(0), 8)).containsExactly(72, 0, 0, 0, 20, 0, 1, 3);
        assertThat(Arrays.copyOfRange(asked.get(0), 16, 24)).containsExactly(10, 6, 0, 0, -1, 15, 0, 0);
    }

    @Test
    void aHundredThousandSocketsTakeNoMoreRoomThanOne() throws IOException {
        byte[] socket = FakeKernel.tcpSocket(1, 1, 2);
        FakeKernel kernel = new FakeKernel(request -> {
            byte[] one = message(SOCK_DIAG, 2, request.sequence(), socket);
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                part.writeBytes(one);
            }
            // The same array time and again: what the kernel holds does not grow either.
            List<byte[]> datagrams = new ArrayList<>(Collections.nCopies(1_000, part.toByteArray()));
            datagrams.add(done(request.sequence()));
            return datagrams;
        });
        TcpSockets table = sockets(kernel);

        assertThat(table.sockets(1)).isEqualTo(100_000);
        assertThat(table.receiveQueue()).isEqualTo(100_000);
        assertThat(table.sendQueue()).isEqualTo(200_000);
        assertThat(kernel.largestReceive()).isLessThanOrEqualTo(64 << 10);
    }

    @Test
    void keepsUnicastRoutesWithTheirNextHops() throws IOException {
        byte[] hops = concat(
                FakeKernel.nextHop(4, 2, attribute(5, new byte[] {10, 1, 0, 5})),
                FakeKernel.nextHop(5, 0),
                new byte[] {3, 0, 0, 0});
        RouteTable table = routes(kernel(
                NEW_ROUTE,
                FakeKernel.route(2, 0, 16, 1, u32(4, 7), attribute(5, new byte[] {10, 1, 0, 1}), u32(6, -1)),
                FakeKernel.route(
                        2, 24, 2, 1, attribute(1, new byte[] {10, 1, 0, 0}), u32(4, 7), attribute(7, new byte[4])),
                FakeKernel.route(2, 16, 186, 1, attribute(1, new byte[] {10, 9, 0, 0}), attribute(9, hops)),
                FakeKernel.route(10, 64, 3, 1, attribute(1, new byte[15]), u32(4, 7)),
                FakeKernel.route(2, 8, 3, 6, u32(4, 7)),
                FakeKernel.route(28, 8, 3, 1, u32(4, 7)),
                new byte[11]));

        assertThat(table.size()).isEqualTo(5);
        assertThat(table.prefix(0)).isZero();
        assertThat(table.priority(0)).isEqualTo(0xffffffffL);
        assertThat(table.protocol(0)).isEqualTo(16);
        assertThat(table.gateway(0)).containsExactly(10, 1, 0, 1);
        assertThat(table.source(0)).isEmpty();
        assertThat(table.destination(1)).containsExactly(10, 1, 0, 0);
        assertThat(table.source(1)).isEmpty();
        assertThat(table.gateway(1)).isEmpty();
        assertThat(table.index(2)).isEqualTo(4);
        assertThat(table.weight(2)).isEqualTo(3);
        assertThat(table.protocol(2)).isEqualTo(186);
        assertThat(table.gateway(2)).containsExactly(10, 1, 0, 5);
        assertThat(table.index(3)).isEqualTo(5);
        assertThat(table.weight(3)).isEqualTo(1);
        assertThat(table.gateway(3)).isEmpty();
        assertThat(table.destination(4)).hasSize(16).containsOnly(0);
        assertThat(table.weight(4)).isZero();
        assertThat(table.counts().get(7)).isEqualTo(3);
        assertThat(table.counts().total()).isEqualTo(5);
    }

    @Test
    void keepsNoMoreRoutesThanItsLimitButCountsAll() throws IOException {
        int datagrams = RouteTable.MAX_KEPT / 100 + 1;
        FakeKernel kernel = new FakeKernel(request -> {
            byte[] one = message(NEW_ROUTE, 2, request.sequence(), FakeKernel.route(2, 8, 3, 1, u32(4, 7)));
            ByteArrayOutputStream part = new ByteArrayOutputStream();
            for (int i = 0; i < 100; i++) {
                part.writeBytes(one);
            }
            List<byte[]> all = new ArrayList<>(Collections.nCopies(datagrams, part.toByteArray()));
            all.add(done(request.sequence()));
            return all;
        });
        RouteTable table = routes(kernel);

        assertThat(table.size()).isEqualTo(RouteTable.MAX_KEPT);
        assertThat(table.counts().get(7)).isEqualTo(RouteTable.MAX_KEPT + 100);
    }

    @Test
    void readsRootDisciplines() throws IOException {
        byte[] queue = FakeKernel.words(5, 6, 7, 8, 9);
        byte[] basic = FakeKernel.words(1, 1, -1);
        QdiscTable table = disciplines(kernel(
                NEW_QDISC,
                FakeKernel.qdisc(
                        2,
                        -1,
                        attribute(1, "mq\0".getBytes()),
                        attribute(
                                7,
                                concat(
                                        attribute(3, queue),
                                        attribute(1, basic),
                                        attribute(8, FakeKernel.words(0, 1))))),
                FakeKernel.qdisc(2, 0x10001, attribute(1, "fq\0".getBytes())),
                FakeKernel.qdisc(2, 0xfffffff1, attribute(1, "ingress\0".getBytes())),
                FakeKernel.qdisc(
                        3,
                        0,
                        attribute(3, FakeKernel.words(1, 0, 2, 3, 4, 0, 0, 5, 6)),
                        attribute(1, "old".getBytes())),
                FakeKernel.qdisc(4, -1, attribute(1, "bare\0".getBytes()), attribute(7, attribute(1, new byte[11]))),
                FakeKernel.qdisc(5, -1),
                FakeKernel.qdisc(6, -1, attribute(1, new byte[1])),
                new byte[19]));

        assertThat(table.size()).isEqualTo(3);
        Qdisc mq = table.get(0);
        assertThat(mq.kind()).hasToString("mq");
        assertThat(mq.index()).isEqualTo(2);
        assertThat(mq.bytes()).isEqualTo(0x100000001L);
        assertThat(mq.packets()).isEqualTo(0x100000000L);
        assertThat(new long[] {mq.length(), mq.backlog(), mq.drops(), mq.requeues(), mq.overlimits()})
                .containsExactly(5, 6, 7, 8, 9);
        Qdisc old = table.get(1);
        assertThat(old.kind()).hasToString("old");
        assertThat(new long[] {old.bytes(), old.packets(), old.drops(), old.overlimits(), old.length(), old.backlog()})
                .containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(table.get(2).kind()).hasToString("bare");
        assertThat(table.get(2).bytes()).isZero();
    }

    @Test
    void aDumpWithAHoleIsAskedForAgain() throws IOException {
        FakeKernel overrun = new FakeKernel(request -> request.number() == 1
                ? List.of(
                        message(SOCK_DIAG, 2, request.sequence(), FakeKernel.tcpSocket(1, 1, 1)),
                        message(4, 2, request.sequence(), new byte[0]))
                : List.of(
                        message(SOCK_DIAG, 2, request.sequence(), FakeKernel.tcpSocket(1, 1, 1)),
                        done(request.sequence())));
        assertThat(sockets(overrun).sockets(1)).isEqualTo(1);
        assertThat(overrun.requests()).isEqualTo(2);
        assertThat(overrun.opened()).isEqualTo(2);
        assertThat(overrun.openSockets()).isEqualTo(1);

        FakeKernel full = kernel(SOCK_DIAG, FakeKernel.tcpSocket(1, 1, 1));
        full.receiveError(Errno.ENOBUFS);
        assertThat(sockets(full).sockets(1)).isEqualTo(1);
        assertThat(full.opened()).isEqualTo(2);
    }

    @Test
    void oneWithAHoleNeverStands() {
        FakeKernel kernel = new FakeKernel(request -> List.of(message(4, 2, request.sequence(), new byte[0])));

        assertThatThrownBy(() -> sockets(kernel)).hasMessage("netlink: receive: no buffer space available");
        assertThat(kernel.requests()).isEqualTo(3);
        assertThat(kernel.openSockets()).isZero();
    }

    @Test
    void tellsRefusalsFromBreakage() {
        for (int errno : new int[] {
            Errno.EPERM,
            Errno.ENOENT,
            Errno.EACCES,
            Errno.ENOSYS,
            Errno.EPROTONOSUPPORT,
            Errno.EOPNOTSUPP,
            Errno.EAFNOSUPPORT
        }) {
            assertThat(new SystemCallException("call", errno).isRefusal()).isTrue();
        }
        assertThat(new SystemCallException("call", Errno.ENOBUFS).isRefusal()).isFalse();
        assertThat(new SystemCallException("call", Errno.EAGAIN)).hasMessage("call: resource temporarily unavailable");
    }

    /** Reads one dump of a kernel. */
    private interface Reader {
        void read(SystemCalls calls) throws IOException;
    }

    @Tag("fuzz")
    @Test
    void takeAnyBytes() {
        byte[] hops = concat(FakeKernel.nextHop(4, 2, attribute(5, new byte[4])), FakeKernel.nextHop(5, 0));
        Function<byte[], byte[]> route = payload -> message(NEW_ROUTE, 2, 1, payload);
        fuzz(NetlinkTablesTest::neighbours, message(NEW_NEIGHBOUR, 2, 1, FakeKernel.neighbour(2, 3, 2)));
        fuzz(NetlinkTablesTest::sockets, message(SOCK_DIAG, 2, 1, FakeKernel.tcpSocket(1, 1, 1)));
        fuzz(
                calls -> {
                    RouteTable table = routes(calls);
                    for (int i = 0; i < table.size(); i++) {
                        assertThat(table.destination(i).length + table.gateway(i).length + table.source(i).length)
                                .isBetween(4, 48);
                    }
                },
                concat(
                        route.apply(FakeKernel.route(2, 8, 3, 1, attribute(1, new byte[4]), u32(4, 7))),
                        route.apply(FakeKernel.route(10, 8, 3, 1, attribute(1, new byte[16]), attribute(9, hops)))));
        fuzz(
                NetlinkTablesTest::disciplines,
                message(
                        NEW_QDISC,
                        2,
                        1,
                        FakeKernel.qdisc(
                                2,
                                -1,
                                attribute(1, "mq\0".getBytes()),
                                attribute(3, new byte[36]),
                                attribute(7, concat(attribute(3, new byte[20]), attribute(1, new byte[12]))))));
    }

    private static void fuzz(Reader reader, byte[] sound) {
        Random random = new Random(11);
        int read = 0;
        for (int round = 0; round < ParserFuzz.runs(10_000); round++) {
            byte[] broken =
                    Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(sound.length + 1) : sound.length);
            for (int i = 0; i < round % 6 && broken.length > 0; i++) {
                broken[random.nextInt(broken.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : i);
            }
            try {
                reader.read(new FakeKernel(request -> List.of(broken, done(request.sequence()))));
                read++;
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("netlink: ");
            }
        }
        assertThat(read).isPositive();
    }
}
