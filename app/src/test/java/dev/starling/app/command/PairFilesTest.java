package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.FILES;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// Neighbors and affinities go out and come in; those of other programs are taken.
class PairFilesTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    /// The coordinates of a short run.
    private String embed(String... words) {
        List<String> all = new ArrayList<>(List.of("embed", "--quiet", "--force", "--iterations", "20", "--picture-size", "600x400", "--out"));
        all.add(starling.path("map").toString());
        all.addAll(List.of(words));
        starling.run(all.toArray(String[]::new)).done();
        return starling.read("map/coords.csv");
    }

    private void sample(String name) {
        try (InputStream in = PairFilesTest.class.getResourceAsStream("/neighbors/" + name)) {
            Files.copy(Objects.requireNonNull(in, name), starling.path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String path(String name) {
        return starling.path(name).toString();
    }

    @Test
    void neighborsFromAFileGiveTheMapThatTheDataGive() {
        starling.run("neighbors", "iris", "--out", path("n.npz")).done();
        assertThat(embed("iris", "--neighbors", path("n.npz"))).isEqualTo(embed("iris", "--affinity", "sparse"));
        starling.run("neighbors", "iris", "--metric", "cosine", "--perplexity", "10", "--out", path("cosine.npz"), "--threads", "1").done();
        assertThat(embed("iris", "--neighbors", path("cosine.npz"), "--metric", "cosine", "--perplexity", "10"))
                .isEqualTo(embed("iris", "--affinity", "sparse", "--metric", "cosine", "--perplexity", "10"));
        starling.run("neighbors", "iris", "--neighbors", "15", "--out", path("15.npz")).done();
        assertThat(embed("iris", "--neighbors", path("15.npz"), "--method", "umap"))
                .isEqualTo(embed("iris", "--affinity", "sparse", "--method", "umap", "--perplexity", "15"));
    }

    @ParameterizedTest
    @CsvSource({"dense, joint", "sparse, joint", "sparse, row", "sparse, fuzzy"})
    void affinitiesFromAFileGiveTheMapThatTheDataGive(String storage, String kind) {
        starling.run("affinities", "iris", "--affinity", storage, "--affinity-kind", kind, "--out", path("p.npz")).done();
        assertThat(embed("iris", "--affinities", path("p.npz"), "--affinity-kind", kind))
                .isEqualTo(embed("iris", "--affinity", storage, "--affinity-kind", kind));
    }

    /// With and without the points themselves, counted from 0 or 1, with or without the zeros of the diagonal.
    @Test
    void neighborsOfOtherProgramsAreOneGraph() {
        sample("points.csv");
        sample("scikit-learn.npz");
        sample("with-self.npz");
        sample("cells.h5ad");
        starling.run("neighbors", path("points.csv"), "--neighbors", "9", "--out", path("ours.npz")).done();
        String own = embed(path("points.csv"), "--affinity", "sparse", "--perplexity", "3");
        String theirs = embed(path("points.csv"), "--neighbors", path("scikit-learn.npz"));
        assertThat(embed(path("points.csv"), "--neighbors", path("ours.npz"))).isEqualTo(own);
        assertThat(embed(path("points.csv"), "--neighbors", path("with-self.npz"))).isEqualTo(theirs);
        assertThat(embed(path("points.csv"), "--neighbors", path("cells.h5ad") + ":obsp/distances")).isEqualTo(theirs);
        double[][] a = numbers(own);
        double[][] b = numbers(theirs);
        for (int i = 0; i < a.length; i++) {
            assertThat(b[i]).as("their distances round otherwise").usingComparatorWithPrecision(1e-6).containsExactly(a[i]);
        }
    }

    /// A file of pairs names no rows. Of the same rows in their order it is believed, in another it is doubted, for a metric of its own too.
    @ParameterizedTest
    @ValueSource(strings = {"neighbors", "affinities"})
    void pairsOfRowsInAnotherOrderAreDoubted(String what) {
        Random random = new Random(1);
        double[][] rows = new double[300][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = random.doubles(4).toArray();
        }
        double[][] shuffled = rows.clone();
        Collections.shuffle(Arrays.asList(shuffled), random);
        starling.with("rows.csv", rows).with("shuffled.csv", shuffled);
        List<String> made = new ArrayList<>(List.of(what, path("rows.csv"), "--perplexity", "5", "--metric", "manhattan", "--out", path("pairs.npz")));
        made.addAll(what.equals("affinities") ? List.of("--affinity", "sparse") : List.of());
        starling.run(made.toArray(String[]::new)).done();
        String[] words = {"embed", path("rows.csv"), "--" + what, path("pairs.npz"), "--iterations", "1", "--force", "--out", path("map")};
        assertThat(starling.run(words).done().messages()).contains("pairs.npz, in the order of the rows").doesNotContain("another order")
                .contains(what.equals("affinities") ? "settings    affinities as given; " : "settings    perplexity 5 ");
        words[1] = path("shuffled.csv");
        assertThat(starling.run(words).done().messages())
                .containsPattern("pairs\\.npz: [45]\\d % of its pairs are nearer to each other than rows drawn at random, as where rows are in another order");
    }

    private static double[][] numbers(String coordinates) {
        return coordinates.lines().skip(1)
                .map(line -> Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray())
                .toArray(double[][]::new);
    }

    @Test
    void textsOfThreeColumnsCountFromZeroOrOne() {
        starling.with("0.csv", "i,j,r\n0,1,1\n0,2,2\n1,0,1\n1,2,2.5\n2,0,2\n2,1,2.5\n3,0,3\n3,1,3.5\n");
        starling.with("1.tsv", "4\t2\t3.5\n4\t1\t3\n1\t2\t1\n1\t3\t2\n2\t1\t1\n2\t3\t2.5\n3\t1\t2\n3\t2\t2.5\n");
        String map = embed("--neighbors", path("0.csv"));
        assertThat(embed("--neighbors", path("1.tsv"))).isEqualTo(map);
        assertThat(map.lines()).hasSize(5);
    }

    /// As scanpy stores them: a matrix beside others, without a sum of 1.
    @Test
    void affinitiesAloneMakeAMap() {
        sample("cells.h5ad");
        String all = path("cells.h5ad") + ":obsp/connectivities";
        starling.run("embed", "--affinities", all, "--iterations", "10", "--out", path("map")).done();
        assertThat(starling.read("map/coords.csv").lines()).hasSize(31);
        assertThat(starling.read("map/run.json")).contains("\"metric\" : \"given\"").contains("\"start\" : \"spectral\"");
        assertThat(starling.run("evaluate", "--probabilities", all, "--at", path("map/coords.csv"), "--cost", "elastic-embedding", "--normalize", "none").done()
                .results()).contains("cost: ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0,1,-2; 1,0,1; 2,0,1    | n.csv: row 1, column 2 is -2.0",
        "0,1,nan; 1,0,1; 2,0,1   | n.csv:1:3",
        "0,1,inf; 1,0,1; 2,0,1   | n.csv:1:3",
        "0,1,1; 0,1,1; 1,0,1; 2,0,1 | Give each pair of points once",
        "0,1,1; 1,0,1; 2,2,1     | row 3 is 1.0 away from itself",
        "0,1,1; 1,0,1; 2,2,0     | row 3 has no neighbors",
        "0,1; 1,0                | n.csv:1: 2 fields",
        "0,1.5,1; 1,0,1          | n.csv:1:2: \"1.5\" is no number of a point",
        "0,-1,1; 1,0,1           | n.csv:1:2: \"-1\" is no number of a point",
        "0,2000000000,1; 1,0,1   | n.csv names point 2000000000, but has 2 pairs",
    })
    void whatIsNoGraphOfNeighborsIsRefusedWithItsPlace(String rows, String message) {
        starling.with("n.csv", rows.replace("; ", "\n") + "\n");
        starling.refuses(DATA, "embed", "--neighbors", path("n.csv"), "--out", path("map")).contains(message);
    }

    @Test
    void aFileOfOtherPointsIsRefused() {
        sample("scikit-learn.npz");
        starling.refuses(DATA, "embed", "iris", "--neighbors", path("scikit-learn.npz"), "--out", path("map"))
                .contains("30 × 30 points, but the data have 150 rows");
        starling.with("n.csv", "0,1,1\n1,0,1\n2,0,1\n");
        starling.with("p.csv", "a,b\n1,2\n3,4\n5,7\n6,7\n");
        starling.refuses(DATA, "embed", path("p.csv"), "--neighbors", path("n.csv"), "--out", path("map")).contains("row 4 has no neighbors");
        starling.with("two.csv", "a,b\n1,2\n3,4\n5,7\n");
        starling.with("n.csv", "0,1,1\n1,0,1\n2,0,1\n3,0,1\n");
        starling.refuses(DATA, "embed", path("two.csv"), "--neighbors", path("n.csv"), "--out", path("map")).contains("names point 3");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--neighbors n.csv --affinities n.csv", "--neighbors n.csv --affinity dense", "--neighbors n.csv --neighbors-recall 0.9",
        "--neighbors n.csv --init pca", "--neighbors n.csv --metric cosine", "--neighbors n.csv --prepare range", "--neighbors n.csv --perplexity 30",
        "--affinities n.csv --perplexity 2", "--neighbors n.csv --method mmds", "--neighbors n.csv --distances n.csv", "iris --neighbors 5",
        "iris --neighbors 5 --affinity-kind uniform --perplexity 5"
    })
    void optionsThatContradictEachOtherAreRefused(String words) {
        starling.with("n.csv", "0,1,1\n1,0,1\n2,0,1\n");
        List<String> all = new ArrayList<>(List.of("embed", "--out", path("map")));
        all.addAll(List.of(words.replace("n.csv", path("n.csv")).split(" ")));
        starling.refuses(USAGE, all.toArray(String[]::new));
    }

    /// Neighbors of rows that are known by their distances alone are those distances.
    @Test
    void distancesHaveNoNeighborsBeside() {
        starling.with("n.csv", "0,1,1\n1,0,1\n2,0,1\n");
        starling.with("d.csv", "0,1,2\n1,0,1\n2,1,0\n");
        starling.with("p.csv", "a,b\n1,2\n3,4\n5,7\n");
        for (String data : new String[] {"", path("p.csv")}) {
            List<String> words = new ArrayList<>(List.of("embed", "--distances", path("d.csv"), "--neighbors", path("n.csv"), "--out", path("map")));
            if (!data.isEmpty()) {
                words.add(1, data);
            }
            starling.refuses(USAGE, words.toArray(String[]::new)).contains("--distances", "--neighbors");
        }
        starling.refuses(USAGE, "neighbors", "--distances", path("d.csv"), "--out", path("m.npz")).contains("--distances");
    }

    @Test
    void aCutNumberIsTold() {
        starling.with("0.csv", "i,j,r\n0,1,1\n0,2,2\n1,0,1\n1,2,2.5\n2,0,2\n2,1,2.5\n3,0,3\n3,1,3.5");
        assertThat(starling.run("embed", "--neighbors", path("0.csv"), "--iterations", "1", "--out", path("map")).done().messages()).contains("the last line does not end");
    }

    @Test
    void aNumberOfNeighborsIsThePerplexityOfThoseThatCountThem() {
        assertThat(embed("iris", "--affinity-kind", "uniform", "--neighbors", "7")).isEqualTo(embed("iris", "--affinity-kind", "uniform", "--perplexity", "7"));
    }

    @Test
    void whatIsThereIsNotWrittenOver() {
        starling.with("n.npz", "mine");
        starling.refuses(FILES, "neighbors", "iris", "--out", path("n.npz"));
        starling.refuses(FILES, "affinities", "iris", "--out", path("n.npz"));
        starling.refuses(USAGE, "neighbors", "iris", "--out", path("n.csv")).contains(".npz");
        starling.refuses(USAGE, "neighbors", "iris", "--out", path("m.npz"), "--neighbors", "150").contains("150");
        starling.refuses(USAGE, "neighbors", "iris", "--out", path("m.npz"), "--perplexity", "149").contains("148");
    }

    /// Those stand in the second column of the table, in another order.
    @Test
    void distancesFindTheirRowsByTheColumnThatHasTheirNames() {
        String names = "abcdefgh";
        StringBuilder distances = new StringBuilder(",a,b,c,d,e,f,g,h\n");
        for (int i = 0; i < names.length(); i++) {
            distances.append(names.charAt(i));
            for (int j = 0; j < names.length(); j++) {
                distances.append(',').append((i - j) * (i - j) + Math.abs(i - j));
            }
            distances.append('\n');
        }
        starling.with("d.csv", distances.toString()).with("t.csv", "group,sample\n2,h\n1,a\n2,e\n1,d\n1,b\n2,g\n2,f\n1,c\n");
        List<String> told = coordinates(embed(path("t.csv"), "--distances", path("d.csv"), "--perplexity", "2", "--id", "sample"));
        assertThat(coordinates(embed(path("t.csv"), "--distances", path("d.csv"), "--perplexity", "2"))).isEqualTo(told);
        assertThat(starling.run("embed", path("t.csv"), "--distances", path("d.csv"), "--perplexity", "2", "--iterations", "20", "--out", path("m")).done().messages())
                .contains("distances find their rows by 'sample'");
    }

    private static List<String> coordinates(String table) {
        return table.lines().skip(1).map(line -> String.join(",", List.of(line.split(",", -1)).subList(1, 3))).toList();
    }
}
