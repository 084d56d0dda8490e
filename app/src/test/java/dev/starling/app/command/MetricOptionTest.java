package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.List;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// `--metric`: by name, as a formula, and what is no metric.
class MetricOptionTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    private JsonNode embed(String... words) {
        List<String> all = new ArrayList<>(List.of("embed", "iris", "--quiet", "--force", "--iterations", "20", "--picture-size", "600x400", "--out"));
        all.add(starling.path("map").toString());
        all.addAll(List.of(words));
        starling.run(all.toArray(String[]::new)).done();
        return JsonMapper.builder().build().readTree(starling.read("map/run.json"));
    }

    @Test
    void aNameAndItsFormulaAreTheSame() {
        JsonNode named = embed("--metric", "manhattan");
        assertThat(named.at("/affinities/metric").asString()).isEqualTo("manhattan");
        assertThat(named.at("/run/start").asString()).isEqualTo("spectral");
        String coordinates = starling.read("map/coords.csv");
        embed("--metric", "sum(abs(x-y))");
        assertThat(starling.read("map/coords.csv")).isEqualTo(coordinates);
        embed("--metric", "sum(abs(x-y))", "--affinity", "sparse", "--threads", "2");
        String sparse = starling.read("map/coords.csv");
        embed("--metric", "manhattan", "--affinity", "sparse", "--threads", "1");
        assertThat(starling.read("map/coords.csv")).isEqualTo(sparse).isNotEqualTo(coordinates);
    }

    @Test
    void theEuclideanMetricChangesNothing() {
        JsonNode plain = embed();
        String coordinates = starling.read("map/coords.csv");
        JsonNode named = embed("--metric", "euclidean");
        assertThat(starling.read("map/coords.csv")).isEqualTo(coordinates);
        assertThat(plain.at("/affinities/metric").asString()).isEqualTo("euclidean").isEqualTo(named.at("/affinities/metric").asString());
    }

    /// Directions, shares and deviations that a row does not have are put somewhere by a rule, which is told.
    @Test
    void rowsOfWhichAMetricSaysNothingAreTold() {
        StringBuilder table = new StringBuilder("name,a,b,c\n");
        for (int i = 0; i < 30; i++) {
            table.append("p").append(i).append(i == 4 || i == 9 ? ",0,0,0\n" : i == 11 ? ",2,2,2\n" : "," + (i + 1) + "," + i * 7 % 11 + "," + i * 5 % 13 + "\n");
        }
        String file = starling.with("rows.csv", table.toString()).path("rows.csv").toString();
        for (String metric : List.of("cosine", "angular", "hellinger", "correlation")) {
            String told = starling.run("neighbors", file, "--metric", metric, "--neighbors", "5", "--out", starling.path(metric + ".npz").toString()).done().messages();
            assertThat(told).as(metric).contains((metric.equals("correlation") ? "3 rows are of one value each" : "2 rows are of 0") + " (the first is row 5): '" + metric
                    + "' says nothing of them, and puts them at " + (metric.equals("hellinger") ? "0.7071" : "1") + " from all others and at 0 from each other");
        }
        assertThat(starling.run("neighbors", file, "--metric", "manhattan", "--neighbors", "5", "--out", starling.path("m.npz").toString()).done().messages())
                .doesNotContain("says nothing");
    }

    /// A rotation changes no Euclidean distance but for its rounding, which decides ties and, beside huge values, more.
    @Test
    void allPrincipalComponentsHaveTheDistancesOfTheColumns() {
        embed();
        String coordinates = starling.read("map/coords.csv");
        embed("--pca", "4");
        assertThat(starling.read("map/coords.csv")).isEqualTo(coordinates);
        embed("--metric", "manhattan");
        String ofColumns = starling.read("map/coords.csv");
        embed("--metric", "manhattan", "--pca", "4");
        assertThat(starling.read("map/coords.csv")).isNotEqualTo(ofColumns);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "angular", "bray-curtis", "canberra", "chebyshev", "chi-squared", "correlation", "cosine", "hamming", "hellinger", "jaccard", "tanimoto"
    })
    void everyOneMakesAMapAndIsScoredUnderItself(String metric) {
        embed("--metric", metric);
        String under = starling.run("score", "iris", starling.path("map/coords.csv").toString(), "--metric", metric).done().results();
        assertThat(under).contains("neighbors-kept");
    }

    @Test
    void costsOfDistancesUseIt() {
        embed("--method", "mmds", "--metric", "cosine");
        String cosine = starling.read("map/coords.csv");
        embed("--method", "mmds");
        assertThat(starling.read("map/coords.csv")).isNotEqualTo(cosine);
    }

    @Test
    void namesInAFormulaAreSet() {
        assertThat(embed("--metric", "sum(abs(x-y)^p)^(1/p)", "--set", "metric.p=3").at("/affinities/metric").asString()).isEqualTo("sum(abs(x-y)^p)^(1/p), p 3.0");
        String three = starling.read("map/coords.csv");
        embed("--metric", "sum(abs(x-y)^3)^(1/3)");
        assertThat(starling.read("map/coords.csv")).isEqualTo(three);
        embed("--metric", "sum(abs(x-y)^p)^(1/p)");
        assertThat(starling.read("map/coords.csv")).isNotEqualTo(three);
        starling.refuses(USAGE, "embed", "iris", "--metric", "cosine", "--set", "metric.p=3").contains("'cosine' has no parameter 'p'");
        starling.refuses(USAGE, "embed", "iris", "--set", "metric.p=3").contains("--set metric.p is a parameter of --metric");
        starling.refuses(USAGE, "neighbors", "iris", "--set", "kernel.p=3", "--out", starling.path("n.npz").toString()).contains("--set kernel.p");
    }

    /// Shares of a negative count say nothing, and so does what is made of them.
    @ParameterizedTest
    @ValueSource(strings = {"jaccard", "hellinger", "chi-squared"})
    void metricsOfCountsRefuseNegativeValuesWithTheirPlace(String metric) {
        String data = starling.with("counts.csv", "a,b\n0,1\n2,0\n3,-4\n1,5\n").path("counts.csv").toString();
        for (String command : List.of("embed", "neighbors", "affinities")) {
            starling.refuses(DATA, command, data, "--metric", metric, "--perplexity", "1", "--out", starling.path(command + ".npz").toString())
                    .contains("counts, row 3, column 'b': -4.0 is negative")
                    .contains("'" + metric + "'");
            assertThat(starling.path(command + ".npz")).doesNotExist();
        }
        starling.refuses(DATA, "embed", data, "--metric", metric, "--prepare", "standardize", "--perplexity", "1", "--out", starling.path("map").toString())
                .contains("as prepared, is negative");
        starling.run("embed", data, "--metric", metric, "--prepare", "range", "--perplexity", "1", "--iterations", "5", "--out", starling.path("map").toString()).done();
    }

    @Test
    void whatIsNoMetricIsRefused() {
        starling.refuses(USAGE, "embed", "iris", "--metric", "cosin").contains("cosine");
        starling.refuses(USAGE, "embed", "iris", "--metric", "sum(x-y)").contains("not the same from either side");
        starling.refuses(USAGE, "embed", "iris", "--metric", "sum(abs(x-y)").contains("not closed");
        starling.refuses(USAGE, "embed", "iris", "--metric", "manhattan", "--init", "pca").contains("--init pca");
    }
}
