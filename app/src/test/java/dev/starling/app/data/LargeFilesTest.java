package dev.starling.app.data;

import dev.starling.app.data.bytes.Readers;
import dev.starling.app.data.columns.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/// Files that are counted before they are read, and say how far they are.
class LargeFilesTest {
    private static final int ROWS = 12_000;
    private static final int COLUMNS = 400;

    @TempDir
    private Path folder;

    /// 40 MB with what makes lines and rows differ in number: a title, empty lines, a cell of two lines.
    private Path written() throws IOException {
        Random random = new Random(1);
        Path file = folder.resolve("large.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("A title\n");
            for (int k = 0; k < COLUMNS; k++) {
                out.write("f" + k + ",");
            }
            out.write("kind\n");
            for (int row = 0; row < ROWS; row++) {
                for (int k = 0; k < COLUMNS; k++) {
                    out.write(row + 0.5 + ",");
                }
                out.write(row % 1000 == 7 ? "\"two\nlines\"\n\n" : "k" + random.nextInt(3) + "\n");
            }
        }
        return file;
    }

    @Test
    void theCountOfLinesIsOnlyAnExpectation() throws IOException {
        List<Double> shares = new ArrayList<>();
        DataSet set = DataSet.read(written().toString(), ReadOptions.NONE, Readers.none(), shares::add);
        assertThat(set.rows()).isEqualTo(ROWS);
        assertThat(set.points().columns()).isEqualTo(COLUMNS);
        for (int row = 0; row < ROWS; row += 97) {
            assertThat(set.points().row(row)).containsOnly(row + 0.5);
        }
        assertThat(set.labels().get(7)).isEqualTo("two\nlines");
        assertThat(set.describe()).contains("12 empty lines between rows passed over");
        assertThat(shares).hasSizeGreaterThan(20).isSorted().allMatch(share -> share > 0 && share <= 1);
    }
}
