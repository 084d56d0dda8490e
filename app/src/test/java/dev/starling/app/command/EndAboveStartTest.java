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
}
