package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.FILES;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/// `starling evaluate`: the cost and its gradient, held against each other and against formulas written out here.
class EvaluateCommandTest {
    private static final int N = 5;

    /// Central differences: their own error is of the order of the square, that of rounding of 2^-52 over it.
    private static final double STEP = 1e-5;

    private static final List<String> NORMALIZATIONS = List.of("point", "pair", "joint", "none");
    private static final List<String> OF_DISTANCES = List.of("metric-mds", "sammon", "sstress");

    @RegisterExtension
    final Terminal starling = new Terminal();

    private final Random random = new Random(20);

    private double[][] matrix(int rows, int columns, double scale) {
        double[][] matrix = new double[rows][columns];
        for (double[] row : matrix) {
            Arrays.setAll(row, k -> scale * random.nextDouble());
        }
        return matrix;
    }

    /// Probabilities of ordered pairs, not symmetric; they sum to 1.
    private double[][] probabilities() {
        double[][] p = matrix(N, N, 1);
        double sum = 0;
        for (int i = 0; i < N; i++) {
            p[i][i] = 0;
            sum += Arrays.stream(p[i]).sum();
        }
        for (double[] row : p) {
            for (int j = 0; j < N; j++) {
                row[j] /= sum;
            }
        }
        return p;
    }

    private static double[][] symmetric(double[][] p) {
        double[][] both = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                both[i][j] = (p[i][j] + p[j][i]) / 2;
            }
        }
        return both;
    }

    private double[][] distances() {
        double[][] points = matrix(N, 3, 1);
        double[][] r = new double[N][N];
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                r[i][j] = Math.sqrt(squared(points[i], points[j]));
            }
        }
        return r;
    }

    private static double squared(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (a[k] - b[k]) * (a[k] - b[k]);
        }
        return sum;
    }

    private static double[][] moved(double[][] y, double[][] direction, double by) {
        double[][] moved = new double[y.length][y[0].length];
        for (int i = 0; i < y.length; i++) {
            for (int k = 0; k < y[i].length; k++) {
                moved[i][k] = y[i][k] + by * direction[i][k];
            }
        }
        return moved;
    }

    private double cost(String... words) {
        List<String> all = new ArrayList<>(List.of("evaluate", "--force", "--threads", "1"));
        all.addAll(List.of(words));
        String said = starling.run(all.toArray(String[]::new)).done().results();
        assertThat(said).startsWith("cost: ").endsWith(System.lineSeparator()).hasLineCount(1);
        return Double.parseDouble(said.substring("cost: ".length()));
    }

    private static String[] and(String[] words, String... more) {
        String[] all = Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return all;
    }

    /// The slope in a direction drawn at random: a gradient that is wrong anywhere is wrong in it.
    private void assertGradientIsTheSlopeOfTheCost(String... words) {
        double[][] y = matrix(N, 2, 0.6);
        double[][] direction = moved(matrix(N, 2, 2), matrix(N, 2, 2), -1);
        starling.with("y.csv", y).with("ahead.csv", moved(y, direction, STEP)).with("behind.csv", moved(y, direction, -STEP));
        cost(and(words, "--at", "y.csv", "--gradient", starling.path("g.csv").toString()));
        double slope = (cost(and(words, "--at", "ahead.csv")) - cost(and(words, "--at", "behind.csv"))) / (2 * STEP);
        double along = 0;
        double size = 0;
        double[][] g = starling.numbers("g.csv");
        assertThat(g).hasDimensions(N, 2);
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < 2; k++) {
                along += g[i][k] * direction[i][k];
                size += Math.abs(g[i][k] * direction[i][k]);
            }
        }
        assertThat(size).as(String.join(" ", words)).isPositive();
        assertThat(along).as(String.join(" ", words)).isCloseTo(slope, within(1e-6 * size));
    }

    private List<String> names(String kind) {
        return starling.run("list", kind).done().results().lines().map(line -> line.split(" ")[0]).toList();
    }

    /// Every cost with a kernel and a normalization that go round, until every kernel has been met under each normalization or more.
    @Test
    void theGradientIsTheSlopeOfTheCost() {
        starling.with("p.csv", probabilities()).with("symmetric.csv", symmetric(probabilities())).with("r.csv", distances());
        List<String> costs = new ArrayList<>(names("costs"));
        assertThat(costs).containsAll(OF_DISTANCES);
        costs.removeAll(OF_DISTANCES);
        for (String cost : OF_DISTANCES) {
            assertGradientIsTheSlopeOfTheCost("--distances", "r.csv", "--cost", cost);
        }
        List<String> kernels = names("kernels");
        int pairs = Math.max(costs.size(), kernels.size());
        for (int turn = 0; turn < 2; turn++) {
            for (int k = 0; k < pairs; k++) {
                String normalization = NORMALIZATIONS.get((k + k / NORMALIZATIONS.size() + turn) % NORMALIZATIONS.size());
                assertGradientIsTheSlopeOfTheCost(
                        "--probabilities", normalization.equals("joint") ? "symmetric.csv" : "p.csv", "--normalize", normalization,
                        "--cost", costs.get(k % costs.size()), "--kernel", kernels.get((k + 3 * turn) % kernels.size()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "--cost p*log(p/q)+q^2 --kernel 1/(1+f)^2", "--method t-sne --transform d^1.5", "--method t-sne --weighted",
        "--method hssne --set kernel.alpha=0.3",
        "--cost nerv --set cost.lambda=0.3 --kernel gaussian --precisions beta.csv --normalize point"})
    void theGradientOfWhatIsPutTogetherIsASlopeToo(String words) {
        starling.with("p.csv", probabilities()).with("beta.csv", matrix(N, 1, 3));
        assertGradientIsTheSlopeOfTheCost(and(words.split(" "), "--probabilities", "p.csv"));
    }

    @Test
    void theCostIsThatOfTheTextbookToSeventeenDigits() {
        double[][] p = probabilities();
        double[][] y = matrix(N, 2, 1);
        double total = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                total += i == j ? 0 : 1 / (1 + squared(y[i], y[j]));
            }
        }
        double expected = 0;
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                expected += i == j ? 0 : p[i][j] * Math.log(p[i][j] * (1 + squared(y[i], y[j])) * total);
            }
        }
        starling.with("p.csv", p).with("y.csv", y);
        assertThat(cost("--method", "t-sne", "--probabilities", "p.csv", "--at", "y.csv")).isCloseTo(expected, within(1e-14));
        String said = starling.run("evaluate", "--probabilities", "p.csv", "--at", "y.csv").results();
        assertThat(said.replaceAll("[^0-9]", "").replaceFirst("^0+", "")).hasSize(17);
    }

    /// The gradient is 2 Σⱼ (Kᵢⱼ + Kⱼᵢ)(yᵢ − yⱼ), and where q is normalized over pairs it sums to 1.
    @Test
    void stiffnessAndAffinitiesBelongToTheGradient() {
        double[][] y = matrix(N, 2, 1);
        starling.with("p.csv", probabilities()).with("y.csv", y);
        String folder = starling.folder().toString();
        cost("--probabilities", "p.csv", "--at", "y.csv", "--gradient", folder + "/g.csv", "--stiffness", folder + "/k.csv",
                "--output-affinities", folder + "/q.csv");
        double[][] stiffness = starling.numbers("k.csv");
        double[][] g = starling.numbers("g.csv");
        for (int i = 0; i < N; i++) {
            for (int k = 0; k < 2; k++) {
                double sum = 0;
                for (int j = 0; j < N; j++) {
                    sum += 2 * (stiffness[i][j] + stiffness[j][i]) * (y[i][k] - y[j][k]);
                }
                assertThat(g[i][k]).isCloseTo(sum, within(1e-14));
            }
        }
        double[][] q = starling.numbers("q.csv");
        assertThat(Arrays.stream(q).flatMapToDouble(Arrays::stream).sum() - trace(q)).isCloseTo(1, within(1e-14));
        assertThat(q[0][1] * (1 + squared(y[0], y[1]))).isCloseTo(q[2][3] * (1 + squared(y[2], y[3])), within(1e-15));
    }

    private static double trace(double[][] matrix) {
        double trace = 0;
        for (int i = 0; i < matrix.length; i++) {
            trace += matrix[i][i];
        }
        return trace;
    }

    @Test
    void equalPrecisionsAreAScaleOfTheKernel() {
        starling.with("p.csv", probabilities()).with("y.csv", matrix(N, 2, 1)).with("beta.csv", "2\n".repeat(N));
        String[] words = {"--probabilities", "p.csv", "--at", "y.csv", "--method", "asne"};
        assertThat(cost(and(words, "--precisions", "beta.csv"))).isCloseTo(cost(and(words, "--kernel", "exp(-2*f)")), within(1e-14))
                .isNotEqualTo(cost(words));
    }

    @Test
    void aMapIsWorthWhatItsReportSays() {
        starling.run("embed", "iris", "-q", "--iterations", "30", "--exaggeration", "1", "--out", starling.path("map").toString()).done();
        starling.with("y.csv", starling.read("map/coords.csv"));
        String report = starling.read("map/run.json").replaceAll("\\s", "");
        double reported = Double.parseDouble(report.replaceFirst(".*\"result\":\\{\"startCost\":[^,]*,\"cost\":([^,]*),.*", "$1"));
        assertThat(cost("iris", "--at", "y.csv")).isCloseTo(reported, within(1e-12));
        assertThat(cost("iris", "--at", "y.csv", "--affinity", "sparse")).isNotNaN();
    }

    /// Squares of these values are no doubles. What is evaluated is what `starling embed` makes a map of: the values in another unit.
    @ParameterizedTest
    @ValueSource(ints = {700, -700})
    void theUnitOfTheDataIsOfNoConsequence(int exponent) {
        double[][] points = matrix(20, 3, 1);
        double[][] far = Arrays.stream(points)
                .map(row -> Arrays.stream(row).map(value -> Math.scalb(value, exponent)).toArray())
                .toArray(double[][]::new);
        double[][] y = matrix(20, 2, 1);
        double[][] farther = Arrays.stream(y)
                .map(row -> Arrays.stream(row).map(value -> Math.scalb(value, exponent)).toArray())
                .toArray(double[][]::new);
        starling.with("points.csv", points).with("far.csv", far).with("y.csv", y).with("farther.csv", farther);
        for (String words : List.of("--method t-sne", "--method t-sne --affinity sparse", "--method nerv", "--cost sammon")) {
            String[] all = and(words.split(" "), "--no-header", "--gradient", starling.path("g.csv").toString());
            double cost = cost(and(all, "--at", "y.csv", "points.csv"));
            String gradient = starling.read("g.csv");
            assertThat(cost).as(words).isFinite().isNotZero();
            // Coordinates that are compared with distances have their unit.
            String at = words.equals("--cost sammon") ? "farther.csv" : "y.csv";
            assertThat(cost(and(all, "--at", at, "far.csv"))).as(words).isEqualTo(cost);
            assertThat(starling.read("g.csv")).as(words).isEqualTo(gradient);
        }
        assertThat(starling.run("evaluate", "--no-header", "--at", "y.csv", "far.csv").messages())
                .contains("starling: 20 points × 3 columns", "starling: values are divided by 2^" + exponent + ", so that distances can be computed");
    }

    @Test
    void whatCannotBeEvaluated() {
        starling.with("p.csv", probabilities()).with("r.csv", distances()).with("y.csv", matrix(N, 2, 1));
        String[] nothing = {"evaluate", "--at", "y.csv"};
        starling.refuses(USAGE, nothing).contains("one of DATA, --probabilities and --distances", "there are 0");
        starling.refuses(USAGE, and(nothing, "--probabilities", "p.csv", "--distances", "r.csv")).contains("there are 2");
        starling.refuses(USAGE, "evaluate", "--probabilities", "p.csv").startsWith("--at FILE is missing").endsWith("Help: starling evaluate --help");
        String[] p = and(nothing, "--probabilities", "p.csv");
        starling.refuses(USAGE, and(p, "--cost", "sammon")).contains("'sammon' compares distances");
        starling.refuses(USAGE, and(p, "--precisions", "y.csv")).contains("'t-sne' has none");
        starling.refuses(USAGE, and(p, "--threads", "0")).contains("--threads must be between 1 and 1024, but was 0");
        String[] r = and(nothing, "--distances", "r.csv");
        starling.refuses(USAGE, and(r, "--cost", "sammon", "--output-affinities", "q.csv"))
                .contains("--output-affinities", "'sammon' compares distances");
        starling.refuses(USAGE, and(r, "--prepare", "range")).contains("--prepare", "are for columns, and --distances has none");
        starling.refuses(DATA, and(nothing, "iris")).contains("5 rows", "150 points");
        starling.refuses(FILES, "evaluate", "--at", "nowhere.csv", "iris").contains("nowhere.csv");
        starling.with("bad.csv", "0,1\n-1,0\n");
        starling.refuses(DATA, and(nothing, "--probabilities", "bad.csv")).contains("bad.csv:2:1", "(2, 1) is -1.0", "negative");
        starling.with("bad.csv", "0,1,2\n1,0,1\n");
        starling.refuses(DATA, and(nothing, "--probabilities", "bad.csv")).contains("not square: it has 2 rows of 3 numbers");
        starling.with("bad.csv", "0,1\n2,0\n");
        starling.refuses(DATA, and(nothing, "--distances", "bad.csv")).contains("(2, 1) is 2.0", "(1, 2) is 1.0");
        assertThat(starling.run(and(p, "--gradient", starling.path("no/g.csv").toString())).code()).isEqualTo(FILES.code());
    }
}
