package dev.starling.app.command;

import dev.starling.api.Optimizer;
import dev.starling.app.files.Sha256;
import dev.starling.app.plugins.PluginJar;
import dev.starling.core.plan.Catalog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.FILES;
import static dev.starling.app.fault.Exit.NUMERICAL;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// `run.json` holds all that makes the same map again.
class RepeatCommandTest {
    private static final String TABLE = """
            name;a;b;c;kind
            p;1,5;2;3;x
            q;2;3;1;y
            r;4;6;2;x
            s;3;1;9;y
            t;0;2;4;x
            u;5;5;5;y
            v;7;2;2;x
            w;8,25;1;6;y
            """;

    /// A ring of eight.
    private static final String NEIGHBORS = """
            0,1,1
            1,2,1
            2,3,2
            3,4,1
            4,5,3
            5,6,1
            6,7,1
            7,0,2
            """;

    @RegisterExtension
    final Terminal starling = new Terminal();

    private String embed(String... words) {
        List<String> all = new ArrayList<>(List.of("embed", "--progress", "none", "--picture-size", "600x400", "--out", starling.path("map").toString()));
        all.addAll(List.of(words));
        starling.run(all.toArray(String[]::new)).done();
        return starling.path("map/run.json").toString();
    }

    private String[] repeat(String... words) {
        List<String> all = new ArrayList<>(List.of("repeat", "--progress", "none", "--out", starling.path("again").toString()));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    @RegisterExtension
    final Program program = new Program(starling);

    @ParameterizedTest
    @ValueSource(strings = {
        "iris --iterations 20",
        "iris --iterations 20 --seed 7 --precision single --dims 3",
        "iris --iterations 20 --perplexity 5,10 --perplexity 20 --affinity dense",
        "iris --iterations 20 --engine far --tolerance 0.01 --init spectral",
        "iris --iterations 20 --method hssne --optimizer momentum --set kernel.alpha=0.5 --set optimizer.learning-rate=3 --exaggeration 2",
        "iris --iterations 20 --kernel 1/(1+f)^a --set kernel.a=2 --learn kernel.a",
        "iris --iterations 20 --method nerv --optimizer l-bfgs --normalize pair --data-precisions",
        "iris --iterations 20 --metric manhattan --init random",
        "iris --iterations 20 --metric sum(abs(x-y)) --prepare standardize",
        "t.csv --iterations 9 --features a,c --id name --label kind --perplexity 2",
        "t.csv --iterations 9 --exclude 2 --exclude 3 --no-header --skip 1 --perplexity 2 --delimiter ; --decimal ,",
        "t.csv --iterations 9 --header --hide c --label-kind class --label kind --whiten 2 --perplexity 2",
        "--distances d.csv --method mmds --iterations 9",
        "t.csv --distances d.csv --iterations 9 --perplexity 2",
        "t.csv --iterations 9 --init y.csv --perplexity 2",
        "t.csv --iterations 9 --init y.csv --perplexity 2 --exaggeration 4 --threads 3",
        "t.csv --iterations 9 --neighbors n.csv",
        "--affinities n.csv --iterations 9 --late-exaggeration 2",
        "t.csv --iterations 9 --metric gower --columns number:a*2,category:kind --id name --perplexity 2",
        "t.csv --iterations 9 --affinity-kernel exp(-b*r) --perplexity 2",
    })
    void aRunIsMadeAgain(String words) {
        starling.with("t.csv", TABLE);
        starling.with("d.csv", distances());
        starling.with("n.csv", NEIGHBORS);
        starling.with("y.csv", "x,y\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n2,8\n7,1\n");
        String report = embed(words.split(" "));
        Terminal.Outcome outcome = starling.run(repeat(report)).done();
        assertThat(outcome.results()).contains("same coordinates as in " + report + ", SHA-256 ");
        assertThat(outcome.messages()).doesNotContain("somebody");
        assertThat(starling.read("again/coords.csv")).isEqualTo(starling.read("map/coords.csv"));
    }

    /// Its options make the run again; what it records of them is held against what they made.
    @Test
    void aReportThatSomebodyHasChangedIsToldFromOneThatDoesNotRepeat() {
        String report = embed("iris", "--iterations", "5");
        String text = starling.read("map/run.json");
        assertThat(text).contains("\"seed\" : 1").contains("--iterations=5");
        starling.with("recorded.json", text.replace("\"seed\" : 1", "\"seed\" : 2"));
        assertThat(starling.run(repeat("recorded.json")).done().messages())
                .contains("recorded.json makes the same map, but it records run.seed 2 where its options make 1, so somebody has changed it");
        starling.with("asked.json", text.replace("--iterations=5", "--iterations=6"));
        Terminal.Outcome other = starling.run("repeat", starling.path("asked.json").toString(), "--out", starling.path("other").toString());
        assertThat(other.code()).isEqualTo(NUMERICAL.code());
        assertThat(other.messages()).contains("the map is another", "it records run.iterations 5 where its options make 6, so somebody has changed it")
                .doesNotContain("not reproducible");
        assertThat(report).endsWith("run.json");
    }

    private static double[][] distances() {
        double[][] distances = new double[8][8];
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 8; j++) {
                distances[i][j] = i == j ? 0 : 1 + (i * j) % 5 + Math.abs(i - j);
            }
        }
        return distances;
    }

    @Test
    void aRunIsMadeAgainFromAnywhere() throws IOException, InterruptedException {
        starling.with("t.csv", TABLE).with("y.csv", "x,y\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n2,8\n7,1\n");
        program.start(List.of(), List.of(), "embed", "t.csv", "--init=y.csv", "--perplexity=2", "--iterations=5", "--out=map", "-q");
        program.rest(0);
        starling.run(repeat(starling.path("map/run.json").toString())).done();
    }

    /// A repetition is a run like any other, and its folder as good as its report.
    @Test
    void aRepetitionIsRepeated() {
        embed("iris", "--iterations", "5");
        starling.run(repeat(starling.path("map").toString())).done();
        starling.run("repeat", starling.path("again").toString(), "-q", "--out", starling.path("third").toString()).done();
        assertThat(starling.read("third/coords.csv")).isEqualTo(starling.read("map/coords.csv"));
    }

    @Test
    void pluginsAreFoundWhereTheyWere() throws IOException {
        PluginJar.good("spiral").write(Files.createDirectory(starling.path("plugins")));
        String report = embed("iris", "--iterations", "5", "--kernel", "spiral", "--plugins", starling.path("plugins").toString());
        starling.run(repeat(report)).done();
    }

    @Test
    void aFileThatHasChangedIsRefusedBeforeTheRun() {
        String report = embed(starling.with("t.csv", TABLE).path("t.csv").toString(), "--perplexity", "2", "--iterations", "5");
        starling.with("t.csv", TABLE.replace("8,25", "8,26"));
        starling.refuses(DATA, repeat(report)).contains("t.csv is not what that run read: its SHA-256 is ", "Give the file as it was, by --data");
        starling.with("moved.csv", TABLE);
        starling.run(repeat(report, "--data", starling.path("moved.csv").toString())).done();
    }

    /// What came through a pipe is gone, and whatever is there now must be what it was.
    @ParameterizedTest
    @ValueSource(strings = {"starling embed - < t.csv", "cat t.csv | starling embed -", "starling embed <(cat t.csv)", "cat t.csv | starling embed /dev/stdin"})
    void aTableThatCameThroughAPipeIsGivenAgain(String words) throws IOException, InterruptedException {
        starling.with("t.csv", TABLE).with("other.csv", TABLE.replace("8,25", "8,26"));
        bash(words + " --perplexity 2 --iterations 5 --out map -q", 0);
        String again = bash("starling repeat map -q < /dev/null", USAGE.code());
        assertThat(again).contains("that run read its table through a pipe, which is empty now: give the same data by --data FILE, or through a pipe again with --data -");
        for (String good : List.of("repeat map --data t.csv", "repeat map --data - < t.csv", "repeat map --data <(cat t.csv)")) {
            assertThat(bash("starling " + good + " --out again --force --progress none", 0)).as(good).contains("same coordinates as in");
        }
        for (String bad : List.of("repeat map --data other.csv", "repeat map --data - < other.csv", "repeat map --data <(cat other.csv)")) {
            assertThat(bash("starling " + bad + " --out none --progress none", DATA.code())).as(bad)
                    .contains(" is not what that run read: its SHA-256 is ", "Give the file as it was, by --data,");
            assertThat(starling.path("none")).doesNotExist();
        }
    }

    /// A name that a program has for an open file is not that of the file.
    @Test
    void aFileByTheNameOfAnInputIsRepeatedByItsOwn() throws IOException, InterruptedException {
        starling.with("t.csv", TABLE);
        bash("starling embed /dev/stdin --perplexity 2 --iterations 5 --out map -q < t.csv", 0);
        assertThat(bash("starling repeat map --out again --progress none < /dev/null", 0)).contains("same coordinates as in");
    }

    /// Its bytes are hashed as they come, and it is not opened a second time, for which a named pipe would wait for ever.
    @ParameterizedTest
    @ValueSource(strings = {"t.csv --init y.csv", "--distances d.csv", "t.csv --neighbors n.csv"})
    void whatCameThroughAPipeIsKnownByItsBytes(String words) throws IOException, InterruptedException {
        starling.with("t.csv", TABLE).with("n.csv", NEIGHBORS).with("y.csv", "x,y\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n2,8\n7,1\n");
        starling.with("d.csv", IntStream.range(0, 8).mapToObj(i -> IntStream.range(0, 8).mapToObj(j -> "" + Math.abs(i * i - j * j))
                .collect(Collectors.joining(","))).collect(Collectors.joining("\n", "", "\n")));
        String file = words.replaceFirst(".* ", "");
        String sha256 = Sha256.of(starling.read(file).getBytes(StandardCharsets.UTF_8));
        String embed = "starling embed " + words.replaceFirst("\\S+$", "") + "%s --iterations 5 --out %s -q";
        bash(embed.formatted("<(cat " + file + ")", "map"), 0);
        assertThat(starling.read("map/run.json")).contains("\"sha256\" : \"" + sha256 + "\"");
        assertThat(bash("starling repeat map -q", USAGE.code()))
                .containsPattern("that run read /\\S+ \\(SHA-256 " + sha256 + "\\) through a pipe, which is empty now: write it to a file");
        bash("mkfifo named; cat " + file + " > named & " + embed.formatted("named", "again"), 0);
        assertThat(bash("rm named; cp " + file + " named; starling repeat again --progress none", 0)).contains("same coordinates as in");
        assertThat(bash("echo 1,2,1 >> named; starling repeat again -q", DATA.code())).contains("named is not what that run read: its SHA-256 is ");
    }

    private String bash(String words, int exit) throws IOException, InterruptedException {
        program.start(List.of("bash", "-c", "starling() { \"${program[@]}\" \"$@\"; }; program=(\"$@\"); " + words, "bash"), List.of());
        return program.rest(exit);
    }

    @Test
    void neighborsThatHaveChangedAreRefused() {
        starling.with("n.csv", NEIGHBORS).with("t.csv", TABLE);
        String report = embed("t.csv", "--iterations", "5", "--neighbors", "n.csv");
        starling.with("n.csv", NEIGHBORS.replace("2,3,2", "2,3,1"));
        starling.refuses(DATA, repeat(report)).contains("n.csv is not what that run read");
    }

    @Test
    void aFileThatIsGoneIsNamed() throws IOException {
        starling.with("y.csv", "x,y\n1,2\n2,3\n4,6\n3,1\n0,2\n5,5\n2,8\n7,1\n").with("t.csv", TABLE);
        String report = embed("t.csv", "--perplexity", "2", "--iterations", "5", "--init", "y.csv");
        Files.delete(starling.path("y.csv"));
        starling.refuses(FILES, repeat(report)).contains("y.csv is no longer there.");
        Files.delete(starling.path("t.csv"));
        starling.refuses(FILES, repeat(report)).contains("t.csv is no longer there. If it was moved, say where it is by --data.");
    }

    @Test
    void anotherMapIsNoSuccess() {
        String report = embed("iris", "--iterations", "5");
        starling.with("other.json", starling.read("map/run.json").replaceAll("(\"coordinatesSha256\" : \")....", "$1abcd")
                .replaceFirst("(\"starling\" : \")[^\"]*", "$10.9"));
        Terminal.Outcome outcome = starling.run(repeat("other.json"));
        assertThat(outcome.code()).isEqualTo(NUMERICAL.code());
        assertThat(outcome.messages()).contains(
                "starling: error: the map is another: its coordinates have SHA-256 ", "The likely reason: it was made by Starling 0.9, and this is ");
        assertThat(outcome.results()).doesNotContain("same");
        assertThat(report).isNotEmpty();
    }

    @Test
    void whatTellsOfNoRunIsRefused() {
        embed("iris", "--iterations", "5");
        String good = starling.read("map/run.json");
        starling.refuses(FILES, repeat("none.json")).contains("there is no file 'none.json'");
        starling.with("cut.json", good.substring(0, good.length() / 2));
        starling.refuses(DATA, repeat("cut.json")).contains("cut.json is no JSON, or cut off");
        starling.with("empty.json", "{}");
        starling.refuses(DATA, repeat("empty.json")).contains("empty.json is no report of a run");
        starling.with("list.json", "[1, 2]");
        starling.refuses(DATA, repeat("list.json")).contains("list.json is no report of a run");
        starling.with("old.json", good.replaceFirst("(?s)\"repeat\" : \\{.*?\\},", ""));
        starling.refuses(DATA, repeat("old.json")).contains("old.json lacks what is needed to repeat the run", "Say the command again: starling embed");
        starling.with("new.json", good.replace("\"--iterations=5\"", "\"--flavor=5\""));
        starling.refuses(DATA, repeat("new.json")).contains("new.json has options that Starling", "--flavor=5");
        starling.with("stopped.json", good.replaceFirst("(\"finished\" : \")[^\"]*", "$1interrupted"));
        starling.refuses(DATA, repeat("stopped.json")).contains("was stopped after 5 iterations", "For the whole run: starling embed");
        starling.refuses(USAGE, "repeat").contains("RUN.JSON");
    }

    /// Whatever the report says, nothing that is there is replaced, unless that is asked for.
    @Test
    void nothingIsReplaced() {
        String report = embed("iris", "--iterations", "5");
        starling.run("embed", "iris", "--iterations", "6", "--progress", "none", "--out", starling.path("other").toString()).done();
        starling.refuses(FILES, "repeat", report, "--out", starling.path("other").toString()).contains("or replace it with --force");
        assertThat(starling.run("repeat", report, "--out", starling.path("other").toString(), "--force").done().results()).contains("same coordinates as in");
    }

    @Test
    void everyNumberOfAReportIsOne() {
        for (Optimizer optimizer : Catalog.installed().all(Optimizer.class)) {
            embed("iris", "--iterations", "5", "--optimizer", optimizer.name(), "--force");
            assertThat(starling.read("map/run.json")).as(optimizer.name()).doesNotContain("NaN", "Infinity");
        }
        assertThat(Arrays.asList(starling.read("map/run.json").split("\n"))).anyMatch(line -> line.contains("learningRate"));
    }
}
