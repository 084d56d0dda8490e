package dev.starling.app.command;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/// A run that a signal stops ends in good order at every stage, and keeps what it had reached.
class SignalTest {
    private static final int HANG_SECONDS = 120;

    @RegisterExtension
    final Terminal starling = new Terminal();

    private Path temporary = Path.of("");
    private Process process;

    @BeforeEach
    void onlyWhereThereAreSignals() throws IOException, InterruptedException {
        // Whoever starts the tests in the background may have SIGINT ignored, and children inherit that.
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/kill")) || Files.isExecutable(Path.of("/usr/bin/kill")));
        Assumptions.assumeTrue(new ProcessBuilder("env", "--default-signal=INT", "true").start().waitFor() == 0);
        temporary = Files.createDirectory(starling.path("tmp"));
    }

    @AfterEach
    void nothingGoesOn() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /// Starts a run in the terminal's folder.
    private BufferedReader start(String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "env", "--default-signal=INT,TERM,HUP", ProcessHandle.current().info().command().orElseThrow(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "--add-modules", "jdk.incubator.vector", "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + temporary, "-Dstarling.home=" + Terminal.home(), "-cp", System.getProperty("java.class.path"),
                "dev.starling.app.Main"));
        command.addAll(List.of(words));
        process = new ProcessBuilder(command).directory(starling.folder().toFile()).redirectErrorStream(true).start();
        return process.inputReader(StandardCharsets.UTF_8);
    }

    private static String until(BufferedReader said, String word) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            text.append(line).append('\n');
            if (line.startsWith(word)) {
                return text.toString();
            }
        }
        throw new AssertionError("'" + word + "' was never said:\n" + text);
    }

    private void send(String signal) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor()).isZero();
    }

    private String rest(BufferedReader said, int exit) throws IOException, InterruptedException {
        StringBuilder text = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            text.append(line).append('\n');
        }
        assertThat(process.waitFor(HANG_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
        assertThat(process.exitValue()).as(text.toString()).isEqualTo(exit);
        assertThat(text).as("a fault of ours").doesNotContain("fault of Starling", "Exception", "\tat ");
        return text.toString();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.walk(starling.folder())) {
            return files.filter(file -> !file.equals(starling.folder()) && !file.equals(temporary))
                    .filter(file -> !file.startsWith(starling.path("tmp")) || !file.getFileName().toString().startsWith("hsperf"))
                    .map(file -> starling.folder().relativize(file).toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143", "HUP,129"})
    void whileItOptimizesTheMapThatWasReachedIsKept(String signal, int exit) throws IOException, InterruptedException {
        BufferedReader said = start("embed", "digits", "--iterations", "1000000", "--optimizer", "momentum", "--progress", "bar");
        until(said, "memory");
        while (!said.readLine().contains("optimizing ")) {
            // The bar draws itself over and over, and ends no line.
        }
        send(signal);
        String text = rest(said, exit);
        assertThat(text).contains("iterations; the coordinates are in digits.starling");
        assertThat(starling.read("digits.starling/coords.csv").lines()).hasSize(1798);
        JsonNode report = JsonMapper.builder().build().readTree(starling.read("digits.starling/run.json"));
        assertThat(report.at("/result/finished").asString()).isEqualTo("interrupted");
        assertThat(report.at("/quality").isNull()).isTrue();
        assertThat(left()).containsExactly(
                "digits.starling", "digits.starling/.starling", "digits.starling/coords.csv", "digits.starling/map.html",
                "digits.starling/map.png", "digits.starling/run.json");
    }

    @Test
    void whileItReadsNothingIsLeft() throws IOException, InterruptedException {
        BufferedReader said = start("embed", "-");
        while (!Files.exists(starling.path("stdin.starling"))) {
            Thread.sleep(10);
        }
        send("INT");
        assertThat(rest(said, 130)).contains("stopped before the first iteration was done, so nothing is left of this run");
        assertThat(left()).isEmpty();
    }

    @Test
    void whileItLooksForNeighborsNothingIsLeft() throws IOException, InterruptedException {
        Random random = new Random(1);
        StringBuilder table = new StringBuilder();
        for (int row = 0; row < 10_000; row++) {
            for (int column = 0; column < 60; column++) {
                table.append(column == 0 ? "" : ",").append(random.nextInt(1_000));
            }
            table.append('\n');
        }
        starling.with("t.csv", table.toString());
        BufferedReader said = start("embed", "t.csv", "--no-header", "--init", "random", "--threads", "1", "--progress", "plain");
        until(said, "memory");
        send("TERM");
        assertThat(rest(said, 143)).contains("stopped before the first iteration was done");
        assertThat(left()).containsExactly("t.csv");
    }

    @Test
    void whileItWritesTheMapIsKept() throws IOException, InterruptedException {
        BufferedReader said = start("embed", "digits", "--iterations", "20", "--progress", "plain", "--picture-size", "10000x10000");
        until(said, "quality");
        send("INT");
        assertThat(rest(said, 130)).contains("the map was reached and is in digits.starling");
        assertThat(starling.read("digits.starling/coords.csv").lines()).hasSize(1798);
        assertThat(starling.read("digits.starling/run.json")).endsWith("}");
        assertThat(left()).allSatisfy(file -> assertThat(file).doesNotContain(".tmp-")).doesNotContain("digits.starling/map.png");
    }

    /// What is asked twice is not finished in peace.
    @Test
    void aSecondSignalEndsItAtOnce() throws IOException, InterruptedException {
        BufferedReader said = start(
                "embed", "digits", "--iterations", "1000000", "--progress", "plain", "--picture-size", "10000x10000");
        until(said, "optimizing");
        send("INT");
        until(said, "starling: stopped after");
        send("INT");
        rest(said, 130);
        assertThat(starling.read("digits.starling/coords.csv").lines()).hasSize(1798);
        assertThat(left()).doesNotContain("digits.starling/map.png").contains("digits.starling/run.json");
    }

    @Test
    void theNextRunClearsWhatAKilledOneLeft() throws IOException, InterruptedException {
        BufferedReader said = start("embed", "digits", "--iterations", "1000000", "--progress", "plain");
        until(said, "optimizing");
        process.destroyForcibly().waitFor();
        assertThat(left()).contains("digits.starling/.starling").anyMatch(file -> file.startsWith("tmp/starling-plugins-"));
        said = start("embed", "digits", "--iterations", "2", "--progress", "none", "--picture-size", "600x400");
        rest(said, 0);
        assertThat(left()).contains("digits.starling/coords.csv").noneMatch(file -> file.startsWith("tmp/") || file.contains("-2"));
    }

    @Test
    void anEvaluationThatIsStoppedLeavesNoName() throws IOException, InterruptedException {
        BufferedReader said = start("evaluate", "-", "--at", "y.csv", "--gradient", "g.csv");
        while (!Files.exists(starling.path("g.csv"))) {
            Thread.sleep(10);
        }
        send("TERM");
        rest(said, 143);
        assertThat(left()).isEmpty();
    }
}
