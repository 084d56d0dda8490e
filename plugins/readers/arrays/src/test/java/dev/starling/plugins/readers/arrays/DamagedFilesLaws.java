package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.Test;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// A file that is cut, corrupt or hostile is refused with its place, and takes no memory that its bytes do not.
@Tag("laws")
@org.junit.jupiter.api.Tag("laws")
class DamagedFilesLaws {
    private final List<Path> made = new ArrayList<>();

    @Provide
    Arbitrary<Path> samples() throws IOException {
        return Arbitraries.of(Samples.all());
    }

    @AfterProperty
    void delete() throws IOException {
        for (Path file : made) {
            Files.deleteIfExists(file);
        }
    }

    /// All but the last line's end of a text, which nothing tells from a whole file, and what a file of records may lose.
    @Property(seed = "1", tries = 600)
    void aCutFileIsRefused(@ForAll("samples") Path sample, @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double share)
            throws IOException {
        byte[] whole = Files.readAllBytes(sample);
        int kept = (int) (share * whole.length);
        Outcome outcome = Outcome.of(written(sample, java.util.Arrays.copyOf(whole, kept)));
        boolean wholeRecords = sample.toString().endsWith("vecs") && kept % 20 == 0;
        boolean lastValue = sample.toString().endsWith(".mtx") && whole.length - kept < 24;
        if (!wholeRecords && !lastValue) {
            assertThat(outcome.refused()).as("%s cut to %d of %d bytes", sample.getFileName(), kept, whole.length).isTrue();
        }
    }

    @Property(seed = "1", tries = 600)
    void aChangedByteIsReadOrRefusedButNeverATrace(
            @ForAll("samples") Path sample, @ForAll @DoubleRange(min = 0, max = 1, maxIncluded = false) double share, @ForAll @IntRange(min = 0, max = 255) int value)
            throws IOException {
        byte[] bytes = Files.readAllBytes(sample);
        bytes[(int) (share * bytes.length)] = (byte) value;
        Outcome.of(written(sample, bytes));
    }

    /// Of what came of a file: a table, or a refusal; anything else is thrown on.
    private record Outcome(boolean refused) {
        static Outcome of(Path file) throws IOException {
            try {
                Table table = Samples.read(file, Optional.empty());
                assertThat(table.rows()).isLessThan(1_000_000);
                return new Outcome(false);
            } catch (UnreadableException e) {
                assertThat(e.getMessage()).doesNotContain("null").endsWith(".");
                return new Outcome(true);
            } catch (EOFException | java.util.zip.ZipException e) {
                // Of a file that is gzipped as a whole, which the host opens and says so.
                assertThat(file.toString()).endsWith(".gz");
                return new Outcome(true);
            } catch (IllegalStateException e) {
                // Nobody takes it, which the host says.
                assertThat(e.getMessage()).contains("is taken by []");
                return new Outcome(true);
            }
        }
    }

    private Path written(Path sample, byte[] bytes) throws IOException {
        String name = sample.getFileName().toString();
        Path file = Files.createTempFile("cut", name.contains("-idx") ? "-" + name : name.substring(name.indexOf('.')));
        made.add(file);
        return Files.write(file, bytes);
    }

    @Test
    void aHeaderThatClaimsATerabyteTakesNothing() throws IOException {
        String header = "{'descr': '<f8', 'fortran_order': False, 'shape': (999999999, 2), }";
        assertRefused(".npy", npy(header), "ends a header that claims");
        assertRefused(".npy", npy(header.replace("999999999, 2", "1000000000000,")), "ends a header that claims shape (1000000000000,)");
        assertRefused(".mtx", "%%MatrixMarket matrix coordinate real general\n999999999 9 1\n1 1 1\n".getBytes(StandardCharsets.UTF_8),
                "it claims 999999999 rows, but has 1 entries only");
        assertRefused("-idx3-ubyte", new byte[] {0, 0, 8, 3, 127, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0}, "ends a header that claims");
        assertRefused(".fvecs", new byte[] {0, 0, 16, 0, 1}, "is the end of the file");
    }

    private static byte[] npy(String header) {
        byte[] text = header.getBytes(StandardCharsets.ISO_8859_1);
        byte[] file = new byte[10 + text.length + 64];
        System.arraycopy(NpyArray.MAGIC, 0, file, 0, 6);
        file[6] = 1;
        file[8] = (byte) text.length;
        System.arraycopy(text, 0, file, 10, text.length);
        return file;
    }

    private void assertRefused(String ending, byte[] bytes, String message) throws IOException {
        Path file = Files.createTempFile("hostile", ending);
        Files.write(file, bytes);
        assertThatThrownBy(() -> Samples.read(file, Optional.empty())).isInstanceOf(UnreadableException.class).hasMessageContaining(message);
        Files.delete(file);
    }

    @Test
    void twoEntriesForOnePlaceAreRefused() {
        assertThatThrownBy(() -> Column.SparseVectors.ofEntries("m", List.of(), 2, 2, new int[] {0, 0}, new int[] {1, 1}, new double[] {1, 2}))
                .hasMessage("row 0 has index 1, which is not between 2 and 1");
    }
}
