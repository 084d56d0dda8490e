package dev.starling.plugins.readers.arrays;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/// Vectors one after the other, each behind its length, as the collections of nearest-neighbor benchmarks have them: `.fvecs` with floats,
/// `.ivecs` with whole numbers, `.bvecs` with bytes, all little-endian.
///
/// Source: Jégou, Douze & Schmid, "Datasets for approximate nearest neighbor search", corpus-texmex.irisa.fr, 2010.
public final class VectorRecords implements Reader {
    /// Longer vectors than this are a wrong file.
    private static final int MOST_ELEMENTS = 1 << 20;

    private static final int MOST_NUMBERS = Integer.MAX_VALUE - 8;

    @Override
    public String name() {
        return "fvecs";
    }

    @Override
    public String summary() {
        return "vectors behind their lengths, as benchmarks of neighbors have them: .fvecs, .ivecs, .bvecs";
    }

    @Override
    public boolean recognizes(String fileName, byte[] first) {
        return fileName.endsWith(".fvecs") || fileName.endsWith(".ivecs") || fileName.endsWith(".bvecs");
    }

    private static ElementType typeOf(DataFile file) {
        String name = String.valueOf(file.path().getFileName()).toLowerCase(java.util.Locale.ROOT);
        return name.contains(".ivecs") ? ElementType.INT32 : name.contains(".bvecs") ? ElementType.UINT8 : ElementType.FLOAT32;
    }

    @Override
    public Table read(DataFile file) throws IOException {
        if (file.part().isPresent()) {
            throw new UnreadableException("part '" + file.part().get() + "'", "is asked for, but a file of vectors has no parts", "Leave the part out.");
        }
        ElementType type = typeOf(file);
        try (Bytes in = new Bytes(new BufferedInputStream(file.open(), 1 << 16), "")) {
            int width = -1;
            int rows = 0;
            double[] values = new double[0];
            while (!in.atEnd()) {
                int length = in.next(Integer.BYTES, ByteOrder.LITTLE_ENDIAN, "the length of vector " + (rows + 1)).getInt();
                if (length < 1 || length > MOST_ELEMENTS || width >= 0 && length != width) {
                    throw new UnreadableException("vector " + (rows + 1), "claims length " + length + (width < 0 ? "" : ", and those before have " + width),
                            "Copy or download the file again.");
                }
                width = length;
                double[] vector = type.read(in, ByteOrder.LITTLE_ENDIAN, width, 0);
                if ((rows + 1L) * width > MOST_NUMBERS) {
                    throw in.fault("follows vector " + (rows + 1) + ", and that are more numbers than fit into memory at once", "Give fewer vectors.");
                } else if ((rows + 1L) * width > values.length) {
                    values = Arrays.copyOf(values, grown(values.length, width, file, type));
                }
                System.arraycopy(vector, 0, values, rows * width, width);
                rows++;
            }
            return new Table(rows, List.of(new Column.Vectors("vector", List.of(), rows, Math.max(width, 0), Arrays.copyOf(values, rows * Math.max(width, 0)))));
        }
    }

    /// Twice as long, or as long as the file is where that is known.
    private static int grown(int now, int width, DataFile file, ElementType type) throws IOException {
        if (now == 0 && file.size().isPresent()) {
            long record = Integer.BYTES + (long) type.bytes() * width;
            return (int) Math.min(MOST_NUMBERS, Math.ceilDiv(file.size().getAsLong(), record) * width);
        }
        return (int) Math.min(MOST_NUMBERS, Math.max(2L * now, 64L * width));
    }
}
