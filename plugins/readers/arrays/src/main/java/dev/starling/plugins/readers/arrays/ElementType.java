package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.UnreadableException;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// How a number lies in a file.
enum ElementType {
    BOOLEAN(1),
    INT8(1),
    UINT8(1),
    INT16(2),
    UINT16(2),
    INT32(4),
    UINT32(4),
    INT64(8),
    UINT64(8),
    FLOAT16(2),
    FLOAT32(4),
    FLOAT64(8);

    /// Whole numbers up to here are doubles.
    private static final long EXACT = 1L << 53;

    /// Numbers that are read at a time.
    private static final int CHUNK = 1 << 13;

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    int bytes() {
        return bytes;
    }

    /// The next numbers of a file, one after the other.
    ///
    /// @param count  how many the header claims
    /// @param surely how many of them are known to be there; memory for the others is taken as they come
    double[] read(Bytes in, ByteOrder order, int count, long surely) throws IOException {
        double[] values = new double[(int) Math.min(count, Math.max(surely, CHUNK))];
        for (int at = 0; at < count; ) {
            int now = Math.min(CHUNK, count - at);
            if (at + now > values.length) {
                values = java.util.Arrays.copyOf(values, (int) Math.min(count, 2L * values.length));
            }
            ByteBuffer chunk = in.next(now * bytes, order, "number " + (at + 1) + " to " + (at + now) + " of " + count);
            for (int k = 0; k < now; k++) {
                values[at++] = next(chunk, in);
            }
        }
        return values;
    }

    /// The next number.
    private double next(ByteBuffer from, Bytes in) throws UnreadableException {
        return switch (this) {
            case BOOLEAN -> from.get() == 0 ? 0 : 1;
            case INT8 -> from.get();
            case UINT8 -> Byte.toUnsignedInt(from.get());
            case INT16 -> from.getShort();
            case UINT16 -> Short.toUnsignedInt(from.getShort());
            case INT32 -> from.getInt();
            case UINT32 -> Integer.toUnsignedLong(from.getInt());
            case INT64 -> exact(from.getLong(), in);
            case UINT64 -> exactUnsigned(from.getLong(), in);
            case FLOAT16 -> Float.float16ToFloat(from.getShort());
            case FLOAT32 -> from.getFloat();
            case FLOAT64 -> from.getDouble();
        };
    }

    private static double exactUnsigned(long value, Bytes in) throws UnreadableException {
        if (value < 0) {
            throw tooLarge(Long.toUnsignedString(value), in);
        }
        return exact(value, in);
    }

    private static double exact(long value, Bytes in) throws UnreadableException {
        if (value > EXACT || value < -EXACT) {
            throw tooLarge(Long.toString(value), in);
        }
        return value;
    }

    private static UnreadableException tooLarge(String value, Bytes in) {
        return in.fault("follows a whole number, " + value + ", that has more digits than the 53 bits of a double",
                "If its last digits do not matter, save x.astype('float64'); if it names something, take it out of the array.");
    }
}
