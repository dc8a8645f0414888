package dev.sonde.node.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AuxvTest {
    private static byte[] auxv(long... words) {
        ByteBuffer buffer = ByteBuffer.allocate(words.length * Long.BYTES).order(ByteOrder.nativeOrder());
        for (long word : words) {
            buffer.putLong(word);
        }
        return buffer.array();
    }

    @Test
    void findsThePageSize() {
        byte[] auxv = auxv(33, 0x7ffff, 16, 0xbfebfbff, 6, 65536, 17, 100, 0, 0);
        assertThat(Auxv.pageSize(auxv, auxv.length)).isEqualTo(65536);
    }

    @Test
    void assumesTheUsualOneWhereItIsNotTold() {
        byte[] auxv = auxv(33, 6, 0, 0);
        assertThat(Auxv.pageSize(auxv, auxv.length)).isEqualTo(4096);
        assertThat(Auxv.pageSize(auxv(6, 65536), 15)).isEqualTo(4096);
        assertThat(Auxv.pageSize(new byte[0], 0)).isEqualTo(4096);
    }

    @Test
    void saysOfThisHostWhatGetconfSays() throws IOException {
        Process process = new ProcessBuilder("getconf", "PAGESIZE").start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertThat(Auxv.pageSize()).isEqualTo(Long.parseLong(text));
    }
}
