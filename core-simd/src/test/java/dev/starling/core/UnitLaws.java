package dev.starling.core;

import dev.starling.api.Recipe;
import dev.starling.core.base.NumericalException;
import dev.starling.core.base.Precision;
import dev.starling.core.matrix.DenseMatrix;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.withinPercentage;

/// Where the map is to have the distances of the data, their unit changes nothing but its size.
@Tag("laws")
class UnitLaws {
    private static final double[][] DATA = Blobs.of(40, 4, 3);
    private static final List<String> METHODS = List.of("mmds", "sammon", "sstress", "normalized-mds");
    private static final List<String> COSTS = List.of("metric-mds", "sammon", "sstress", "abs(r-d)", "(r-d)^2+(r-d)^4");
    private static final List<String> OPTIMIZERS =
            List.of("l-bfgs", "conjugate-gradient", "bold-driver", "gradient-descent", "momentum", "nesterov", "adam");

    private static double[][] times(double[][] rows, double factor) {
        return Arrays.stream(rows).map(row -> Arrays.stream(row).map(x -> x * factor).toArray()).toArray(double[][]::new);
    }

    private static double[] times(double[] values, double factor) {
        return Arrays.stream(values).map(x -> x * factor).toArray();
    }

    private static DenseMatrix distances(double factor) {
        int stride = DenseMatrix.strideOf(DATA.length);
        double[] r = new double[DATA.length * stride];
        for (int i = 0; i < DATA.length; i++) {
            for (int j = 0; j < DATA.length; j++) {
                double squares = 0;
                for (int k = 0; k < DATA[i].length; k++) {
                    squares += (DATA[i][k] - DATA[j][k]) * (DATA[i][k] - DATA[j][k]);
                }
                r[i * stride + j] = factor * Math.sqrt(squares);
            }
        }
        return DenseMatrix.sharing(DATA.length, stride, r);
    }

    @Property(seed = "1", tries = 40)
    void inAUnitOfAPowerOfTwoTheMapHasTheSameBits(
            @ForAll @IntRange(max = 3) int method,
            @ForAll @IntRange(max = 6) int optimizer,
            @ForAll @IntRange(min = -330, max = 330) int exponent,
            @ForAll boolean single) {
        Embedder embedder = embedder(METHODS.get(method), OPTIMIZERS.get(optimizer)).precision(single ? Precision.SINGLE : Precision.DOUBLE);
        double factor = Math.scalb(1.0, exponent);
        Embedding map = embedder.embed(DATA);
        Embedding same = embedder.embed(times(DATA, factor));
        assertThat(same.coordinates()).isEqualTo(times(map.coordinates(), factor));
        assertThat(same.iterations()).isEqualTo(map.iterations());
        assertThat(map.cost()).isLessThan(map.startCost());
    }

    private static Embedder embedder(String method, String optimizer) {
        Recipe recipe = dev.starling.core.plan.Catalog.installed().find(dev.starling.api.Method.class, method).recipe();
        return Embedder.of(recipe.withOptimizer(optimizer).forIterations(60)).threads(1);
    }

    @Property(seed = "1", tries = 40)
    void inAnyUnitTheMapIsAsGood(
            @ForAll @IntRange(max = 3) int method, @ForAll @DoubleRange(min = -100, max = 100) double power, @ForAll boolean ofDistances) {
        Embedder embedder = Embedder.of(METHODS.get(method)).threads(1);
        double factor = StrictMath.pow(10, power);
        Embedding map = ofDistances ? embedder.embed(distances(1)) : embedder.embed(DATA);
        Embedding same = ofDistances ? embedder.embed(distances(factor)) : embedder.embed(times(DATA, factor));
        assertThat(stress(same, factor)).isCloseTo(stress(map, 1), withinPercentage(0.01));
        assertThat(stress(map, 1)).isLessThan(0.3);
    }

    /// Coordinates of an earlier map, or of another program, in whatever unit, are a start as good as in that of the data.
    @Property(seed = "1", tries = 60)
    void aStartForDistancesMayHaveAnyUnit(
            @ForAll @IntRange(max = 4) int cost, @ForAll @IntRange(min = -600, max = 600) int exponent, @ForAll @IntRange(min = -300, max = 300) int ofData,
            @ForAll long seed) {
        Embedder embedder = Embedder.of(Recipe.of(COSTS.get(cost)).withOptimizer("l-bfgs").forIterations(60)).threads(1);
        double[] cloud = new Random(seed).doubles(2L * DATA.length, -4, 4).toArray();
        double factor = cost == COSTS.size() - 1 ? 1 : Math.scalb(1.0, ofData);
        double[] start = times(cloud, factor);
        Embedding map = embedder.start(start).embed(times(DATA, factor));
        Embedding same = embedder.start(Arrays.stream(start).map(c -> Math.scalb(c, -exponent)).toArray()).embed(times(DATA, factor));
        assertThat(same.ending().failed()).isFalse();
        assertThat(same.coordinates()).isEqualTo(map.coordinates());
        assertThat(same.cost()).isEqualTo(map.cost());
    }

    /// To go on from a map is to go on from its bits.
    @Property(seed = "1", tries = 20)
    void aMapThatIsAMinimumIsAStartInItsOwnSize(@ForAll @IntRange(max = 4) int cost, @ForAll @DoubleRange(min = -50, max = 50) double power) {
        Embedder embedder = Embedder.of(Recipe.of(COSTS.get(cost)).withOptimizer("l-bfgs").forIterations(300)).threads(1);
        double[][] data = times(DATA, cost == COSTS.size() - 1 ? 1 : StrictMath.pow(10, power));
        Embedding map = embedder.embed(data);
        List<String> notes = new ArrayList<>();
        Embedding again = embedder.start(map.coordinates()).listener(new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        }).embed(data);
        assertThat(notes).noneMatch(note -> note.startsWith("the start is "));
        assertThat(again.startCost()).isCloseTo(map.cost(), withinPercentage(1e-9));
    }

    @Example
    void whatIsDoneToAStartInAnotherUnitIsSaid() {
        List<String> notes = new ArrayList<>();
        Embedder embedder = Embedder.of("mmds").threads(1).listener(new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        });
        double[] map = embedder.embed(DATA).coordinates();
        embedder.start(times(map, 0x1p20)).embed(DATA);
        embedder.start(times(map, 0x1p-3)).embed(DATA);
        assertThat(notes).containsExactly(
                "the start is divided by 2^20, about 1.0e+06, to have distances like those of the data",
                "the start is multiplied by 8, to have distances like those of the data");
    }

    /// What a run writes, a run reads, however large it is.
    @Example
    void aMapOfVeryLargeDataIsAStart() {
        for (String method : METHODS) {
            double[][] data = times(DATA, 1e200);
            Embedding map = Embedder.of(method).threads(1).embed(data);
            Embedding again = Embedder.of(method).threads(1).start(map.coordinates()).embed(data);
            assertThat(again.cost()).as(method).isLessThanOrEqualTo(map.cost() * (1 + 1e-9));
            assertThat(stress(again, 1e200)).as(method).isCloseTo(stress(map, 1e200), withinPercentage(1));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Embedder.of("t-sne").start(filled(1e200)).embed(DATA))
                .withMessageContaining("a coordinate of the start is as large as 1.0E200, and its square must be a number");
    }

    private static double[] filled(double value) {
        double[] all = new double[2 * DATA.length];
        Arrays.setAll(all, c -> c % 3 == 0 ? -value : value / (c + 1));
        return all;
    }

    /// A cost whose terms grow differently with the unit has another map in another one. Whatever is told is the cost of these distances; where they are
    /// too far from 1 for that, it is refused with their size.
    @Property(seed = "1", tries = 30)
    void aCostWithAUnitOfItsOwnIsThatOfTheDataOrRefused(@ForAll @DoubleRange(min = -110, max = 110) double power, @ForAll boolean ofDistances) {
        double factor = StrictMath.pow(10, power);
        Embedder embedder = Embedder.of(Recipe.of("(r-d)^2+(r-d)^4").withOptimizer("l-bfgs").forIterations(20)).threads(1);
        try {
            Embedding map = ofDistances ? embedder.embed(distances(factor)) : embedder.embed(times(DATA, factor));
            assertThat(map.cost()).isCloseTo(twoTerms(map, factor), withinPercentage(1e-6));
        } catch (NumericalException e) {
            assertThat(Math.abs(power)).isGreaterThan(59);
            assertThat(e.getMessage()).contains("(r-d)^2+(r-d)^4", "terms that grow differently with their unit", "divide the distances by ");
        }
    }

    private static double twoTerms(Embedding map, double factor) {
        DenseMatrix r = distances(factor);
        double cost = 0;
        for (int i = 0; i < map.n(); i++) {
            for (int j = 0; j < i; j++) {
                double off = r.get(i, j) - Math.hypot(map.get(i, 0) - map.get(j, 0), map.get(i, 1) - map.get(j, 1));
                cost += off * off + off * off * off * off;
            }
        }
        return 2 * cost;
    }

    /// √(Σ(r − d)² / Σr²), with the scale of the map that suits it best.
    private static double stress(Embedding map, double factor) {
        DenseMatrix r = distances(1);
        double both = 0;
        double own = 0;
        double squares = 0;
        for (int i = 0; i < map.n(); i++) {
            for (int j = 0; j < map.n(); j++) {
                double d = Math.hypot((map.get(i, 0) - map.get(j, 0)) / factor, (map.get(i, 1) - map.get(j, 1)) / factor);
                both += r.get(i, j) * d;
                own += d * d;
                squares += r.get(i, j) * r.get(i, j);
            }
        }
        return Math.sqrt(1 - both * both / own / squares);
    }

    /// Costs are told in the unit of the data as long as they are numbers there, on the way as at the end.
    @Example
    void costsHaveTheUnitOfTheData() {
        List<Double> told = new ArrayList<>();
        Embedder embedder = Embedder.of("sstress").threads(1).listener(new Progress() {
            @Override
            public void iteration(int done, int of, double cost) {
                told.add(cost);
            }
        });
        Embedding map = embedder.embed(DATA);
        double first = told.getFirst();
        told.clear();
        Embedding larger = embedder.embed(times(DATA, 0x1p20));
        assertThat(larger.cost()).isEqualTo(map.cost() * 0x1p80);
        assertThat(larger.startCost()).isEqualTo(map.startCost() * 0x1p80);
        assertThat(told).first().isEqualTo(first * 0x1p80);
    }

    @Example
    void costsThatWouldBeNoNumbersAreToldInAnotherUnitAndThatIsSaid() {
        List<String> notes = new ArrayList<>();
        Embedding map = Embedder.of("sstress").threads(1).listener(new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        }).embed(times(DATA, 1e100));
        assertThat(map.cost()).isBetween(1e-10, 1e10);
        assertThat(notes).anyMatch(note -> note.matches("costs are those of distances divided by 2\\^\\d+, since they would be no numbers"));
    }
}
