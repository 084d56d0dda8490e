package dev.starling.app.command;

import com.sun.management.ThreadMXBean;
import dev.starling.api.Reader;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import dev.starling.app.command.SampleFiles.Kind;
import dev.starling.core.plan.Catalog;
import dev.starling.core.table.TableFile;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// A file some of whose bytes are changed is read or refused in words, by whichever reader, and takes no more memory than its size allows.
@Tag("laws")
class ChangedFilesLaws {
    private static final List<Reader> READERS = Catalog.installed().all(Reader.class);

    /// A hundredfold of what a whole file takes.
    private static final long MOST_BYTES = 300L << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final List<Kind> READ = SampleFiles.all().filter(ChangedFilesLaws::isRead).toList();

    private static boolean isRead(Kind kind) {
        return kind.beside().isEmpty() && !kind.name().matches(".*\\.(csv|tsv|arff)(\\.gz)?");
    }

    /// Where a byte is changed, and to what.
    record Change(double place, int value) {
        int in(int size) {
            return (int) (place * size);
        }
    }

    @Provide
    Arbitrary<Kind> kinds() {
        return Arbitraries.of(READ);
    }

    @Provide
    Arbitrary<Change> changes() {
        // Where headers and footers are, more often than in between.
        Arbitrary<Double> places = Arbitraries.oneOf(
                Arbitraries.doubles().between(0, true, 1, false), Arbitraries.doubles().between(0, true, 0.05, false), Arbitraries.doubles().between(0.95, true, 1, false));
        return places.flatMap(place -> Arbitraries.integers().between(0, 255).map(value -> new Change(place, value)));
    }

    /// Else a file whose reader is not there would be refused whatever is changed in it.
    @Example
    void allOfThemAreReadWhole() {
        assertThat(READ).allSatisfy(kind -> assertThat(read(kind.name(), kind.whole()).rows()).as(kind.toString()).isPositive());
    }

    @Property(seed = "1", tries = 600)
    void aChangedFileIsReadOrRefused(@ForAll("kinds") Kind kind, @ForAll @Size(min = 1, max = 4) List<@From("changes") Change> changes)
            throws IOException {
        byte[] bytes = kind.whole().clone();
        changes.forEach(change -> bytes[change.in(bytes.length)] = (byte) change.value());
        long before = THREADS.getTotalThreadAllocatedBytes();
        try {
            assertThat(read(kind.name(), bytes).rows()).isLessThan(1 << 22);
        } catch (UnreadableException e) {
            assertThat(e.getMessage()).as(kind.toString()).endsWith(".").doesNotContain("\tat ");
        }
        assertThat(THREADS.getTotalThreadAllocatedBytes() - before).as("bytes taken by %s", kind).isLessThan(MOST_BYTES);
    }

    private static Table read(String name, byte[] bytes) throws IOException {
        Path folder = Files.createTempDirectory("changed");
        Path file = folder.resolve(name);
        try {
            Files.write(file, bytes);
            return TableFile.of(file.toString()).read(READERS);
        } finally {
            Files.delete(file);
            Files.delete(folder);
        }
    }
}
