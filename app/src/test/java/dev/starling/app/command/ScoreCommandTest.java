package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.FILES;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `starling score`: a map that is the data itself is faithful, whatever made it.
class ScoreCommandTest {
    private static final String POINTS = "0,0\n1,0\n0,2\n3,1\n9,9\n9,8\n7,9\n8,6\n";

    @RegisterExtension
    final Terminal starling = new Terminal();

    private void data() {
        String[] rows = POINTS.split("\n");
        StringBuilder table = new StringBuilder("a,b,kind\n");
        for (int i = 0; i < rows.length; i++) {
            table.append(rows[i]).append(i < 4 ? ",near\n" : ",far\n");
        }
        starling.with("t.csv", table.toString()).with("y.csv", POINTS);
    }

    @Test
    void theDataAreTheirOwnBestMap() {
        data();
        String said = starling.run("score", "t.csv", "y.csv").done().results();
        assertThat(said).startsWith("8 of 8 points scored")
                .containsPattern("trustworthiness +1\\.0000").containsPattern("neighbors-kept +1\\.0000")
                .containsPattern("kruskal-stress +0\\.0000").containsPattern("label-accuracy +1\\.0000");
    }

    @Test
    void onlyClassesHaveAnAccuracyAndWhatTheyAreCanBeTold() {
        starling.with("t.csv", "a,b,age\n0,0,31.5\n1,0,31.5\n0,2,64\n3,1,64\n9,9,64\n9,8,\n7,9,NA\n8,6,31.5\n").with("y.csv", POINTS);
        assertThat(starling.run("score", "t.csv", "y.csv", "--label", "age").done().results()).doesNotContain("label-accuracy", "silhouette");
        assertThat(starling.run("score", "t.csv", "y.csv", "--label", "age", "--label-kind", "class").done().results())
                .contains("label-accuracy", "silhouette");
        starling.refuses(DATA, "score", "t.csv", "y.csv", "--label", "age", "--label-kind", "date")
                .contains("t.csv", "column 'age'", "is no date", "--label-kind");
    }

    @Test
    void rowsAreJoinedByTheirIds() {
        starling.with("t.csv", "id,a,b\np,0,0\nq,1,0\nr,0,2\ns,3,1\n").with("y.csv", "id,x,y\ns,3,1\nr,0,2\np,0,0\nq,1,0\n");
        assertThat(starling.run("score", "t.csv", "y.csv").done().results()).containsPattern("kruskal-stress +0\\.0000");
        starling.with("y.csv", "0,0\n1,0\n0,2\n3,1\n");
        assertThat(starling.run("score", "t.csv", "y.csv").done().messages()).contains("has no ids, so its rows are taken in the order of the data");
        starling.with("y.csv", "id,x,y\nt,3,1\nr,0,2\np,0,0\nq,1,0\n");
        starling.refuses(DATA, "score", "t.csv", "y.csv").contains("no row with the id \"s\"");
    }

    @Test
    void whatFollowsTheEndOfOptionsIsNone() {
        starling.refuses(USAGE, "score", "t.csv", "y.csv", "--", "-a.csv").contains("argument '-a.csv' is one too many");
        starling.with("y.csv", "1,2\n");
        starling.refuses(FILES, "score", "--", "-a.csv", "y.csv").contains("there is no file '-a.csv'");
        starling.refuses(USAGE, "score", "-a.csv", "y.csv").contains("unknown option '-a.csv'");
    }

    @Test
    void theJsonHasTheSameNumbersAndTheCurve() {
        data();
        JsonNode score = JsonMapper.builder().build().readTree(starling.run("score", "t.csv", "y.csv", "--json").done().results());
        assertThat(score.get("points").asInt()).isEqualTo(8);
        assertThat(score.get("scored").asInt()).isEqualTo(8);
        assertThat(score.get("neighbors").asInt()).isPositive();
        assertThat(score.at("/measures/continuity/value").asDouble()).isEqualTo(1);
        assertThat(score.at("/measures/continuity/error").asDouble()).isZero();
        assertThat(score.at("/rnx/k").size()).isEqualTo(score.at("/rnx/value").size()).isPositive();
        score.at("/rnx/value").forEach(value -> assertThat(value.asDouble()).isCloseTo(1, within(1e-12)));
    }

    @Test
    void distancesStandForData() {
        double[][] y = {{0}, {1}, {3}, {7}};
        double[][] r = new double[4][4];
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
                r[i][j] = Math.abs(y[i][0] - y[j][0]);
            }
        }
        starling.with("r.csv", r).with("y.csv", y);
        assertThat(starling.run("score", "--distances", "r.csv", "y.csv").done().results())
                .containsPattern("kruskal-stress +0\\.0000").doesNotContain("label-accuracy");
    }

    @Test
    void aWorseMapHasAWorseScore() {
        data();
        starling.with("z.csv", "0,0\n9,9\n1,0\n9,8\n0,2\n7,9\n3,1\n8,6\n");
        assertThat(starling.run("score", "t.csv", "z.csv").done().results()).doesNotContainPattern("trustworthiness +1\\.0000");
    }

    @Test
    void whatCannotBeScored() {
        data();
        starling.refuses(USAGE, "score", "t.csv").contains("COORDINATES are missing");
        starling.refuses(DATA, "score", "iris", "y.csv").contains("8 rows", "150 points");
        starling.refuses(FILES, "score", "t.csv", "nowhere.csv").contains("nowhere.csv");
        starling.refuses(DATA, "score", "t.csv", "y.csv", "--label", "knd").contains("no column 'knd'", "did you mean 'kind'?");
    }
}
