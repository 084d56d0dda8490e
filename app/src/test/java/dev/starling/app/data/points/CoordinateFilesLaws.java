package dev.starling.app.data.points;

import dev.starling.app.data.cells.Notation;
import dev.starling.app.fault.Fault;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Coordinates find their points, whatever their order, whatever the columns are called and whichever program wrote them.
@Tag("laws")
class CoordinateFilesLaws {
    private static CoordinatesFile read(String text, RowIds points) {
        try {
            Path file = Files.createTempFile("coordinates", ".csv");
            try {
                Files.writeString(file, text);
                return CoordinatesFile.read(file, points, Notation.NONE);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double value(int i, int k) {
        return i + 0.25 * (k + 1);
    }

    /// Header, separator, what numbers the rows where the points have no ids; `#` stands for an id.
    private record Style(String delimiter, String header, boolean named, int first) {}

    @Property(seed = "1")
    void rowsFindTheirPoints(@ForAll("styles") Style style, @ForAll @IntRange(min = 3, max = 30) int n, @ForAll Random random) {
        List<String> ids = IntStream.range(0, n).mapToObj(i -> style.named ? "cell " + i : Integer.toString(style.first + i)).toList();
        List<Integer> order = new ArrayList<>(IntStream.range(0, n).boxed().toList());
        Collections.shuffle(order, random);
        String rows = order.stream()
                .map(i -> String.join(style.delimiter, '"' + ids.get(i) + '"', "" + value(i, 0), "" + value(i, 1)))
                .collect(Collectors.joining("\n", style.header.replace(" ", style.delimiter) + "\n", "\n"));
        CoordinatesFile found = read(rows, style.named ? new RowIds("name", ids) : RowIds.numbered(n));
        assertThat(found.dimensions()).isEqualTo(2);
        for (int i = 0; i < n; i++) {
            assertThat(found.values()[i]).isEqualTo(value(i, 0));
            assertThat(found.values()[n + i]).isEqualTo(value(i, 1));
        }
        assertThat(found.notes()).isEmpty();
    }

    @Property(seed = "1")
    void whatIsWrittenIsReadWhateverTheLabelIsCalled(
            @ForAll("labels") String label, @ForAll @IntRange(min = 1, max = 6) int dimensions, @ForAll @IntRange(min = 3, max = 12) int n) {
        double[] y = new double[n * dimensions];
        for (int c = 0; c < y.length; c++) {
            y[c] = value(c % n, c / n);
        }
        List<String> ids = IntStream.range(0, n).mapToObj(i -> "p" + i).toList();
        List<String> labels = IntStream.range(0, n).mapToObj(i -> "" + i / 2.0).toList();
        String csv = Coordinates.toCsv(y, dimensions, ids, label, labels);
        assertThat(List.of(csv.lines().findFirst().orElse("").split(","))).doesNotHaveDuplicates();
        CoordinatesFile found = read(csv, new RowIds("id", ids));
        assertThat(found.dimensions()).isEqualTo(dimensions);
        assertThat(found.values()).containsExactly(y);
    }

    @Example
    void namesThatOtherProgramsGive() {
        for (String names : List.of(
                "x,y", "X,Y", "V1,V2", "tSNE_1,tSNE_2", "UMAP1,UMAP2", "UMAP_1,UMAP_2", "0,1", "1,2", "tsne_x,tsne_y", "x_umap,y_umap",
                "Dim.1,Dim.2", "PC1,PC2", "X0,X1", "component 1,component 2", "X_umap-0,X_umap-1", "umapx 0,umapx 1".replace("umapx", "embedding"))) {
            String[] both = names.split(",");
            String rows = "\n0.5,1.5,a\n2.5,3.5,b\n4.5,5.5,a\n";
            assertThat(read(both[0] + "," + both[1] + ",kind" + rows, RowIds.numbered(3)).values()).as(names).containsExactly(0.5, 2.5, 4.5, 1.5, 3.5, 5.5);
        }
        assertThat(read("0,1\n0.5,1.5\n2.5,3.5\n4.5,5.5\n", RowIds.numbered(3)).values()).containsExactly(0.5, 2.5, 4.5, 1.5, 3.5, 5.5);
        assertThat(read("0,1\n2,3\n4,9\n", RowIds.numbered(2)).values()).containsExactly(2, 4, 3, 9);
        assertThat(read("0,1\n2,3\n4,9\n", RowIds.numbered(3)).values()).containsExactly(0, 2, 4, 1, 3, 9);
        assertThatThrownBy(() -> read("UMAP1,UMAP2,PC1,PC2\n1,2,3,4\n", RowIds.numbered(1)))
                .isInstanceOf(Fault.class).hasMessageContaining("several sets of coordinates: UMAP1, UMAP2; PC1, PC2");
    }

    @Example
    void rowsThatAreMissingOrMetTwice() {
        RowIds points = new RowIds("id", List.of("a", "b", "c"));
        refused("id,x,y\na,1,2\nb,3,4\nd,5,6\n", points, "no row with the id \"c\"");
        refused("id,x,y\na,1,2\nb,3,4\nb,5,6\n", points, "id \"b\" is met twice, in rows 2 and 3");
        refused("id,x,y\na,1,2\nb,3,4\n", points, "no row with the id \"c\"");
        refused("x,y\n1,2\n3,4\n", points, "2 rows, and the data have 3 points");
        refused("id,x,y\n1,1,2\n2,3,4\n", RowIds.numbered(3), "2 rows, and the data have 3 points");
        refused("id,x,y\na,1,2\nb,3,4\n", new RowIds("id", List.of("a", "b", "a")), "the data, column 'id': id \"a\" is met twice, in rows 1 and 3");
        CoordinatesFile spreadsheet = read("id,x,y\n14,5,6\n0,1,2\n7,3,4\n", new RowIds("id", List.of("000", "007", "014")));
        assertThat(spreadsheet.values()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(spreadsheet.notes().getFirst()).contains("are the same numbers, with zeros before them in one of both");
        for (List<String> written : List.of(List.of("2.0", "0.0", "1.0"), List.of("20.0", "0.0", "10.0"), List.of("20.", "0.", "10."))) {
            CoordinatesFile decimals = read("id,x,y\n" + (written.getFirst().startsWith("20") ? "0,1,2\n10,3,4\n20,5,6\n" : "0,1,2\n1,3,4\n2,5,6\n"), new RowIds("id", written));
            assertThat(decimals.values()).as(written.toString()).containsExactly(5, 1, 3, 6, 2, 4);
            assertThat(decimals.notes().getFirst()).contains("are the same numbers, written as decimals in one of both");
        }
        assertThat(read("id,x,y\n3.0,5,6\n1.0,1,2\n2.0,3,4\n", RowIds.numbered(3)).values()).containsExactly(1, 3, 5, 2, 4, 6);
        refused("id,x,y\n0.0,1,2\n7.5,3,4\n14.0,5,6\n", new RowIds("id", List.of("0", "7", "14")), "no row with the id \"0\" (and 2 more of the data's), but \"0.0\", which");
        CoordinatesFile more = read("id,x,y\nd,7,8\nc,5,6\na,1,2\nb,3,4\n", points);
        assertThat(more.values()).containsExactly(1, 3, 5, 2, 4, 6);
        assertThat(more.notes().getFirst()).contains("1 row of", "passed over");
        assertThat(read("x,y\n1,2\n3,4\n5,6\n", points).notes().getFirst()).contains("has no ids", "in the order of the data");
        CoordinatesFile numbered = read(",0,1\n1,1.5,2.5\n0,3.5,4.5\n2,5.5,6.5\n", points);
        assertThat(numbered.values()).containsExactly(3.5, 1.5, 5.5, 4.5, 2.5, 6.5);
        assertThat(numbered.notes().getFirst()).contains("taken for row numbers, from 0");
        assertThat(read("id,x,y\nu,1,2\nv,3,4\nw,5,6\n", RowIds.numbered(3)).notes().getFirst()).contains("the data, which have no ids (--id");
        assertThat(read("id,x,y\n1,1,2\n5,3,4\n3,5,6\n", new RowIds(null, List.of("1", "3", "5"))).values()).containsExactly(1, 5, 3, 2, 6, 4);
    }

    private static void refused(String text, RowIds points, String message) {
        assertThatThrownBy(() -> read(text, points)).isInstanceOf(Fault.class).hasMessageContaining(message);
    }

    @Provide
    Arbitrary<Style> styles() {
        Arbitrary<String> delimiters = Arbitraries.of(",", "\t", ";", " ");
        Arbitrary<String> headers = Arbitraries.of("id x y", "name UMAP1 UMAP2", "\"\" 0 1", "V1 V2", "index tSNE_1 tSNE_2", "barcode X Y");
        return delimiters.flatMap(delimiter -> headers.flatMap(header ->
                Arbitraries.of(new Style(delimiter, header, true, 0), new Style(delimiter, header, false, 0), new Style(delimiter, header, false, 1))));
    }

    @Provide
    Arbitrary<String> labels() {
        return Arbitraries.of("z", "y1", "y2", "x", "y", "Z", "id", "ID", "UMAP1", "V1", "0", "1", "label", "kind of", "y7", "3", "tsne_x", "PC1", "");
    }

    /// So R's write.csv numbers the rows of a matrix.
    @Property(seed = "3", tries = 50)
    void rowsThatAreCountedAreNotFoundByTheirNumbersInAnotherOrder(@ForAll @IntRange(min = 3, max = 20) int n, @ForAll boolean header, @ForAll Random random) {
        List<String> ids = new ArrayList<>(IntStream.rangeClosed(1, n).mapToObj(Integer::toString).toList());
        Collections.shuffle(ids, random);
        String rows = (header ? "\"\",V1,V2\n" : "")
                + IntStream.range(0, n).mapToObj(i -> (i + 1) + "," + value(i, 0) + "," + value(i, 1)).collect(Collectors.joining("\n", "", "\n"));
        boolean inOrder = IntStream.range(0, n).allMatch(i -> ids.get(i).equals(Integer.toString(i + 1)));
        if (inOrder) {
            assertThat(read(rows, new RowIds("id", ids)).values()).startsWith(value(0, 0));
        } else {
            assertThatThrownBy(() -> read(rows, new RowIds("id", ids))).isInstanceOf(Fault.class).hasMessageContaining("has no name and counts from 1 to " + n);
        }
        assertThat(read("id,V1,V2\n" + rows.substring(header ? rows.indexOf('\n') + 1 : 0), new RowIds("id", ids)).values()[0])
                .as("a column that is called id holds them").isEqualTo(value(Integer.parseInt(ids.getFirst()) - 1, 0));
    }
}
