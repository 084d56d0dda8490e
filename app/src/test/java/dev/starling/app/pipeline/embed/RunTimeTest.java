package dev.starling.app.pipeline.embed;

import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.Embedder;
import dev.starling.core.Engine;
import dev.starling.core.affinity.Neighbors;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/// The time of a run, by a rate that is given: no test here measures anything.
class RunTimeTest {
    private static final double RATE = 1e9;

    private static RunTime of(int n, Supplier<Embedder> embedder, int minutes) {
        return new RunTime(n, 50, embedder, RATE, Duration.ofMinutes(minutes));
    }

    private static String refusal(RunTime time) {
        Fault fault = catchThrowableOfType(Fault.class, time::checked);
        assertThat(fault).isNotNull();
        assertThat(fault.exit()).isEqualTo(Exit.RESOURCES);
        return String.valueOf(fault.getMessage());
    }

    @Test
    void whatIsShortIsNotWorthALine() {
        assertThat(of(150, () -> Embedder.of("t-sne").threads(2), 1).checked()).isEmpty();
        assertThat(of(60_000, () -> Embedder.of("t-sne").threads(2), 600).checked()).startsWith("about ").contains("affinities", "optimizing");
    }

    @Test
    void moreOfAnythingTakesLonger() {
        assertThat(seconds(40_000, 50, 2)).isGreaterThan(seconds(20_000, 50, 2)).isLessThan(seconds(40_000, 500, 2)).isLessThan(seconds(40_000, 50, 1));
    }

    private static double seconds(int n, int columns, int threads) {
        return Embedder.of("t-sne").threads(threads).estimateTime(n, columns, RATE).seconds();
    }

    /// What is given need not be found.
    @Test
    void givenNeighborsTakeNoSearch() {
        int n = 20_000;
        int k = 90;
        Neighbors given = new Neighbors(n, k, IntStream.range(0, n * k).map(e -> (e / k + 1 + e % k) % n).toArray(), new double[n * k]);
        double searched = Embedder.of("t-sne").threads(2).estimateTime(n, 500, RATE).affinities();
        assertThat(Embedder.of("t-sne").threads(2).neighbors(given).estimateTime(n, 500, RATE).affinities()).isLessThan(searched / 10);
    }

    @Test
    void whatHelpsInTheCaseAtHandIsSaidAndNothingElse() {
        String exact = refusal(of(50_000, () -> Embedder.of("t-sne").threads(2).engine(Engine.EXACT), 3));
        assertThat(exact).contains("--max-time allows", "--engine far (about", "--iterations 300 (about", "fewer rows (about", "more time (--max-time ");
        String far = refusal(of(3_000_000, () -> Embedder.of("t-sne").threads(2), 3));
        assertThat(far).doesNotContain("--engine far").contains("fewer rows (about");
        String distances = refusal(of(20_000, () -> Embedder.of("mmds").threads(2), 1));
        assertThat(distances).doesNotContain("--engine far");
    }

    @Test
    void asManyRowsAsAreSaidAreDoneInTime() {
        Supplier<Embedder> embedder = () -> Embedder.of("t-sne").threads(2).engine(Engine.EXACT);
        String said = refusal(of(50_000, embedder, 3));
        int rows = Integer.parseInt(said.replaceAll(".*about ([0-9,]+) are done.*", "$1").replace(",", ""));
        assertThat(of(rows, embedder, 3).checked()).isNotEmpty();
        assertThat(refusal(of(2 * rows, embedder, 3))).contains("--max-time");
    }
}
