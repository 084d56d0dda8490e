package dev.starling.app.progress;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// What is said while a run goes on, by a clock of our own.
class ConsoleProgressTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private long now;

    private ConsoleProgress progress(ConsoleProgress.Style style) {
        return new ConsoleProgress(new PrintStream(said, true, StandardCharsets.UTF_8), style, false, () -> now);
    }

    private List<String> lines() {
        return said.toString(StandardCharsets.UTF_8).lines().map(String::stripTrailing).toList();
    }

    @Test
    void noLineIsObeyedByATerminal() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
        progress.say("done", "\033[31mred\nstarling: error: forged");
        progress.note("\r\033[2J");
        progress.warn("\033]0;title\007\nsecond");
        assertThat(lines()).containsExactly(
                "done        \\u001b[31mred starling: error: forged", "            \\u000d\\u001b[2J", "starling: \\u001b]0;title\\u0007 second");
    }

    @Test
    void aStageThatTakesLongSaysHowFarItIsAndWhatIsLeft() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
        progress.stage("affinities");
        for (int tenth = 1; tenth <= 10; tenth++) {
            now += SECOND;
            progress.share(tenth / 10.0);
        }
        assertThat(lines()).containsExactly(
                "affinities  20 %  8 s left", "affinities  40 %  6 s left", "affinities  60 %  4 s left", "affinities  80 %  2 s left",
                "affinities  100 %  0 s left");
    }

    @Test
    void aSecondStepOfAStageBeginsAnew() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
        progress.stage("start");
        now += 10 * SECOND;
        progress.share(0.9);
        now += SECOND;
        progress.share(0.1);
        now += 2 * SECOND;
        progress.share(0.5);
        assertThat(lines().getLast()).isEqualTo("start       50 %  2 s left");
    }

    @Test
    void aBarOfAStageIsDrawnInPlace() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.BAR);
        progress.stage("quality");
        now += 2 * SECOND;
        progress.share(0.5);
        progress.stage("writing");
        assertThat(said.toString(StandardCharsets.UTF_8)).startsWith("\rquality").contains(" 50 %  2 s left").endsWith(System.lineSeparator());
    }

    @Test
    void aShortStageAndAQuietRunSayNothing() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
        progress.stage("affinities");
        now += SECOND;
        progress.share(0.9);
        ConsoleProgress quiet = progress(ConsoleProgress.Style.NONE);
        quiet.stage("affinities");
        now += 100 * SECOND;
        quiet.share(0.5);
        quiet.iteration(1, 2, 0.5);
        assertThat(said.size()).isZero();
    }

    /// The first iterations are Java's to learn in: the pace is that of the last second or two, and not of these.
    @Test
    void aShortRunSaysHowFastItIsNow() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
        progress.stage("optimizing");
        now += SECOND;
        progress.iteration(1, 1000, 1);
        for (int iteration = 2; iteration <= 1000; iteration++) {
            now += SECOND / 400;
            progress.iteration(iteration, 1000, 1);
        }
        assertThat(lines().getLast()).contains(" 400 it/s, 0 s left");
        assertThat(lines()).anyMatch(line -> line.contains("800/1000") && line.endsWith(" 400 it/s, 1 s left"));
    }

    @Test
    void aRunOfHalfASecondHasAPaceToo() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
        progress.stage("optimizing");
        for (int iteration = 1; iteration <= 100; iteration++) {
            now += SECOND / 200;
            progress.iteration(iteration, 100, 1);
        }
        assertThat(lines().getLast()).contains("100/100").contains("200 it/s");
    }

    /// It is computed every fifty iterations, and in between it is an old one.
    @Test
    void aCostThatIsNotOfThisIterationSaysOfWhichItIs() {
        ConsoleProgress progress = progress(ConsoleProgress.Style.PLAIN);
        progress.stage("optimizing");
        for (int iteration = 1; iteration <= 70; iteration++) {
            now += SECOND;
            progress.iteration(iteration, 1000, iteration < 50 ? 3.25 : 2.5);
        }
        assertThat(lines()).anyMatch(line -> line.startsWith("optimizing  10/1000  cost 3.250 at 0  "));
        assertThat(lines()).anyMatch(line -> line.startsWith("optimizing  60/1000  cost 2.500 at 50  "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "learning rate 1666.6666666666667 (automatic)|learning rate 1666.67 (automatic)",
        "4.656612873077393E-10 of it|4.65661e-10 of it",
        "0.30000000000000004 and 2.5|0.3 and 2.5",
        "1797 points, 64 columns|1797 points, 64 columns",
        "version 25.0.3, -0.123456789|version 25.0.3, -0.123457"
    })
    void numbersAreSaidAsTheyAreRead(String line, String read) {
        assertThat(ConsoleProgress.readable(line)).isEqualTo(read);
    }
}
