package dev.starling.plugins.readers.arrays;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/// The format of MNIST: two zeros, a type, the number of axes, their lengths, and the elements, all big-endian. Axes behind the first are
/// a vector a row.
///
/// Source: LeCun, Cortes & Burges, "The MNIST database of handwritten digits", 1998.
public final class Idx implements Reader {
    private static final int MOST_AXES = 8;

    @Override
    public String name() {
        return "idx";
    }

    @Override
    public String summary() {
        return "pictures and labels as MNIST has them: train-images-idx3-ubyte.gz";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        return fileName.matches(".*[-.]idx\\d?(-ubyte)?") && first.length >= 4 && first[0] == 0 && first[1] == 0;
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, but the file is one array", "Leave the part out.");
        }
        try (Bytes in = new Bytes(new BufferedInputStream(file.open(), 1 << 16), "")) {
            ByteBuffer head = in.next(4, ByteOrder.BIG_ENDIAN, "the header");
            int code = Byte.toUnsignedInt(head.get(2));
            int axes = head.get(3);
            ElementType type = type(code);
            if (axes < 1 || axes > MOST_AXES) {
                throw new UnreadableException("byte 3", "claims " + axes + " axes", "Copy or download it again.");
            }
            int[] shape = new int[axes];
            long count = 1;
            for (int k = 0; k < axes; k++) {
                shape[k] = in.next(Integer.BYTES, ByteOrder.BIG_ENDIAN, "the lengths of the axes").getInt();
                count = shape[k] < 0 || count > Integer.MAX_VALUE ? Long.MAX_VALUE : count * shape[k];
            }
            OptionalLong size = file.size();
            boolean present = size.isPresent() && count <= (size.getAsLong() - in.position()) / type.bytes();
            if (Arrays.stream(shape).skip(1).anyMatch(length -> length == 0) || count > Integer.MAX_VALUE - 8 || size.isPresent() && !present) {
                throw in.fault("ends a header that claims " + Arrays.toString(shape) + " elements"
                        + (size.isPresent() ? ", and " + (size.getAsLong() - in.position()) + " bytes follow" : ""), "Copy or download it again.");
            }
            double[] values = type.read(in, ByteOrder.BIG_ENDIAN, (int) count, present ? count : 0);
            if (!in.atEnd()) {
                throw in.fault("is behind the last element, and there is more", "Copy or download it again.");
            }
            Column column = axes == 1
                    ? new Column.Numbers("value", values)
                    : new Column.Vectors("pixels", List.of(), shape[0], shape[0] == 0 ? 0 : values.length / shape[0], values);
            return new Table(shape[0], List.of(column));
        }
    }

    private static ElementType type(int code) throws UnreadableException {
        return switch (code) {
            case 0x08 -> ElementType.UINT8;
            case 0x09 -> ElementType.INT8;
            case 0x0B -> ElementType.INT16;
            case 0x0C -> ElementType.INT32;
            case 0x0D -> ElementType.FLOAT32;
            case 0x0E -> ElementType.FLOAT64;
            default -> throw new UnreadableException("byte 2", "names type " + code + ", which the format does not have", "Copy or download it again.");
        };
    }
}
