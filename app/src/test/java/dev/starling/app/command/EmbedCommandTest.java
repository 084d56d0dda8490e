package dev.starling.app.command;

import dev.starling.app.ShortProgram;
import dev.starling.app.files.Sha256;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.FILES;
import static dev.starling.app.fault.Exit.NUMERICAL;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `starling embed`: what bad input gets, and what is written of good.
class EmbedCommandTest {
    private static final String TABLE = "a,b,kind\n1,2,x\n2,3,y\n4,6,x\n3,1,y\n0,2,x\n5,5,y\n";

    @RegisterExtension
    final Terminal starling = new Terminal();

    private String[] embedding(String... words) {
        String map = starling.path("map").toString();
        List<String> all = new ArrayList<>(List.of("embed", "--progress", "none", "--picture-size", "600x400", "--out", map));
        all.addAll(List.of(words));
        return all.toArray(String[]::new);
    }

    private AbstractStringAssert<?> table(String content) {
        return starling.with("t.csv", content).refuses(DATA, embedding("t.csv"));
    }

    private JsonNode embed(String... words) {
        starling.run(embedding(words)).done();
        return JsonMapper.builder().build().readTree(starling.read("map/run.json"));
    }

    private List<String> embedded(String... words) {
        embed(words);
        return starling.read("map/coords.csv").lines().toList();
    }

    /// Rows of coords.csv without the header, each as many finite numbers as asked for after the id.
    private static void assertFinite(List<String> lines, int rows, int dimensions) {
        assertThat(lines).hasSize(rows + 1);
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            for (int k = 1; k <= dimensions; k++) {
                assertThat(Double.parseDouble(cells[k])).isFinite();
            }
        }
    }

    @Test
    void tablesThatCannotBeUsed() {
        starling.refuses(FILES, embedding("missing.csv")).startsWith("there is no file 'missing.csv'").contains("Check the name");
        starling.refuses(FILES, embedding("irs")).contains("there is no file 'irs'", "digits, iris, penguins");
        table("").contains("t.csv", "is empty");
        table("a,b\n").contains("t.csv", "a header but no rows");
        table("a,b\n1,2\n3,4x\n5,6\n7,8\n").contains("t.csv:3:2 (b)", "\"4x\" is not a number", "--exclude b");
        table("a,b\n1,2\n3\n5,6\n").contains("t.csv:3:", "1 field");
        table("a,b\n1,2\n3,NaN\n5,6\n").contains("t.csv:3:2 (b)", "\"NaN\"", "--missing mean");
        table("a,b\n1,2\n3,Inf\n5,6\n").contains("t.csv:3:2 (b)", "\"Inf\" is not finite");
        table("a,b\n1,2\n2,3\n").contains("t.csv has 2 rows; an embedding needs at least 3. Add rows.");
    }

    @Test
    void namesThatThereAreNot() {
        starling.refuses(USAGE, embedding("iris", "--method", "tsne")).contains("no method 'tsne'; did you mean t-sne?");
        starling.refuses(USAGE, embedding("iris", "--cost", "kulback")).contains("no cost 'kulback'; did you mean kullback-leibler?");
        starling.refuses(USAGE, embedding("iris", "--kernel", "gausian")).contains("no kernel 'gausian'; did you mean gaussian?");
        starling.refuses(USAGE, embedding("iris", "--transform", "square")).contains("no transform 'square'; did you mean squared?");
        starling.refuses(USAGE, embedding("iris", "--optimizer", "adm")).contains("no optimizer 'adm'; did you mean adam?");
        starling.refuses(DATA, embedding("iris", "--label", "specie")).contains("no column 'specie' (--label)", "did you mean 'species'?");
        starling.refuses(DATA, embedding("iris", "--features", "petal")).contains("no column 'petal' (--features)", "did you mean 'petal_");
        starling.refuses(USAGE, embedding("iris", "--kernl", "gaussian")).startsWith("unknown option '--kernl'; did you mean --kernel?")
                .endsWith("\nHelp: starling embed --help");
        starling.refuses(USAGE, "embd", "iris")
                .startsWith("unknown command 'embd'; did you mean embed?").endsWith("\nHelp: starling --help");
        starling.refuses(USAGE, embedding("iris", "digits")).startsWith("unknown argument 'digits'.");
    }

    @ParameterizedTest
    @CsvSource({"--dims,0", "--dims,1001", "--threads,0", "--threads,-1", "--threads,1025", "--iterations,0", "--iterations,-5", "--pca,5",
        "--pca,0", "--whiten,9"})
    void numbersOutOfTheirRange(String option, String value) {
        starling.refuses(USAGE, embedding("iris", option, value))
                .matches(option + " must be between 1 and \\d+( for these data)?, but was " + value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dims", "--threads", "--iterations", "--seed", "--pca", "--perplexity", "--exaggeration"})
    void textInThePlaceOfANumber(String option) {
        starling.refuses(USAGE, embedding("iris", option, "many"))
                .matches("(?s)" + option + " must be a (whole )?number, but was 'many'\nHelp: starling embed.*");
    }

    @Test
    void perplexitiesThatDoNotFit() {
        starling.refuses(USAGE, embedding("iris", "--perplexity", "500"))
                .isEqualTo("perplexity 500 is too large for 150 points: it must be below 149; 148 is the largest that works");
        starling.refuses(USAGE, embedding("iris", "--perplexity", "5,149")).contains("148 is the largest that works");
        starling.refuses(USAGE, embedding("iris", "--perplexity", "0.5")).contains("at least 1", "0.5");
        embed("iris", "--perplexity", "148", "--iterations", "2");
    }

    @Test
    void settingsThatAreNone() {
        starling.refuses(USAGE, embedding("iris", "--method", "hssne", "--set", "kernel.alpa=1"))
                .contains("no parameter 'alpa'; it has alpha");
        starling.refuses(USAGE, embedding("iris", "--method", "hssne", "--set", "kernel.alpha=much"))
                .contains("--set kernel.alpha", "'much'");
        starling.refuses(USAGE, embedding("iris", "--method", "hssne", "--set", "kernel.alpha=-1"))
                .contains("alpha must be at least 0", "-1");
        starling.refuses(USAGE, embedding("iris", "--set", "alpha=1")).contains("'alpha' names no parameter", "kernel.NAME");
        starling.refuses(USAGE, embedding("iris", "--set", "kernel.alpha"))
                .startsWith("--set needs PART.PARAMETER=VALUE, but was 'kernel.alpha'");
        starling.refuses(USAGE, embedding("iris", "--learn", "alpha")).contains("'alpha' cannot be learned", "such as kernel.alpha");
        starling.refuses(USAGE, embedding("iris", "--learn", "kernel.alpha"))
                .contains("'kernel.alpha' cannot be learned: kernel 'student-t' has no parameter 'alpha'; it has none, as kernel 'heavy-tailed' has alpha");
        starling.refuses(USAGE, embedding("iris", "--method", "hssne", "--learn", "kernel.alpah"))
                .contains("'kernel.alpah' cannot be learned: kernel 'heavy-tailed' has no parameter 'alpah'; it has alpha");
        starling.refuses(USAGE, embedding("iris", "--learn", "kernel.alpha=0.5")).contains("--learn", "kernel.alpha=0.5", "--set");
        starling.refuses(USAGE, embedding("iris", "--prepare", "shrink")).startsWith("--prepare must be none, range or standardize, but was 'shrink'");
        starling.refuses(USAGE, embedding("iris", "--pca", "2", "--whiten", "2")).contains("--pca and --whiten exclude each other");
        starling.refuses(USAGE, embedding("iris", "--init", "sample", "--affinity", "sparse")).contains("at least 2000 rows", "150");
        starling.refuses(USAGE, embedding("iris", "--late-exaggeration", "0")).contains("--late-exaggeration must be above 0");
        starling.refuses(FILES, embedding("iris", "--init", "nowhere.csv")).contains("--init must be", "no file 'nowhere.csv'");
        starling.refuses(USAGE, embedding("iris", "--exaggeration", "0")).contains("--exaggeration must be above 0", "0.0");
        starling.refuses(USAGE, "embed", "iris", "--picture-size", "5").contains("WIDTHxHEIGHT", "'5'");
        starling.refuses(USAGE, "embed", "iris", "--picture-size", "599x400").contains("from 600x400 to 10000x10000", "599x400");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"--kernel,1/(1+f", "--kernel,1//f", "--cost,p*lag(p/q)", "--cost,p*log(p/q))", "--transform,d^"})
    void aCaretStandsUnderWhatIsWrongInAFormula(String option, String formula) {
        String[] lines = starling.refuses(USAGE, embedding("iris", option, formula)).containsPattern("at column \\d+").actual().split("\n");
        int column = Integer.parseInt(lines[0].replaceFirst(".*at column (\\d+).*", "$1"));
        assertThat(lines).hasSize(3);
        assertThat(lines[1]).isEqualTo("    " + formula);
        assertThat(lines[2]).isEqualTo(" ".repeat(4 + column - 1) + "^");
    }

    @Test
    void aMapThatIsThereIsReplacedOnlyWhenAsked() throws IOException {
        Files.createDirectory(starling.path("map"));
        starling.with("map/mine.txt", "mine");
        starling.run(embedding("iris", "--iterations", "2")).done();
        starling.refuses(FILES, embedding("iris", "--iterations", "2")).contains("map is there already", "--out", "--force");
        starling.with("file", "").refuses(FILES, "embed", "iris", "-q", "--out", "file").contains("file is a file");
        starling.refuses(FILES, "embed", "iris", "-q", "--out", starling.path("no/such/map").toString())
                .contains("its folder does not exist");
        starling.run(embedding("iris", "--iterations", "2", "--force")).done();
        assertThat(starling.path("map").toFile().list())
                .containsExactlyInAnyOrder("map.html", "map.png", "coords.csv", "run.json", "mine.txt", ".starling");
        assertThat(starling.read("map/mine.txt")).isEqualTo("mine");
    }

    /// Exit code 6, and the last coordinates that were finite are kept.
    @Test
    void aRunThatDivergesSaysSo() {
        Terminal.Outcome outcome = starling.run(embedding("iris", "--optimizer", "momentum", "--set", "optimizer.learning-rate=1e300"));
        assertThat(outcome.code()).isEqualTo(NUMERICAL.code());
        assertThat(outcome.messages()).containsPattern("starling: error: (the gradient of point|all weights are 0)").doesNotContain("\tat ");
        assertFinite(starling.read("map/coords.csv").lines().toList(), 150, 2);
    }

    @Test
    void pointsThatAreAllTheSameAreOneSpotAndSaidToBe() {
        Terminal.Outcome outcome = starling.with("same.csv", "a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n")
                .run("embed", "same.csv", "--out", starling.path("map").toString(), "--progress", "plain");
        assertThat(outcome.done().messages()).contains("all points are the same, so the map is one spot");
        assertThat(starling.read("map/coords.csv").lines().skip(1)).extracting(line -> line.replaceFirst("^\\d+,", "")).containsOnly("0.0,0.0");
    }

    /// Even the smallest, which fits into any buffer, has all its rows.
    @Test
    void theFolderHoldsTheRowsOfTheTableInTheirOrder() throws IOException {
        Terminal.Outcome outcome = starling.with("t.csv", TABLE).run(embedding("t.csv", "--iterations", "20"));
        assertThat(outcome.done().results().lines())
                .containsExactly(path("map.html"), path("map.png"), path("coords.csv"), path("run.json"));
        assertThat(outcome.messages()).isEmpty();
        List<String> lines = starling.read("map/coords.csv").lines().toList();
        assertFinite(lines, 6, 2);
        assertThat(lines.getFirst()).isEqualTo("id,x,y,kind");
        assertThat(lines.subList(1, 7)).extracting(line -> line.replaceFirst(",.*,", ","))
                .containsExactly("1,x", "2,y", "3,x", "4,y", "5,x", "6,y");
        assertThat(starling.read("map/map.html")).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        assertThat(ImageIO.read(starling.path("map/map.png").toFile()).getWidth()).isEqualTo(600);
    }

    private String path(String file) {
        return starling.path("map").resolve(file).toString();
    }

    @Test
    void theReportRepeatsTheRun() {
        JsonNode report = embed("iris", "--iterations", "30", "--seed", "7", "--perplexity", "10");
        String coordinates = starling.read("map/coords.csv");
        assertFinite(coordinates.lines().toList(), 150, 2);
        assertThat(report.at("/result/coordinatesSha256").asString()).isEqualTo(Sha256.of(coordinates));
        assertThat(report.at("/data/rows").asInt()).isEqualTo(150);
        assertThat(report.at("/run/seed").asInt()).isEqualTo(7);
        assertThat(report.at("/affinities/perplexity/0").asDouble()).isEqualTo(10);
        assertThat(report.at("/result/iterations").asInt()).isEqualTo(30);
        List<String> again = new ArrayList<>();
        report.get("command").forEach(word -> again.add(word.asString()));
        again.add("--force");
        starling.run(again.toArray(String[]::new)).done();
        assertThat(starling.read("map/coords.csv")).isEqualTo(coordinates);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dense", "sparse"})
    void theNumberOfThreadsChangesNoByte(String storage) {
        List<List<String>> maps = IntStream.rangeClosed(1, 4)
                .mapToObj(threads -> embedded(
                        "iris", "--iterations", "60", "--perplexity", "10", "--affinity", storage, "--force", "--threads", "" + threads))
                .toList();
        assertThat(maps).allSatisfy(map -> assertThat(map).isEqualTo(maps.getFirst()));
        assertFinite(maps.getFirst(), 150, 2);
    }

    /// The default name is made in the folder one works in, which only a program of its own has.
    @Test
    void aSecondRunOverwritesNothing() throws IOException, InterruptedException {
        starling.with("t.csv", TABLE);
        for (String map : List.of("t.starling", "t-2.starling", "t-3.starling")) {
            assertThat(child("embed", "t.csv", "--iterations", "5")).contains(map + File.separator + "coords.csv");
            assertFinite(starling.read(map + "/coords.csv").lines().toList(), 6, 2);
        }
    }

    private String child(String... words) throws IOException, InterruptedException {
        List<String> command = ShortProgram.java();
        command.addAll(List.of(
                "--add-modules", "jdk.incubator.vector", "-Dstarling.home=" + Terminal.home(), "-cp", System.getProperty("java.class.path"),
                "dev.starling.app.Main"));
        command.addAll(Arrays.asList(words));
        Path results = starling.path("results.txt");
        Path messages = starling.path("messages.txt");
        int code = new ProcessBuilder(command).directory(starling.folder().toFile()).redirectOutput(results.toFile())
                .redirectError(messages.toFile()).start().waitFor();
        assertThat(code).as(Files.readString(messages)).isZero();
        return Files.readString(results);
    }

    @Test
    void constantColumnsAndRepeatedRowsJustWork() {
        starling.with("t.csv", "a,b,c\n1,7,0\n1,7,0\n2,7,5\n3,7,1\n1,7,0\n9,7,2\n");
        assertFinite(embedded("t.csv", "--iterations", "50"), 6, 2);
        assertFinite(embedded("t.csv", "--iterations", "50", "--prepare", "standardize", "--force"), 6, 2);
        starling.with("t.csv", "a,b\n1,7\n1,7\n1,7\n1,7\n");
        assertFinite(embedded("t.csv", "--iterations", "50", "--force"), 4, 2);
    }

    @Test
    void distancesTakeThePlaceOfData() {
        double[][] distances = {{0, 1, 2, 3}, {1, 0, 1, 2}, {2, 1, 0, 1}, {3, 2, 1, 0}};
        starling.with("r.csv", distances).with("t.csv", "name,kind\nw,A\nx,A\ny,B\nz,B\n".replace("name,", "id,"));
        starling.with("named.csv", "id,size,kind\nw,1,A\nx,2,A\ny,3,B\nz,4,B\n");
        List<String> alone = embedded("--distances", "r.csv", "--iterations", "20");
        assertThat(alone.getFirst()).isEqualTo("id,x,y");
        assertFinite(alone, 4, 2);
        List<String> named = embedded("named.csv", "--distances", "r.csv", "--iterations", "20", "--force");
        assertThat(named.getFirst()).isEqualTo("id,x,y,kind");
        assertThat(named.subList(1, 5)).extracting(line -> line.charAt(0)).containsExactly('w', 'x', 'y', 'z');
        List<String> words = embedded("t.csv", "--distances", "r.csv", "--iterations", "20", "--force");
        assertThat(words).first().isEqualTo("id,x,y,kind");
        assertThat(words.get(3)).startsWith("y,").endsWith(",B");
        starling.with("gaps.csv", "id,kind,age\nw,A,3\nx,A,\ny,B,?\nz,B,5\n");
        embed("gaps.csv", "--distances", "r.csv", "--iterations", "20", "--force");
        assertThat(starling.read("map/map.html")).contains("age");
        for (String option : List.of("--label=kind", "--id=id", "--features=age", "--exclude=age", "--show=age", "--hide=age", "--missing=drop", "--label-kind=class")) {
            starling.refuses(USAGE, embedding("--distances", "r.csv", option, "--force"))
                    .startsWith(option.replaceFirst("=.*", "") + " is for the columns of DATA, and no DATA is named");
        }
        JsonNode line = embed("--distances", "r.csv", "--method", "mmds", "--force");
        assertThat(line.at("/result/cost").asDouble()).as("four points on a line").isCloseTo(0, within(1e-6));
        starling.refuses(USAGE, embedding("iris", "--distances", "r.csv", "--force"))
                .contains("distances of 4 points, but iris has 150 rows");
        starling.refuses(USAGE, embedding("--distances", "r.csv", "--pca", "2", "--force")).contains("--distances has none");
        starling.refuses(USAGE, embedding("--distances", "r.csv", "--init", "pca", "--force")).contains("use classical");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "\"p*log(p/q)\",kullback-leibler", "\"(r-d)^2\",metric-mds", "\"(r^2-d^2)^2\",sstress"})
    void aFormulaIsAsGoodAsAName(String formula, String name) {
        starling.with("t.csv", TABLE);
        double[] costs = Stream.of(formula, name)
                .mapToDouble(cost -> embed("t.csv", "--cost", cost, "--iterations", "3", "--init", "random", "--force")
                        .at("/result/cost").asDouble())
                .toArray();
        assertThat(costs[0]).isCloseTo(costs[1], within(1e-9 * Math.abs(costs[1])));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--kernel 1/(1+f)^2", "--kernel 1/(1+f)^a --set kernel.a=2", "--transform d^1.5", "--perplexity 5,20",
        "--method hssne --learn kernel.alpha", "--kernel inhomogeneous-t --learn kernel.nu=each", "--method itsne",
        "--method asne --data-precisions", "--method t-sne --weighted", "--normalize point", "--normalize none --cost i-divergence",
        "--init spectral", "--init random", "--pca 3", "--whiten 3", "--prepare range", "--prepare standardize --pca 2",
        "--dims 1", "--dims 3",
        "--dims 5", "--optimizer l-bfgs", "--affinity-kind conditional", "--exaggeration 4"})
    void everyOptionMakesAMap(String options) {
        List<String> words = new ArrayList<>(List.of("iris", "--iterations", "8"));
        words.addAll(List.of(options.split(" ")));
        List<String> lines = embedded(words.toArray(String[]::new));
        assertFinite(lines, 150, lines.getFirst().split(",").length - 2);
        assertThat(starling.run(embedding("iris", "--iterations", "8")).code()).isEqualTo(FILES.code());
        String usual = String.join("\n", embedded("iris", "--iterations", "8", "--force"));
        assertThat(String.join("\n", lines)).as("an option that changes nothing").isNotEqualTo(usual);
    }

    @Test
    void aMapMayStartWhereAnotherEnded() {
        embed("iris", "--iterations", "20");
        starling.with("start.csv", starling.read("map/coords.csv"));
        double reached = embed("iris", "--iterations", "1", "--init", "start.csv", "--force", "--exaggeration", "1")
                .at("/result/startCost").asDouble();
        String said = starling.run("evaluate", "iris", "--at", "start.csv").done().results();
        assertThat(reached).isCloseTo(Double.parseDouble(said.replace("cost: ", "")), within(1e-9));
        starling.with("huge.csv", starling.read("map/coords.csv").replaceFirst("\n2,[^,]*,", "\n2,-1e200,"));
        for (String[] line : new String[][] {embedding("iris", "--init", "huge.csv", "--force"), {"evaluate", "iris", "--at", "huge.csv"}}) {
            starling.refuses(DATA, line).contains("huge.csv:3:2: \"-1e200\" is too large for a coordinate here", "at most 3.3e+150");
        }
        starling.with("short.csv", "1,2\n3,4\n");
        starling.refuses(DATA, embedding("iris", "--init", "short.csv", "--force")).contains("2 rows", "150 points");
        starling.refuses(USAGE, embedding("iris", "--init", "start.csv", "--dims", "3", "--force"))
                .contains("2 coordinates a row, but --dims is 3");
    }

    /// The map of such a table is as large as its numbers.
    @Test
    void whatARunWritesARunReadsHoweverLargeItIs() {
        starling.with("large.csv", "a,b,c\n1e200,2e200,3e200\n2e200,3e200,1e200\n4e200,6e200,2e200\n3e200,1e200,9e200\n0,2e200,4e200\n5e200,5e200,5e200\n");
        for (String method : List.of("mmds", "normalized-mds")) {
            embed("large.csv", "--method", method, "--force");
            starling.with("start.csv", starling.read("map/coords.csv"));
            embed("large.csv", "--method", method, "--init", "start.csv", "--force");
            Terminal.Outcome cost = starling.run("evaluate", "large.csv", "--method", method, "--at", "start.csv").done();
            assertThat(cost.messages()).as(method).contains("are divided by 2^", "since the cost would be no number; what is told is of these");
            assertThat(Double.parseDouble(cost.results().replace("cost: ", ""))).as(method).isFinite();
        }
        starling.with("small.csv", starling.read("large.csv").replace("e200", ""));
        double cost = Double.parseDouble(starling.run("evaluate", "small.csv", "--method", "normalized-mds", "--at", "start.csv").done().results().replace("cost: ", ""));
        assertThat(cost).isBetween(0.0, 1e-2);
    }

    /// Scikit-learn's exact t-SNE reaches 0.680 on these data.
    /// The mass in grams would decide alone, and the map would be a line.
    @Test
    void penguinsComeWithThePreparationThatSuitsThem() {
        JsonNode usual = embed("penguins");
        assertThat(usual.at("/preparation").asString()).isEqualTo("standardize");
        assertThat(usual.at("/quality/measures/label-accuracy/value").asDouble()).isGreaterThan(0.97);
        assertThat(embed("penguins", "--prepare", "none", "--iterations", "2", "--force").at("/preparation").asString()).isEqualTo("none");
        assertThat(embed("iris", "--iterations", "2", "--force").at("/preparation").asString()).isEqualTo("none");
    }

    /// The far field is asked for by name, says what it has measured, and keeps it.
    @Test
    void theEngineIsKeptInTheReport() {
        JsonNode engine = embed("digits", "--iterations", "60", "--engine", "far").at("/run/engine");
        assertThat(engine.get("name").stringValue()).isEqualTo("far");
        assertThat(engine.get("tolerance").isNull()).isTrue();
        assertThat(engine.get("audits").intValue()).isPositive();
        assertThat(engine.get("worstShareOfTolerance").doubleValue()).isBetween(0.0, 1.0);
    }

    @Test
    void smallTablesAreEmbeddedByTheExactEngine() {
        starling.with("t.csv", TABLE);
        assertThat(embed("t.csv", "--iterations", "5").at("/run/engine/name").stringValue()).isEqualTo("exact");
    }

    @Test
    void whatTheFarFieldCanNotDoIsRefused() {
        starling.with("t.csv", TABLE);
        starling.refuses(USAGE, embedding("t.csv", "--engine", "far", "--dims", "4")).contains("up to 3 dimensions", "there are 4");
        starling.refuses(USAGE, embedding("t.csv", "--engine", "far", "--affinity", "dense")).contains("neighbors only", "exact");
        starling.refuses(USAGE, embedding("t.csv", "--engine", "far", "--method", "mmds")).contains("exact");
        starling.refuses(USAGE, embedding("t.csv", "--engine", "exact", "--tolerance", "1e-3")).contains("--tolerance", "exact has no error");
        starling.refuses(USAGE, embedding("t.csv", "--tolerance", "2")).contains("below 1", "2.0");
    }

    /// Exaggeration would tear the earlier map apart.
    @Test
    void toGoOnFromAMapIsToGoOnWithoutExaggeration() {
        double reached = embed("iris", "--iterations", "300").at("/result/cost").asDouble();
        starling.with("start.csv", starling.read("map/coords.csv"));
        JsonNode report = embed("iris", "--iterations", "60", "--init", "start.csv", "--force");
        assertThat(report.findValue("exaggeration").asDouble()).isEqualTo(1);
        assertThat(report.at("/result/cost").asDouble()).isLessThanOrEqualTo(reached);
        assertThat(embed("iris", "--iterations", "60", "--init", "start.csv", "--exaggeration", "4", "--force").findValue("exaggeration").asDouble())
                .isEqualTo(4);
    }
}
