package dev.starling.plugins.readers.hdf5;

import dev.starling.api.Reader;
import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.api.table.UnreadableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// What AnnData wrote is read as AnnData reads it; what is damaged is refused.
class AnnDataTest {
    private static final Reader READER = new AnnData();

    private static Path sample(String name) {
        return Path.of(URI.create(String.valueOf(AnnDataTest.class.getResource("/samples/" + name))));
    }

    private static Table read(String name, String... part) throws IOException {
        return READER.read(new Given(sample(name), Arrays.stream(part).findFirst()));
    }

    private static Column column(Table table, String name) {
        return table.columns().stream().filter(column -> column.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void theFileIsRecognizedByItsFirstBytes() throws IOException {
        byte[] first = Arrays.copyOf(Files.readAllBytes(sample("dense.h5ad")), Reader.FIRST_BYTES);
        assertThat(READER.recognizes("x.h5ad", first)).isTrue();
        assertThat(READER.recognizes("x.h5ad", new byte[] {'a', ',', 'b', '\n', '1'})).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense.h5ad", "packed.h5ad"})
    void aDenseMatrixHasItsNumbersAndTheNamesOfItsGenes(String file) throws IOException {
        Column.Vectors x = (Column.Vectors) read(file).columns().getLast();
        assertThat(x.rows()).isEqualTo(150);
        assertThat(x.elements()).isEqualTo(List.of("GeneA", "GeneB", "GeneC", "GeneD"));
        assertThat(x.values()).startsWith(5.1, 3.5, 1.4, 0.2, 4.9).endsWith(5.9, 3.0, 5.1, 1.8);
        assertThat(((Column.Vectors) read(file, "obsm/X_pca").columns().getLast()).values()).isEqualTo(x.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csr.h5ad", "csc.h5ad"})
    void aSparseMatrixStaysSparse(String file) throws IOException {
        Column.SparseVectors x = (Column.SparseVectors) read(file).columns().getLast();
        Column.SparseVectors layer = (Column.SparseVectors) read(file, "layers/counts").columns().getLast();
        assertThat(x.values()).hasSize(316).isEqualTo(layer.values());
        assertThat(x.toDense().values()).startsWith(5, 4, 0, 0);
    }

    @Test
    void annotationsAreColumns() throws IOException {
        Table table = read("dense.h5ad");
        assertThat(((Column.Texts) table.columns().getFirst()).values()).startsWith("cell0", "cell1");
        Column.Categories species = (Column.Categories) column(table, "species");
        assertThat(species.levels()).isEqualTo(List.of("setosa", "versicolor", "virginica"));
        assertThat(species.codes()).startsWith(0, 0, 0, -1, 0).endsWith(2);
        assertThat(((Column.Numbers) column(table, "length")).values()).startsWith(5.1, 4.9);
        assertThat(((Column.Numbers) column(table, "count")).values()).startsWith(0, 1, 2);
        assertThat(((Column.Texts) column(table, "good")).values()).startsWith("TRUE", "FALSE", "FALSE");
        assertThat(((Column.Texts) column(table, "note")).values()).startsWith("n0", "n1");
    }

    @Test
    void aPartThatIsNotThereIsSaidWithThoseThatAre() {
        assertThatThrownBy(() -> read("dense.h5ad", "obsm/X_umap"))
                .isInstanceOf(UnreadableException.class)
                .hasMessage("part 'obsm/X_umap' is not in the file. It has X, layers/counts, obsm/X_pca.");
    }
}
