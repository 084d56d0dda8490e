package dev.starling.app.data;

import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.columns.Missing;
import dev.starling.app.data.columns.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class BuiltInTest {
    private static final ReadOptions NONE = ReadOptions.NONE;

    @Test
    void digits() {
        DataSet set = DataSet.read("digits", NONE);
        assertThat(set.describe()).startsWith("1797 points × 64 columns, label 'digit' (10 classes; --label-kind quantity for a scale); 3 constant columns: pixel-0-0");
        assertThat(set.points().get(0, 2)).isEqualTo(5);
        assertThat(set.labels().subList(0, 3)).containsExactly("0", "1", "2");
        assertThat(set.columns()).extracting(DataSet.Column::name).hasSize(65).contains("digit", "pixel-7-7");
        assertThat(set.name()).isEqualTo("digits");
        assertThat(set.source()).isEqualTo("built-in");
        assertThat(set.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void iris() {
        DataSet set = DataSet.read("iris", NONE);
        assertThat(set.describe()).isEqualTo("150 points × 4 columns, label 'species' (3 classes); 1 row repeats an earlier one");
        assertThat(Table.of("a,b\n0.0,1\n-0.0,1\n0.0,1\n1,2\n3,1\n").read().describe()).contains("2 rows repeat an earlier one");
        assertThat(set.points().row(101)).isEqualTo(set.points().row(142));
        assertThat(set.columns()).extracting(DataSet.Column::name)
                .containsExactly("sepal_length", "sepal_width", "petal_length", "petal_width", "species");
    }

    @Test
    void penguinsWithoutThoseThatWereNotMeasured() {
        DataSet set = DataSet.read("penguins", NONE);
        assertThat(set.describe()).isEqualTo("342 points × 4 columns, label 'species' (3 classes); "
                + "columns of text not used as features: island, sex; 2 rows with gaps dropped");
        assertThat(set.droppedRows()).containsExactly(4, 340);
        assertThat(set.ids()).hasSize(342).contains("3", "5").doesNotContain("4");
        assertThat(new HashSet<>(set.labels())).containsExactlyInAnyOrder("Adelie", "Chinstrap", "Gentoo");
    }

    /// Whoever has a file called so is told which one was taken, and how to take the other. What a run wrote is a folder of that name.
    @Test
    void aFileOfASetsNameIsNotPassedOverInSilence(@TempDir Path folder) throws IOException {
        for (String name : List.of("digits", "iris", "penguins")) {
            assertThat(BuiltIn.passedOver(folder, name)).isEmpty();
            Files.createDirectory(folder.resolve(name));
            assertThat(BuiltIn.passedOver(folder, name)).isEmpty();
            Files.delete(folder.resolve(name));
            Files.writeString(folder.resolve(name), "a,b\n1,2\n");
            assertThat(BuiltIn.passedOver(folder, name)).isEqualTo(
                    "the built-in set '" + name + "' is taken, and not the file of that name (./" + name + " for the file)");
        }
    }

    @Test
    void optionsComeFirst() {
        ReadOptions mean = NONE.withLabel("island", null).withMissing(Missing.MEAN);
        DataSet penguins = DataSet.read("penguins", mean);
        assertThat(penguins.rows()).isEqualTo(344);
        assertThat(penguins.labelName()).isEqualTo("island");
        ReadOptions asFeature = new ReadOptions(null, null, List.of("pixel-4-4", "digit"), List.of(), null, Notation.NONE, null, null);
        assertThat(DataSet.read("digits", asFeature).featureNames()).containsExactly("pixel-4-4", "digit");
    }

    @Test
    void eachIsListed() {
        assertThat(DataSet.builtIn().keySet()).containsExactly("digits", "iris", "penguins");
        assertThat(DataSet.builtIn().values()).allSatisfy(line -> assertThat(line).isNotBlank());
    }
}
