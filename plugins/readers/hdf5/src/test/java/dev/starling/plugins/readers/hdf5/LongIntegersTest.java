package dev.starling.plugins.readers.hdf5;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Whole numbers with more digits than a double has keep them where they may be names, and are refused among measurements.
class LongIntegersTest {
    private static final long FIRST = 100_000_000_000_000_001L;

    @TempDir
    private Path folder;

    private Table read(Object x) throws IOException {
        Path path = folder.resolve("x.h5ad");
        try (WritableHdfFile file = HdfFile.write(path)) {
            file.putDataset("X", x);
            WritableGroup obs = file.putGroup("obs");
            obs.putDataset("_index", new String[] {"a", "b", "c"});
            obs.putDataset("plate", new long[] {FIRST, 7, FIRST + 1});
            WritableGroup kind = obs.putGroup("kind");
            kind.putDataset("categories", new long[] {FIRST, FIRST + 1});
            kind.putDataset("codes", new byte[] {1, 0, 1});
            WritableGroup gaps = obs.putGroup("gaps");
            gaps.putDataset("values", new long[] {FIRST, FIRST, 3});
            gaps.putDataset("mask", new byte[] {0, 1, 0});
        }
        return new AnnData().read(new Given(path, Optional.empty()));
    }

    private static Column column(Table table, String name) {
        return table.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void annotationsKeepTheirDigits() throws IOException {
        Table table = read(new double[][] {{1, 2}, {3, 4}, {5, 6}});
        assertThat(((Column.Numerals) column(table, "plate")).values()).containsExactly("100000000000000001", "7", "100000000000000002");
        assertThat(((Column.Categories) column(table, "kind")).levels()).isEqualTo(List.of("100000000000000001", "100000000000000002"));
        assertThat(((Column.Numerals) column(table, "gaps")).values()).containsExactly("100000000000000001", null, "3");
    }

    @Test
    void measurementsAreRefused() {
        assertThatThrownBy(() -> read(new long[][] {{FIRST, 2}, {3, 4}, {5, 6}})).isInstanceOf(UnreadableException.class)
                .hasMessageStartingWith("X has a whole number with more digits than the 53 bits of a double.");
    }
}
