package dev.starling.core.table;

import dev.starling.api.table.Column;
import org.apiguardian.api.API;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Files as NumPy and SciPy save them. The same content has the same bytes.
///
/// Source: numpy/lib/format.py, "NEP 1: a simple file format for NumPy arrays", version 1.0; scipy/sparse/_matrix_io.py.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class NumpyFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

    /// What a header is padded to.
    private static final int ALIGNMENT = 64;

    /// When members of an archive were made, for all that is seen of it: the beginning of time for archives.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NumpyFile() {}

    /// An array of doubles, which `numpy.load` reads.
    ///
    /// @param values row-major
    /// @throws IllegalArgumentException if there are more than a file of 2 GB holds
    public static byte[] npy(double[] values, int... shape) {
        return array("<f8", Double.BYTES, values.length, elements -> elements.asDoubleBuffer().put(values), shape);
    }

    /// A sparse matrix in compressed rows, which `scipy.sparse.load_npz` reads.
    ///
    /// @throws IllegalArgumentException if it has more values than a file of 2 GB holds
    public static byte[] npz(Column.SparseVectors matrix) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream archive = new ZipOutputStream(bytes)) {
            put(archive, "indices", whole(matrix.indices()));
            put(archive, "indptr", whole(matrix.starts()));
            put(archive, "format", array("|S3", 1, 3, elements -> elements.put("csr".getBytes(StandardCharsets.US_ASCII))));
            put(archive, "shape", array("<i8", Long.BYTES, 2, elements -> elements.putLong(matrix.rows()).putLong(matrix.width()), 2));
            put(archive, "data", npy(matrix.values(), matrix.values().length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] whole(int[] values) {
        return array("<i4", Integer.BYTES, values.length, elements -> elements.asIntBuffer().put(values), values.length);
    }

    private static void put(ZipOutputStream archive, String name, byte[] content) throws IOException {
        CRC32 sum = new CRC32();
        sum.update(content);
        ZipEntry entry = new ZipEntry(name + ".npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(sum.getValue());
        entry.setTimeLocal(NO_TIME);
        archive.putNextEntry(entry);
        archive.write(content);
        archive.closeEntry();
    }

    /// A header, and the elements behind it.
    ///
    /// @param count    of elements; of bytes where the element is a text
    /// @param elements puts them
    private static byte[] array(String type, int bytes, int count, Consumer<ByteBuffer> elements, int... shape) {
        StringBuilder axes = new StringBuilder();
        for (int length : shape) {
            axes.append(length).append(", ");
        }
        String tuple = shape.length > 1 ? axes.substring(0, axes.length() - 2) : axes.toString().strip();
        String dictionary = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + tuple + "), }";
        int header = Math.ceilDiv(MAGIC.length + Short.BYTES + dictionary.length() + 1, ALIGNMENT) * ALIGNMENT;
        long size = header + (long) bytes * count;
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(count + " numbers of " + bytes + " bytes are more than a file of 2 GB holds");
        }
        ByteBuffer file = ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
        file.put(MAGIC).putShort((short) (header - MAGIC.length - Short.BYTES)).put(dictionary.getBytes(StandardCharsets.US_ASCII));
        while (file.position() < header - 1) {
            file.put((byte) ' ');
        }
        elements.accept(file.put((byte) '\n'));
        return file.array();
    }
}
