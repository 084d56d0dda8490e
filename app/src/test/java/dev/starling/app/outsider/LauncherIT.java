package dev.starling.app.outsider;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/// The program as its launcher starts it, from modules: what a class path would hide.
@Tag("outsider")
class LauncherIT {
    @TempDir
    static Path outside;

    @Test
    void itKnowsItsVersion() throws IOException {
        Workshop workshop = new Workshop(Files.createDirectory(outside.resolve("version")));
        Workshop.Outcome outcome = workshop.run(workshop.folder(), "starling --version");
        assertThat(outcome.output()).containsPattern("Starling \\d+\\.\\d+");
    }

    @Test
    void aFolderThatIsGoneIsToldInOneLine() throws IOException {
        Workshop workshop = new Workshop(Files.createDirectory(outside.resolve("gone")));
        Workshop.Outcome outcome = workshop.run(workshop.folder(), "mkdir here && cd here && rmdir ../here\nstarling --version || echo \"ended with $?\"");
        // Some shells have a line of their own when they start there.
        assertThat(outcome.output().lines().filter(line -> !line.startsWith("sh: "))).containsExactly(
                "starling: error: the folder that you are in is gone; Java cannot start there. Go to another (cd).", "ended with 5");
    }

    /// A run that is long enough for vectors to take over, with nothing of a test about it.
    @Test
    void tsneSeparatesDigitsAsWellAsOthersDo() throws IOException {
        Workshop workshop = new Workshop(Files.createDirectory(outside.resolve("digits")));
        workshop.done(workshop.folder(), "unset STARLING_JAVA_OPTIONS\nstarling embed digits -q --seed 1 --out map");
        JsonNode report = JsonMapper.builder().build().readTree(Files.readString(workshop.folder().resolve("map/run.json")));
        assertThat(report.at("/result/iterations").asInt()).isEqualTo(1000);
        assertThat(report.at("/result/cost").asDouble()).isLessThanOrEqualTo(0.69);
        assertThat(report.at("/quality/measures/label-accuracy/value").asDouble()).isGreaterThanOrEqualTo(0.975);
    }

    @Test
    void aSignalKeepsTheMapThatWasReached() throws IOException {
        Workshop workshop = new Workshop(Files.createDirectory(outside.resolve("signal")));
        String script = """
                starling embed digits --iterations 1000000 --progress bar --picture-size 600x400 --out map > said.txt 2>&1 &
                child=$!
                for i in $(seq 1 600); do grep -q '/1000000' said.txt && break; sleep 0.2; done
                kill -TERM $child
                wait $child || echo "ended with $?"
                cat said.txt
                """;
        Workshop.Outcome outcome = workshop.run(workshop.folder(), script);
        assertThat(outcome.output()).contains("ended with 143");
        assertThat(Files.readAllLines(workshop.folder().resolve("map/coords.csv"))).as(outcome.output()).hasSize(1_798);
    }
}
