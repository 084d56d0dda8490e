package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/// A map that is worse than its start is kept, but the command does not call it done.
class EndAboveStartTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    /// Exaggeration tears a finished map apart, and thirty iterations do not mend it.
    @Test
    void aMapThatEndsAboveItsStartEndsTheCommandWithItsOwnCode() {
        String first = starling.path("first").toString();
        String second = starling.path("second").toString();
        starling.run("embed", "iris", "--out", first, "-q").done();
        Terminal.Outcome torn = starling.run(
                "embed", "iris", "--init", first + "/coords.csv", "--exaggeration", "12", "--iterations", "30", "--out", second, "-q");
        assertThat(torn.code()).as(torn.messages()).isEqualTo(6);
        assertThat(torn.messages())
                .startsWith("starling: error: the cost ends at ")
                .contains(", above the ", " of the start: it is no map to rely on. What was reached is in " + second);
        assertThat(starling.read("second/coords.csv").lines()).hasSize(151);
        assertThat(starling.read("second/run.json")).contains("above the ");
    }

    /// Nothing pulls under a kernel that is the same at all distances of the map: the map is the start, and no result.
    @Test
    void aMapThatIsItsStartIsNotCalledDone() {
        String out = starling.path("flat").toString();
        Terminal.Outcome flat = starling.run(
                "embed", "iris", "--kernel", "where(f<1000000, log(where(f<500000, 2, 2+f-500000)), 0)", "--iterations", "20", "--out", out);
        assertThat(flat.code()).as(flat.messages()).isEqualTo(6);
        assertThat(flat.messages())
                .contains("failed      cost ", "starling: error: the gradient is 0 at the start already, at a cost of ", ": it is no map to rely on. What was reached is in " + out)
                .doesNotContain("\ndone ");
    }

    /// One spot of equal rows pulls nothing either, and is the map.
    @Test
    void oneSpotIsDone() {
        starling.with("same.csv", new double[][] {{1, 2}, {1, 2}, {1, 2}, {1, 2}, {1, 2}});
        assertThat(starling.run("embed", "same.csv", "--out", starling.path("spot").toString()).done().messages()).contains("done  ");
    }
}
