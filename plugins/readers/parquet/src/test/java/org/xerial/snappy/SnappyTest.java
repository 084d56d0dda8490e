package org.xerial.snappy;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/// What is packed comes out, however far back it repeats.
class SnappyTest {
    /// 60,000 bytes as they are, and the first 64 of them again.
    @Test
    void aRepetitionMayLieFarBack() throws IOException {
        byte[] literal = new byte[60_000];
        new Random(1).nextBytes(literal);
        ByteBuffer packed = ByteBuffer.allocate(literal.length + 16);
        int length = literal.length + 64;
        packed.put((byte) (length & 0x7F | 0x80)).put((byte) (length >> 7 & 0x7F | 0x80)).put((byte) (length >> 14));
        packed.put((byte) 0xF4).put((byte) (literal.length - 1)).put((byte) (literal.length - 1 >> 8)).put(literal);
        packed.put((byte) (63 << 2 | 2)).put((byte) literal.length).put((byte) (literal.length >> 8)).flip();
        ByteBuffer unpacked = ByteBuffer.allocate(length);
        assertThat(Snappy.uncompress(packed, unpacked)).isEqualTo(length);
        byte[] out = new byte[length];
        unpacked.get(out);
        assertThat(out).startsWith(literal);
        for (int k = 0; k < 64; k++) {
            assertThat(out[literal.length + k]).isEqualTo(literal[k]);
        }
    }
}
