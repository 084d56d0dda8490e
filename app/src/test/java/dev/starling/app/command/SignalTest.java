package dev.starling.app.command;

import dev.starling.app.plugins.PluginJar;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/// A run that a signal stops ends in good order at every stage, and keeps what it had reached. Of so few rows most of the time is the
/// program's start; with momentum they are not done before anybody can stop them.
@Tag("machines")
class SignalTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    @RegisterExtension
    final Program program = new Program(starling);

    @BeforeEach
    void onlyWhereThereAreSignals() throws IOException, InterruptedException {
        // Whoever starts the tests in the background may have SIGINT ignored, and children inherit that.
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")));
        Assumptions.assumeTrue(new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0);
    }

    private void start(String... words) throws IOException {
        program.start(List.of("env", "--default-signal=INT,TERM,HUP"), List.of(), words);
    }

    private void send(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(program.pid())).start().waitFor()).isZero();
    }

    /// The bar draws itself ten times a second, where plain lines are ten seconds apart, and ends no line but by its return.
    private void untilIterationsAreCounted() throws IOException {
        while (!program.line().contains("/1000000")) {
            // What is before it says how it goes on.
        }
    }

    private static String numbers(int rows, int columns) {
        Random random = new Random(1);
        StringBuilder table = new StringBuilder();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                table.append(column == 0 ? "" : ",").append(random.nextInt(1_000));
            }
            table.append('\n');
        }
        return table.toString();
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void whileItOptimizesTheMapThatWasReachedIsKept(String signal, int exit) throws IOException, InterruptedException {
        start("embed", "iris", "--iterations", "1000000", "--optimizer", "momentum", "--progress", "bar");
        program.until("memory");
        untilIterationsAreCounted();
        send(signal);
        String text = program.rest(exit);
        assertThat(text).contains("iterations; the coordinates are in iris.starling");
        assertThat(starling.read("iris.starling/coords.csv").lines()).hasSize(151);
        JsonNode report = JsonMapper.builder().build().readTree(starling.read("iris.starling/run.json"));
        assertThat(report.at("/result/finished").asString()).isEqualTo("interrupted");
        assertThat(report.at("/quality").isNull()).isTrue();
        assertThat(program.left()).containsExactly(
                "iris.starling", "iris.starling/.starling", "iris.starling/coords.csv", "iris.starling/map.html",
                "iris.starling/map.png", "iris.starling/run.json");
    }

    @Test
    void whileItReadsNothingIsLeft() throws IOException, InterruptedException {
        start("embed", "-");
        while (!Files.exists(starling.path("stdin.starling"))) {
            Thread.sleep(10);
        }
        send("INT");
        assertThat(program.rest(130)).contains("stopped before the first iteration was done, so nothing is left of this run");
        assertThat(program.left()).isEmpty();
    }

    @Test
    void whileItLooksForNeighborsNothingIsLeft() throws IOException, InterruptedException {
        starling.with("t.csv", numbers(10_000, 60));
        start("embed", "t.csv", "--no-header", "--init", "random", "--threads", "1", "--progress", "bar");
        program.until("affinities "); // it shows how far it is
        send("TERM");
        assertThat(program.rest(143)).contains("stopped before the first iteration was done");
        assertThat(program.left()).containsExactly("t.csv");
    }

    /// The map of a sample, which a start is made of, is none of the rows.
    @Test
    void whileItMakesAStartNothingIsLeft() throws IOException, InterruptedException {
        starling.with("t.csv", numbers(2_000, 3));
        start("embed", "t.csv", "--no-header", "--init", "sample", "--affinity", "sparse", "--optimizer", "momentum", "--iterations", "1000000", "--progress", "bar");
        program.until("start ");
        untilIterationsAreCounted();
        send("TERM");
        assertThat(program.rest(143)).contains("stopped before the first iteration was done, so nothing is left of this run");
        assertThat(program.left()).containsExactly("t.csv");
    }

    /// What an earlier run has left is replaced as a whole, whenever the signal comes.
    @ParameterizedTest
    @CsvSource({"done,quality", "quality,writing"})
    void whileItScoresOrWritesOnlyScoresAreLeftOut(String before, String stage) throws IOException, InterruptedException {
        starling.with("t.csv", numbers(2_500, 3));
        assertThat(starling.run("embed", "t.csv", "--iterations", "2", "--engine", "far", "--out", starling.path("o").toString(), "--picture-size", "600x400").code())
                .isZero();
        start("embed", "t.csv", "--iterations", "20", "--threads", "1", "--out", "o", "--force", "--progress", "plain", "--picture-size", "2000x2000");
        program.until(before);
        send("TERM");
        assertThat(program.rest(143)).as(stage).containsPattern("the map was reached; the page and the picture follow in about \\d s; ask again to leave them out");
        assertThat(starling.read("o/coords.csv").lines()).hasSize(2_501);
        assertThat(starling.read("o/run.json")).contains("all 20 iterations done").endsWith("}");
        assertThat(program.left()).containsExactly(
                "o", "o/.starling", "o/coords.csv", "o/map.html", "o/map.png", "o/run.json", "t.csv");
    }

    /// What is asked twice is not finished in peace.
    @Test
    void aSecondSignalEndsItAtOnce() throws IOException, InterruptedException {
        start("embed", "iris", "--iterations", "1000000", "--optimizer", "momentum", "--progress", "bar", "--picture-size", "10000x10000");
        untilIterationsAreCounted();
        send("INT");
        program.until("starling: stopped after");
        send("INT");
        program.rest(130);
        assertThat(starling.read("iris.starling/coords.csv").lines()).hasSize(151);
        assertThat(program.left()).doesNotContain("iris.starling/map.png").contains("iris.starling/run.json");
    }

    /// As `nohup` has it, and a shell that puts a command into the background of a script.
    @ParameterizedTest
    @ValueSource(strings = {"HUP", "INT"})
    void aSignalThatWasIgnoredBeforeStaysIgnored(String ignored) throws IOException, InterruptedException {
        program.start(List.of("env", "--default-signal=INT,TERM,HUP", "--ignore-signal=" + ignored), List.of(),
                "embed", "iris", "--iterations", "1000000", "--optimizer", "momentum", "--progress", "bar", "--picture-size", "600x400");
        untilIterationsAreCounted();
        send(ignored);
        for (int k = 0; k < 10; k++) {
            untilIterationsAreCounted();
        }
        send("TERM");
        assertThat(program.rest(143)).contains("iterations; the coordinates are in iris.starling");
        assertThat(starling.read("iris.starling/coords.csv").lines()).hasSize(151);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -Xrs                      | because Java is told to leave signals alone, by -Xrs
            --limit-modules=java.se   | because Java has no module jdk.unsupported
            """)
    void whereSignalsCannotBeHeardThatIsSaid(String option, String why) throws IOException, InterruptedException {
        program.start(List.of(), option.startsWith("--limit") ? List.of(option + ",jdk.incubator.vector,jdk.zipfs") : List.of(option),
                "embed", "iris", "--iterations", "2", "--progress", "plain", "--picture-size", "600x400");
        assertThat(program.rest(0)).contains("signals cannot be heard, " + why, "stopped by HUP, INT, TERM keeps nothing");
    }

    /// An iteration that takes long is not cut off, and how long it will take is said.
    @Test
    void anIterationThatTakesLongIsWaitedForAndThatIsSaid() throws IOException, InterruptedException {
        PluginJar.named("slow").java("""
                package org.acme;
                import dev.starling.api.*;
                import java.util.*;
                public class Slow implements Optimizer {
                    @Override public String name() { return "slow"; }
                    @Override public String summary() { return "made for a test"; }
                    @Override public Run start(Objective objective, double[] y, Arguments given) {
                        return new Run() {
                            @Override public Step step() {
                                long until = System.nanoTime() + 4_000_000_000L;
                                while (System.nanoTime() < until) Thread.onSpinWait();
                                return new Step(Double.NaN, 1, null);
                            }
                            @Override public double[] position() { return y.clone(); }
                            @Override public Map<String, double[]> state() { return Map.of(); }
                            @Override public void restore(Map<String, double[]> state) { }
                        };
                    }
                }
                """).service("Optimizer", "org.acme.Slow").write(Files.createDirectory(starling.path("plugins")));
        start("embed", "iris", "--optimizer", "slow", "--plugins", "plugins", "--iterations", "5", "--progress", "plain", "--picture-size", "600x400");
        program.until("optimizing");
        send("TERM");
        assertThat(program.rest(143))
                .containsPattern("stopping once the iteration under way is done, in about [1-9]\\d* s; ask again to end now")
                .containsPattern("stopped after [1-5] iterations?; the coordinates are in iris.starling")
                .containsPattern("and the page and the picture follow in about \\d+ s");
        assertThat(starling.read("iris.starling/coords.csv").lines()).hasSize(151);
    }

    @Test
    void theNextRunClearsWhatAKilledOneLeft() throws IOException, InterruptedException {
        start("embed", "iris", "--iterations", "1000000", "--optimizer", "momentum", "--progress", "bar");
        untilIterationsAreCounted();
        program.kill();
        assertThat(program.left()).contains("iris.starling/.starling").anyMatch(file -> file.startsWith("tmp/starling-plugins-"));
        start("embed", "iris", "--iterations", "2", "--progress", "none", "--picture-size", "600x400");
        program.rest(0);
        assertThat(program.left()).contains("iris.starling/coords.csv").noneMatch(file -> file.startsWith("tmp/") || file.contains("-2"));
    }

    @Test
    void anEvaluationThatIsStoppedLeavesNoName() throws IOException, InterruptedException {
        starling.with("y.csv", "1,2\n");
        start("evaluate", "-", "--at", "y.csv", "--gradient", "g.csv");
        while (!Files.exists(starling.path("g.csv"))) {
            Thread.sleep(10);
        }
        send("TERM");
        program.rest(143);
        assertThat(program.left()).containsExactly("y.csv");
    }
}
