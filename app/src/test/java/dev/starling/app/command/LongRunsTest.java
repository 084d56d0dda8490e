package dev.starling.app.command;

import dev.starling.app.fault.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.Arrays;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said of a run before it takes its time.
class LongRunsTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    private static double[][] points(int n) {
        return IntStream.range(0, n).mapToObj(i -> new double[] {Math.sin(i), Math.cos(3.0 * i), i % 7 + 0.5}).toArray(double[][]::new);
    }

    @Test
    void aRunThatTakesLongerThanThereIsTimeIsRefusedWithWhatHelps() {
        starling.with("many.csv", points(9_000));
        starling.refuses(
                        Exit.RESOURCES, "embed", "many.csv", "--engine", "exact", "--affinity", "sparse", "--iterations", "2000000", "--max-time", "5m",
                        "--out", starling.path("map").toString())
                .contains("this run needs about", "--max-time allows 5 min", "--engine far", "--iterations 300")
                .doesNotContain("--init random");
        starling.refuses(Exit.USAGE, "embed", "many.csv", "--max-time", "soon").contains("--max-time must be a time such as 90s, 10m or 1h30m, but was 'soon'");
    }

    @Test
    void whatTheProgramChoseIsSaid() {
        starling.with("some.csv", points(60));
        String said = starling.run("embed", "some.csv", "--max-time", "10m", "--out", starling.path("map").toString()).done().messages();
        String settings = Arrays.stream(said.split("\n")).filter(line -> line.startsWith("settings")).findFirst().orElse("");
        assertThat(settings).contains("perplexity", "(automatic)", "over all pairs", "start pca", "iterations at most", "exaggerated by 12", "exact sums");
        String told = starling.run("embed", "some.csv", "--perplexity", "7", "--init", "random", "--out", starling.path("b").toString()).done().messages();
        assertThat(told).contains("perplexity 7 over all pairs; start random");
    }

    @Test
    void aStartThatTheNumberOfRowsDecidesIsSaidAsItWillBe() {
        starling.with("many.csv", points(500_000));
        Terminal.Outcome refused = starling.run("embed", "many.csv", "--max-time", "1s", "--out", starling.path("map").toString());
        assertThat(refused.code()).isEqualTo(Exit.RESOURCES.code());
        assertThat(refused.messages()).contains("over neighbors; start sample");
    }

    @Test
    void aRunThatIsExaggeratedThroughoutIsSaid() {
        starling.with("some.csv", points(60));
        assertThat(starling.run("embed", "some.csv", "--iterations", "100", "--out", starling.path("map").toString()).done().messages())
                .contains("all iterations are exaggerated", "--iterations 1000", "--exaggeration 1");
        assertThat(starling.run("embed", "some.csv", "--out", starling.path("b").toString()).done().messages())
                .doesNotContain("all iterations are exaggerated");
    }
}
