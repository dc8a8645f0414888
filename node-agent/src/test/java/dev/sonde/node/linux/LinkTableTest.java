package dev.sonde.node.linux;

import static dev.sonde.node.linux.FakeKernel.attribute;
import static dev.sonde.node.linux.FakeKernel.concat;
import static dev.sonde.node.linux.FakeKernel.done;
import static dev.sonde.node.linux.FakeKernel.link;
import static dev.sonde.node.linux.FakeKernel.message;
import static dev.sonde.node.linux.FakeKernel.name;
import static dev.sonde.node.linux.FakeKernel.names;
import static dev.sonde.node.linux.FakeKernel.newLink;
import static dev.sonde.node.linux.FakeKernel.stats32;
import static dev.sonde.node.linux.FakeKernel.stats64;
import static dev.sonde.node.linux.FakeKernel.u32;
import static dev.sonde.node.linux.FakeKernel.u8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sonde.node.collector.ParserFuzz;
import dev.sonde.node.jna.NativeCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LinkTableTest {
    private static byte[] plain(int index, String name) {
        return link(index, 1, 0, name(name));
    }

    private static LinkTable read(SystemCalls kernel) throws IOException {
        LinkTable table = new LinkTable(kernel);
        table.read(1);
        return table;
    }

    @Test
    void readsAnInterface() throws IOException {
        byte[] address = {2, (byte) 0xfc, 0, 0, 0, 1};
        LinkTable table = read(FakeKernel.links(link(
                4,
                1,
                0x11043,
                name("eth0"),
                u32(13, 1000),
                u8(16, 6),
                attribute(1, address),
                attribute(2, new byte[] {-1, -1, -1, -1, -1, -1}),
                attribute(20, "up\0".getBytes()),
                stats64(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, -1, 99))));

        Link link = table.get(0);
        assertThat(link.index()).isEqualTo(4);
        assertThat(link.type()).isEqualTo(1);
        assertThat(link.flags()).isEqualTo(0x11043);
        assertThat(link.name()).hasToString("eth0");
        assertThat(link.alias()).hasToString("up");
        assertThat(link.address().address()).isEqualTo("02:fc:00:00:00:01");
        assertThat(link.broadcast().address()).isEqualTo("ff:ff:ff:ff:ff:ff");
        assertThat(link.stats()).startsWith(1, 2, 3).endsWith(23, -1);
    }

    @Test
    void statisticsOf32BitsServeWhereThereAreNoOthers() throws IOException {
        LinkTable table = read(FakeKernel.links(
                link(1, 1, 0, name("old"), stats32(-1, 2)),
                link(2, 1, 0, name("both"), stats32(7, 7), stats64(1, 1)),
                link(3, 1, 0, name("turned"), stats64(1, 1), stats32(7, 7)),
                link(4, 1, 0, name("none"))));

        assertThat(table.get(0).stats()).startsWith(0xffffffffL, 2, 0);
        assertThat(table.get(1).stats()).startsWith(1, 1);
        assertThat(table.get(2).stats()).startsWith(1, 1);
        assertThat(table.get(3).hasStats()).isFalse();
    }

    @Test
    void oneDumpServesAllWhoAskInAScrape() throws IOException {
        FakeKernel kernel = FakeKernel.links(plain(1, "lo"));
        LinkTable table = new LinkTable(kernel);

        table.read(7);
        table.read(7);
        assertThat(kernel.requests()).isEqualTo(1);
        table.read(8);
        assertThat(kernel.requests()).isEqualTo(2);
        assertThat(kernel.opened()).isEqualTo(1);
        table.close();
        assertThat(kernel.openSockets()).isZero();
    }

    @Test
    void aPlaceKnowsWhenItsTextsChange() throws IOException {
        String[] names = {"eth0"};
        FakeKernel kernel = new FakeKernel(request -> List.of(
                newLink(request.sequence(), link(1, 1, request.number(), name(names[0]))), done(request.sequence())));
        LinkTable table = read(kernel);
        int version = table.get(0).textVersion();

        table.read(2);
        assertThat(table.get(0).textVersion()).isEqualTo(version);
        names[0] = "eth1";
        table.read(3);
        assertThat(table.get(0).textVersion()).isNotEqualTo(version);
        assertThat(table.get(0).name()).hasToString("eth1");
    }

    @Test
    void whatIsGoneFromAMessageIsGoneFromTheLink() throws IOException {
        FakeKernel kernel = new FakeKernel(request -> List.of(
                newLink(
                        request.sequence(),
                        request.number() == 1
                                ? link(1, 1, 0, name("a"), attribute(20, new byte[] {'x'}), u32(4, 1500), stats64(1))
                                : link(1, 1, 0, name("a"))),
                done(request.sequence())));
        LinkTable table = read(kernel);
        assertThat(table.get(0).alias()).hasToString("x");

        table.read(2);

        assertThat(table.get(0).alias()).hasToString("");
        assertThat(table.get(0).hasStats()).isFalse();
    }

    @Test
    void aDumpDuringWhichSomethingChangedIsAskedForAgain() throws IOException {
        FakeKernel kernel = new FakeKernel(request -> List.of(
                message(16, request.number() < 2 ? 0x12 : 2, request.sequence(), plain(1, "n" + request.number())),
                done(request.sequence())));

        assertThat(names(read(kernel))).containsExactly("n2");
        assertThat(kernel.opened()).isEqualTo(1);
    }

    @Test
    void andIsTakenAsItIsWhenThingsNeverComeToRest() throws IOException {
        FakeKernel kernel = new FakeKernel(request -> List.of(
                message(16, 0x12, request.sequence(), plain(1, "n" + request.number())), done(request.sequence())));

        assertThat(names(read(kernel))).containsExactly("n3");
        assertThat(kernel.requests()).isEqualTo(3);
    }

    @Test
    void interruptedCallsAndAnswersToOtherQuestionsDoNotMatter() throws IOException {
        FakeKernel kernel = new FakeKernel(request -> List.of(
                new byte[0],
                concat(
                        done(request.sequence() - 1),
                        newLink(request.sequence() - 1, plain(9, "stale")),
                        message(20, 2, request.sequence(), new byte[8]),
                        newLink(request.sequence(), plain(1, "lo"))),
                new byte[0],
                concat(newLink(request.sequence(), plain(2, "eth0")), done(request.sequence()))));

        assertThat(names(read(kernel))).containsExactly("lo", "eth0");
    }

    @Test
    void aMessageLargerThanTheBufferIsAskedForAgain() throws IOException {
        FakeKernel kernel =
                FakeKernel.links(plain(1, "lo"), link(2, 1, 0, name("big"), attribute(22, new byte[50_000])));

        assertThat(names(read(kernel))).containsExactly("lo", "big");
        assertThat(kernel.opened()).isEqualTo(2);
        assertThat(kernel.openSockets()).isEqualTo(1);
    }

    @Test
    void errorsNameTheStepAndCloseTheSocket() throws IOException {
        FakeKernel kernel = FakeKernel.links(plain(1, "lo"));
        LinkTable table = new LinkTable(kernel);
        kernel.socketError(Errno.EAFNOSUPPORT);
        assertThatThrownBy(() -> table.read(1)).hasMessage("netlink: socket: address family not supported by protocol");
        assertThatThrownBy(() -> table.read(1)).hasMessageContaining("socket");

        kernel.socketError(0);
        kernel.receiveError(Errno.ENOTCONN);
        assertThatThrownBy(() -> table.read(2)).hasMessage("netlink: receive: transport endpoint is not connected");
        assertThat(kernel.openSockets()).isZero();
        assertThat(table.size()).isZero();

        table.read(3);
        assertThat(names(table)).containsExactly("lo");
    }

    @Test
    void theKernelsOwnErrorIsTold() {
        FakeKernel refusing = new FakeKernel(
                request -> List.of(message(2, 0, request.sequence(), new byte[] {-1, -1, -1, -1, 0, 0, 0, 0})));
        FakeKernel failing =
                new FakeKernel(request -> List.of(message(3, 2, request.sequence(), new byte[] {-12, -1, -1, -1})));
        FakeKernel silent = new FakeKernel(request -> List.of());

        assertThatThrownBy(() -> read(refusing)).hasMessage("netlink: dump: operation not permitted");
        assertThatThrownBy(() -> read(failing)).hasMessage("netlink: dump: cannot allocate memory");
        assertThatThrownBy(() -> read(silent)).hasMessage("netlink: receive: resource temporarily unavailable");
        assertThat(silent.openSockets()).isZero();
    }

    @Tag("fuzz")
    @Test
    void takesAnyBytes() {
        byte[] sound = concat(
                newLink(1, link(4, 1, 0x11043, name("eth0"), u32(4, 1500), u8(16, 6), stats64(1, 2, 3))),
                newLink(1, link(5, 1, 0, name("eth1"), stats32(1, 2), attribute(52, attribute(53, new byte[9])))),
                done(1));
        Random random = new Random(7);
        int read = 0;
        for (int round = 0; round < ParserFuzz.runs(20_000); round++) {
            byte[] broken = Arrays.copyOf(sound, random.nextInt(sound.length + 1));
            for (int i = 0; i < round % 6 && broken.length > 0; i++) {
                broken[random.nextInt(broken.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : i);
            }
            LinkTable table = new LinkTable(new FakeKernel(request -> List.of(broken, done(request.sequence()))));
            try {
                table.read(1);
                assertThat(table.size()).isBetween(0, 2);
                read++;
            } catch (IOException e) {
                assertThat(e).hasMessageStartingWith("netlink: ");
            }
        }
        assertThat(read).isPositive();
    }

    @Test
    void showsTheInterfacesOfThisMachine() throws IOException {
        LinkTable table = read(Objects.requireNonNull(NativeCalls.get(), NativeCalls.reason()));

        try (Stream<Path> devices = Files.list(Path.of("/sys/class/net"))) {
            assertThat(names(table))
                    .containsExactlyInAnyOrderElementsOf(devices.filter(Files::isDirectory)
                            .map(device -> device.getFileName().toString())
                            .toList());
        }
        for (int i = 0; i < table.size(); i++) {
            Link link = table.get(i);
            Path device = Path.of("/sys/class/net", link.name().toString());
            assertThat(link.hasStats()).isTrue();
            assertThat(Files.readString(device.resolve("address")).trim())
                    .isEqualTo(link.address().address());
            assertThat(Files.readString(device.resolve("ifindex")).trim()).isEqualTo("" + link.index());
        }
        table.close();
    }
}
