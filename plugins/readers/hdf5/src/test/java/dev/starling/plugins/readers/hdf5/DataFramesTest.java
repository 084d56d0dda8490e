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

/// A matrix of observations may be a data frame, whose columns have names.
class DataFramesTest {
    @TempDir
    private Path folder;

    private Table read(Object second) throws IOException {
        Path path = folder.resolve("x.h5ad");
        try (WritableHdfFile file = HdfFile.write(path)) {
            file.putGroup("obs").putDataset("_index", new String[] {"a", "b", "c"});
            WritableGroup frame = file.putGroup("obsm").putGroup("X_df");
            frame.putAttribute("encoding-type", "dataframe");
            frame.putAttribute("_index", "_index");
            frame.putDataset("_index", new String[] {"a", "b", "c"});
            frame.putDataset("u", new double[] {1, 2, 3});
            frame.putDataset("v", second);
        }
        return new AnnData().read(new Given(path, Optional.of("obsm/X_df")));
    }

    @Test
    void itsColumnsAreAVector() throws IOException {
        Column.Vectors read = (Column.Vectors) read(new int[] {4, 5, 6}).columns().getLast();
        assertThat(read.elements()).isEqualTo(List.of("u", "v"));
        assertThat(read.values()).containsExactly(1, 4, 2, 5, 3, 6);
    }

    @Test
    void aColumnOfTextIsNamed() {
        assertThatThrownBy(() -> read(new String[] {"x", "y", "z"})).isInstanceOf(UnreadableException.class)
                .hasMessageContaining("obsm/X_df/v does not hold a number for each row. Keep columns of numbers in this data frame.");
        assertThatThrownBy(() -> read(new double[] {1, 2})).isInstanceOf(UnreadableException.class).hasMessageContaining("obsm/X_df/v");
    }
}
