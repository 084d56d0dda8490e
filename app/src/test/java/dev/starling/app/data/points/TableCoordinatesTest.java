package dev.starling.app.data.points;

import dev.starling.api.table.Column;
import dev.starling.api.table.Table;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// Coordinates in files that are no text.
class TableCoordinatesTest {
    private static final double MOST = 1e100;

    private static TableCoordinates read(int rows, Column... columns) {
        return TableCoordinates.of("map.npy", new Table(rows, List.of(columns)), RowIds.numbered(rows), MOST);
    }

    private static AbstractStringAssert<?> refusal(int rows, Column... columns) {
        Fault fault = catchThrowableOfType(Fault.class, () -> read(rows, columns));
        assertThat(fault).isNotNull();
        assertThat(fault.exit()).isEqualTo(Exit.DATA);
        return assertThat(fault.getMessage()).startsWith("map.npy").doesNotContain("\n");
    }

    private static Column vectors(String name, double... values) {
        return new Column.Vectors(name, List.of(), values.length / 2, 2, values);
    }

    @Test
    void onlyVectorsAreCoordinates() {
        TableCoordinates found = read(3, vectors("array", 1, 2, 3, 4, 5, 6));
        assertThat(found.rows()).containsExactly(new double[] {1, 2}, new double[] {3, 4}, new double[] {5, 6});
        assertThat(found.ids()).isNull();
        assertThat(read(2, new Column.Texts("id", new String[] {"b", "a"}), vectors("y", 1, 2, 3, 4)).ids()).containsExactly("b", "a");
        refusal(1, vectors("X_umap", 1, 2), vectors("X_tsne", 1, 2)).contains("X_umap, X_tsne");
    }

    @Test
    void soAreNumbersThatAreAloneOrCalledSo() {
        assertThat(read(2, new Column.Numbers("array", new double[] {1, 2})).rows()).containsExactly(new double[] {1}, new double[] {2});
        TableCoordinates named = read(2, new Column.Numbers("id", new double[] {7, 8}), new Column.Numbers("y", new double[] {3, 4}),
                new Column.Numbers("x", new double[] {1, 2}), new Column.Numbers("age", new double[] {5, 6}));
        assertThat(named.rows()).containsExactly(new double[] {1, 3}, new double[] {2, 4});
        assertThat(named.ids()).containsExactly("7", "8");
        refusal(1, new Column.Numbers("age", new double[] {1}), new Column.Numbers("mass", new double[] {1})).contains("age, mass", "x, y, z");
        refusal(1, new Column.Texts("x", new String[] {"a"}), new Column.Numbers("y", new double[] {1})).contains("'x'", "no numbers");
    }

    @Test
    void whatIsNoCoordinateHasItsPlace() {
        refusal(2, vectors("array", 1, 2, 3, Double.NaN)).contains("row 2, coordinate 2: NaN", "finite");
        refusal(2, vectors("array", 1, 2, 3e101, 4)).contains("row 2, coordinate 1: 3.0E101", "too large");
    }
}
