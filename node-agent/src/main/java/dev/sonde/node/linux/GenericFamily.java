package dev.sonde.node.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A family of generic netlink, found by its name when it is first needed: the kernel numbers families as their modules
 * are loaded. One thread at a time.
 */
final class GenericFamily {
    /** Bytes of {@code struct genlmsghdr}, which precedes the attributes. */
    static final int HEADER = 4;

    private static final int GENL_ID_CTRL = 16;
    private static final byte CTRL_CMD_GETFAMILY = 3;
    private static final int CTRL_ATTR_FAMILY_ID = 1;
    private static final int CTRL_ATTR_FAMILY_NAME = 2;

    private final NetlinkDump dump;
    private final byte[] name;
    private int id;

    GenericFamily(NetlinkDump dump, String name) {
        this.dump = dump;
        this.name = (name + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    /** Its number, or 0 when this kernel does not have it, or not yet. */
    int id() throws IOException {
        if (id == 0) {
            dump.run(request(GENL_ID_CTRL, CTRL_CMD_GETFAMILY), GENL_ID_CTRL, new Reader());
        }
        return id;
    }

    /** To be asked for anew: its module may have been loaded again. */
    void forget() {
        id = 0;
    }

    /** A request without attributes. */
    static byte[] request(int family, byte command) {
        byte[] request = new byte[NetlinkDump.HEADER + HEADER];
        request[4] = (byte) family;
        request[5] = (byte) (family >> 8);
        request[NetlinkDump.HEADER] = command;
        request[NetlinkDump.HEADER + 1] = 1;
        return request;
    }

    private final class Reader implements NetlinkDump.Handler {
        @Override
        public void begin() {
            id = 0;
        }

        @Override
        public void message(byte[] bytes, int from, int to) {
            int text = NetlinkBytes.attribute(bytes, from + HEADER, to, CTRL_ATTR_FAMILY_NAME);
            int number = NetlinkBytes.attribute(bytes, from + HEADER, to, CTRL_ATTR_FAMILY_ID);
            if (text < 0 || number < 0 || NetlinkBytes.size(bytes, number) < 2) {
                return;
            }
            if (Arrays.equals(bytes, text, text + NetlinkBytes.size(bytes, text), name, 0, name.length)) {
                id = NetlinkBytes.u16(bytes, number);
            }
        }
    }
}
