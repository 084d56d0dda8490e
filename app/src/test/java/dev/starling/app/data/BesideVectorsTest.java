package dev.starling.app.data;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.core.quality.LabelKind;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// What stands beside vectors in a table that is no text, and is not used, is named.
class BesideVectorsTest {
    private static final int ROWS = 30;

    private static double[] numbers(int each) {
        return IntStream.range(0, ROWS * each).mapToDouble(i -> Math.sin(1 + i * i)).toArray();
    }

    private static Column numbers(String name) {
        return new Column.Numbers(name, numbers(1));
    }

    private static Table table(Column... others) {
        return new Table(ROWS, Stream.concat(
                        Stream.of(new Column.Vectors("rgb", List.of(), ROWS, 3, numbers(3))), Stream.of(others))
                .toList());
    }

    private static String said(Table table, ReadOptions options) {
        return new ReadTable("t.npz", table, options).dataSet("t", "").describe();
    }

    @Test
    void numbersThatAreNotUsedAreNamed() {
        String said = said(table(numbers("age"), numbers("dose")), ReadOptions.NONE);
        assertThat(said).contains("30 points × 3 columns", "columns of numbers not used beside the vectors of 'rgb': age, dose (--features names all that are to be used)");
        assertThat(said(table(numbers("age")), ReadOptions.NONE)).contains("column of numbers not used beside the vectors of 'rgb': age (");
        assertThat(said(table(), ReadOptions.NONE)).doesNotContain("not used");
    }

    @Test
    void nothingIsSaidOfWhatIsTold() {
        Table table = table(numbers("age"), numbers("dose"));
        assertThat(said(table, ReadOptions.NONE.withFeatures(List.of("rgb", "age")))).contains("× 4 columns").doesNotContain("not used");
        ReadOptions without = new ReadOptions(null, null, List.of(), List.of("age"), null, ReadOptions.NONE.notation(), null, null);
        assertThat(said(table, without)).contains("'rgb': dose (");
        assertThat(said(table, ReadOptions.NONE.withLabel("dose", LabelKind.QUANTITY))).contains("'rgb': age (");
    }
}
