package dev.starling.app.command;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.starling.app.fault.Exit.RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

/// What goes wrong after the map was reached costs only what it hits. The whole program, on disks and in memory that really end.
class WritingTest {
    @RegisterExtension
    final Terminal starling = new Terminal();

    @RegisterExtension
    final Program program = new Program(starling);

    @Test
    void aPictureThatFailsCostsOnlyThePicture() throws IOException, InterruptedException {
        program.start(List.of(), List.of("-Xmx60m"), "embed", "iris", "--iterations", "20", "--progress", "plain", "--picture-size", "10000x10000");
        assertThat(program.rest(RESOURCES.code())).contains(
                "starling: error: map.png could not be drawn: the memory ran out at 58 MiB. What helps: more memory (STARLING_JAVA_OPTIONS=-Xmx116m); or a smaller --picture-size. ",
                "Everything else is in iris.starling.");
        assertThat(program.left()).containsExactly(
                "iris.starling", "iris.starling/.starling", "iris.starling/coords.csv", "iris.starling/map.html", "iris.starling/run.json");
        assertThat(starling.read("iris.starling/coords.csv").lines()).hasSize(151);
        assertThat(starling.read("iris.starling/run.json")).contains("\"quality\" : {").endsWith("}");
    }

    /// Many columns are more than the picture, and nothing about it helps.
    @Test
    void aPageThatFailsCostsOnlyThePage() throws IOException, InterruptedException {
        Random random = new Random(1);
        String rows = IntStream.range(0, 2_000).mapToObj(row -> IntStream.range(0, 1_000)
                .mapToObj(column -> Integer.toString(random.nextInt(1_000_000))).collect(Collectors.joining(","))).collect(Collectors.joining("\n"));
        starling.with("wide.csv", rows);
        program.start(List.of(), List.of("-Xmx96m"), "embed", "wide.csv", "--no-header", "--pca", "2", "--init", "random", "--iterations", "20", "--progress", "plain", "--out", "map",
                "--picture-size", "600x400");
        assertThat(program.rest(RESOURCES.code())).contains("MiB, which is too little for map.html: show fewer columns there (--show NAMES)").containsPattern(
                "starling: error: map.html could not be drawn: the memory ran out at 9\\d MiB\\. What helps: more memory \\(STARLING_JAVA_OPTIONS=-Xmx1[89]\\dm\\)"
                        + "; or fewer columns on the page \\(--show NAME, or --hide NAMES\\)\\. Everything else is in map\\.");
        assertThat(starling.read("map/coords.csv").lines()).hasSize(2_001);
    }

    /// The page fits on the disk no more; what was written stays, the rest is elsewhere.
    @Test
    void aDiskThatFillsUpCostsNothing() throws IOException, InterruptedException {
        Assumptions.assumeTrue(canMount(), "small disks cannot be made here");
        Files.createDirectory(starling.path("small"));
        String onASmallDisk = "mount -t tmpfs -o size=64k none small && \"$@\"; code=$?; cp -r small kept; exit $code";
        program.start(List.of("unshare", "-rm", "sh", "-c", onASmallDisk, "sh"), List.of(),
                "embed", "iris", "--iterations", "20", "--progress", "plain", "--out", "small/map");
        assertThat(program.rest(5)).contains(
                "small/map/map.html cannot be written: No space left on device. What was made is in the files named here.",
                "small/map/coords.csv\n", "/map/map.html\n");
        assertThat(starling.read("kept/map/coords.csv").lines()).hasSize(151);
        assertThat(starling.read("map/map.html").stripTrailing()).endsWith("</html>");
        assertThat(starling.read("map/run.json")).endsWith("}");
        assertThat(program.left()).noneMatch(file -> file.contains(".starling-tmp-"));
    }

    private static boolean canMount() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void theFolderOneWorksInIsAsGoodAsAnother() throws IOException, InterruptedException {
        starling.with("cells.csv", "a,b\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n");
        String[] words = {"embed", "cells.csv", "--out", ".", "--iterations", "2", "--progress", "none", "--picture-size", "600x400"};
        program.start(List.of(), List.of(), words);
        assertThat(program.rest(0)).contains("coords.csv\n");
        assertThat(program.left()).containsExactly(".starling", "cells.csv", "coords.csv", "map.html", "map.png", "run.json");
        program.start(List.of(), List.of(), words);
        assertThat(program.rest(5)).contains(". is there already. Choose another folder with --out, or replace it with --force.");
    }

    @Test
    void nobodyIsToldThatNobodyReads() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isSymbolicLink(Path.of("/proc/self/fd/1")));
        program.start(List.of("sh", "-c", "(\"$@\"; echo \"ended with $?\" >&2) | sh -c 'exec <&-'", "sh"), List.of(), "list");
        assertThat(program.rest(0)).contains("ended with 141").doesNotContain("error");
    }

    @Test
    void outputThatCannotBeWrittenIsAnError() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")));
        program.start(List.of("sh", "-c", "\"$@\" >/dev/full", "sh"), List.of(), "list");
        assertThat(program.rest(5)).contains("starling: error: standard output cannot be written to.");
    }
}
