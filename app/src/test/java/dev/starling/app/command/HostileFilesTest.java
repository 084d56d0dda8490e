package dev.starling.app.command;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import static dev.starling.app.fault.Exit.DATA;
import static org.assertj.core.api.Assertions.assertThat;

/// A file that claims more than it holds is refused with its place, before memory is taken for what it claims.
class HostileFilesTest {
    /// What it takes to open plug-ins and to read a small file is a tenth of it, and what is claimed below at least three times as much.
    private static final long MOST_BYTES = 300L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @RegisterExtension
    final Terminal starling = new Terminal();

    static Stream<Arguments> files() throws IOException {
        return Stream.of(
                // Shapes of more elements than there are, of none, and of texts without letters.
                Arguments.of("rows.npy", npy("<f8", "(999999999, 2)"), "ends a header that claims"),
                Arguments.of("many.npy", npy("<f8", "(1000000000000,)"), "ends a header that claims shape (1000000000000,)"),
                Arguments.of("less.npy", npy("<f8", "(-5, 2)"), "ends a header"),
                Arguments.of("product.npy", npy("<f8", "(65536, 65536, 65536, 65536)"), "more than fit into memory"),
                Arguments.of("none.npy", npy("<f8", "(999999999, 0)"), "which are none"),
                Arguments.of("words.npy", npy("<U0", "(999999999,)"), "ends a header of type '<U0'"),
                Arguments.of("packed.npy.gz", SampleFiles.gzip(npy("<f8", "(99999999, 2)")), "is the end of the file"),
                Arguments.of("stored.npz", storedLie(), "ends a header that claims 800000000 bytes"),
                Arguments.of("rows.idx3-ubyte", new byte[] {0, 0, 8, 3, 127, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0}, "ends a header that claims"),
                Arguments.of("none.idx2-ubyte", new byte[] {0, 0, 8, 2, 127, 0, 0, 0, 0, 0, 0, 0}, "ends a header that claims"),
                Arguments.of("less.idx2-ubyte", new byte[] {0, 0, 8, 2, -1, -1, -1, -1, -1, -1, -1, -1, 1}, "ends a header that claims"),
                Arguments.of("x.fvecs", new byte[] {0, 0, 16, 0, 1}, "is the end of the file"),
                Arguments.of("less.fvecs", new byte[] {-1, -1, -1, -1, 1}, "claims length -1"),
                // Matrices of more rows or columns than values.
                Arguments.of("rows.mtx", text("%%MatrixMarket matrix coordinate real general\n999999999 9 1\n1 1 1\n"), "claims 999999999 rows"),
                Arguments.of("columns.mtx", text("%%MatrixMarket matrix coordinate real general\n9 999999999 1\n1 1 1\n"), "claims 999999999 columns"),
                Arguments.of("entries.mtx", text("%%MatrixMarket matrix coordinate real general\n9 9 999999999\n1 1 1\n"), "is the end of the file"),
                Arguments.of("x.svm", text("1 1:1\n2 999999999:1\n3 1:2\n"), "claims 999999999 columns"),
                Arguments.of("last.svm", text("1 1:1\n2 2147483647:1\n3 1:2\n"), "has feature 2147483647"),
                Arguments.of("line.svm.gz", SampleFiles.gzip(text("1 1:1 " + " ".repeat(80_000_000))), "has more than 67108864 characters"),
                // Keys that hardly a line has.
                Arguments.of("keys.jsonl", keys(), "is missing in nearly all lines"),
                Arguments.of("vector.jsonl", text("{\"v\": [" + "1,".repeat(100_000) + "1]}\n" + "{}\n".repeat(3_000)), "is missing in nearly all lines"),
                Arguments.of("late.jsonl", text("{}\n".repeat(3_000) + "{\"v\": [" + "1,".repeat(100_000) + "1]}\n"), "is missing in nearly all lines"),
                Arguments.of("deep.jsonl", text("{\"a\":".repeat(100_000)), "is no JSON"),
                Arguments.of("arrays.jsonl", text("{\"a\":" + "[".repeat(100_000)), "has an array with '['"),
                // Pages that unpack to more than they can, and columns of more values than bytes.
                Arguments.of("values.parquet", new ParquetBytes(3, 1_000_000_000_000L, 3, 24, 0, false, new byte[24]).file(), "claims 1000000000000 values"),
                Arguments.of("page.parquet", new ParquetBytes(3, 3, 2_000_000_000, 24, 0, false, new byte[24]).file(), "claims 2000000000 values"),
                Arguments.of("less.parquet", new ParquetBytes(3, 3, -3, 24, 0, false, new byte[24]).file(), ""),
                Arguments.of("unpacked.parquet", new ParquetBytes(3, 3, 3, 2_000_000_000, 2, false, new byte[24]).file(), "claims to unpack 24 bytes to 2000000000"),
                Arguments.of("missing.parquet", missing(2_000_000_000), "claims 2000000000 values"),
                // Links that lead in a circle, and chunks and packings beyond the file.
                Arguments.of("circle.h5ad", hdf5("circle"), "link"),
                Arguments.of("chunk.h5ad", hdf5("chunk"), "claims"),
                Arguments.of("twice.h5ad", hdf5("twice"), "is packed 2 times over"),
                Arguments.of("shape.h5ad", hdf5("shape"), "cannot be read"),
                Arguments.of("columns.h5ad", hdf5("columns"), "claims 2000000000 columns"),
                // A line of distances that a matrix of gigabytes would follow.
                Arguments.of("distances.csv", text(("0" + ",1".repeat(29_999) + "\n").repeat(2)), "is not square"));
    }

    private static byte[] text(String text) {
        return SampleFiles.bytes(text);
    }

    private static byte[] hdf5(String name) {
        return SampleFiles.sample("hdf5/src/test/resources/hostile/" + name + ".h5ad");
    }

    private static byte[] npy(String type, String shape) {
        byte[] text = ("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }").getBytes(StandardCharsets.ISO_8859_1);
        return ByteBuffer.allocate(10 + text.length + 64).order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) text.length).put(text).array();
    }

    /// A member that is not packed, and of which both directories say that it has 800 megabytes.
    private static byte[] storedLie() throws IOException {
        byte[] array = npy("<f8", "(100000000,)");
        CRC32 sum = new CRC32();
        sum.update(array);
        ZipEntry entry = new ZipEntry("x.npy");
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(array.length);
        entry.setCrc(sum.getValue());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(entry);
            zip.write(array);
            zip.closeEntry();
        }
        ByteBuffer archive = ByteBuffer.wrap(bytes.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at + Integer.BYTES < archive.capacity(); at++) {
            if (archive.getInt(at) == array.length) {
                archive.putInt(at, 800_000_200);
            }
        }
        return archive.array();
    }

    /// A new key in each line.
    private static byte[] keys() {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, 20_000).forEach(k -> lines.append("{\"k").append(k).append("\": 1}\n"));
        return text(lines.toString());
    }

    /// So many missing values take a few bytes.
    private static byte[] missing(int count) {
        byte[] run = ByteBuffer.allocate(10).order(ByteOrder.LITTLE_ENDIAN).putInt(6).array();
        long head = 2L * count;
        for (int at = Integer.BYTES; at < run.length - 1; at++) {
            run[at] = (byte) (head & 0x7F | (head > 0x7F ? 0x80 : 0));
            head >>>= 7;
        }
        return new ParquetBytes(count, count, count, run.length, 0, true, run).file();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void whatIsClaimedTakesNoMemory(String name, byte[] bytes, String message) throws IOException {
        Files.write(starling.path(name), bytes);
        long before = THREADS.getTotalThreadAllocatedBytes();
        String[] words = name.startsWith("distances")
                ? new String[] {"embed", "--distances", starling.path(name).toString(), "--out", starling.path("map").toString()}
                : new String[] {"embed", starling.path(name).toString(), "--out", starling.path("map").toString()};
        starling.refuses(DATA, words).contains(name, message).doesNotContain("\n");
        assertThat(THREADS.getTotalThreadAllocatedBytes() - before).as("bytes taken").isLessThan(MOST_BYTES);
    }

    /// Those that are compressed as they are, or are read here and there, are not read through gzip.
    @Test
    void archivesThatAreGzippedAreToldToBeUnpacked() throws IOException {
        for (String name : new String[] {"arrays/src/test/resources/samples/plain.npz", "hdf5/src/test/resources/samples/dense.h5ad"}) {
            String packed = name.replaceFirst(".*/", "") + ".gz";
            Files.write(starling.path(packed), SampleFiles.gzip(SampleFiles.sample(name)));
            starling.refuses(DATA, "embed", starling.path(packed).toString(), "--out", starling.path("map").toString()).contains(packed, "is gzipped", "gunzip");
        }
    }
}
