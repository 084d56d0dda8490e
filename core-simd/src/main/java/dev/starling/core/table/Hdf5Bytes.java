package dev.starling.core.table;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that are added up, little-endian; room grows with them.
final class Hdf5Bytes {
    /// Where a part of a file may begin.
    static final int ALIGNMENT = 8;

    private ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);

    int size() {
        return bytes.position();
    }

    private ByteBuffer room(long more) {
        long needed = bytes.position() + more;
        if (needed > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException("a file of " + needed + " bytes is more than the 2 GB that are written at once");
        }
        if (needed > bytes.capacity()) {
            byte[] larger = Arrays.copyOf(bytes.array(), (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * bytes.capacity())));
            bytes = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN).position(bytes.position());
        }
        return bytes;
    }

    /// Single bytes.
    Hdf5Bytes bytes(int... values) {
        for (int value : values) {
            room(1).put((byte) value);
        }
        return this;
    }

    Hdf5Bytes bytes(byte[] values) {
        room(values.length).put(values);
        return this;
    }

    Hdf5Bytes bytes(Hdf5Bytes other) {
        room(other.size()).put(other.bytes.array(), 0, other.size());
        return this;
    }

    Hdf5Bytes shortInteger(int value) {
        room(Short.BYTES).putShort((short) value);
        return this;
    }

    Hdf5Bytes integer(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    Hdf5Bytes longInteger(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    Hdf5Bytes number(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    /// In UTF-8, with a zero behind.
    Hdf5Bytes text(String text) {
        return bytes(text.getBytes(StandardCharsets.UTF_8)).bytes(0);
    }

    /// Zeros, until the size is this.
    Hdf5Bytes zerosTo(int size) {
        room(size - size()).position(size);
        return this;
    }

    /// Zeros, until another part may begin.
    Hdf5Bytes aligned() {
        return zerosTo(Math.ceilDiv(size(), ALIGNMENT) * ALIGNMENT);
    }

    /// Overwrites what stands at a place.
    void longInteger(int at, long value) {
        bytes.putLong(at, value);
    }

    /// Puts others over what stands at a place.
    void overwrite(int at, Hdf5Bytes others) {
        bytes.put(at, others.bytes.array(), 0, others.size());
    }

    byte[] whole() {
        return Arrays.copyOf(bytes.array(), size());
    }
}
