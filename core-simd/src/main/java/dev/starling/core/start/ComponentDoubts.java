package dev.starling.core.start;

import dev.starling.core.matrix.Points;
import dev.starling.core.matrix.SparseRows;
import org.apiguardian.api.API;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Which of some principal components are rounding, and whether rounding shows in the distances that they make: what to know of components that take
/// the place of columns.
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public final class ComponentDoubts {
    /// Rows that are looked at.
    private static final int SAMPLE = 1_000;

    /// What is left of the digits of scores, for the root of the variance of the first component.
    private static final double SCORES = 0x1p-50;

    /// Below this share of a distance, rounding hardly ever changes which neighbor is nearer.
    private static final double SHOWS = 0x1p-20;

    /// A component that is shorter by this than its columns would make it if they had nothing to do with each other is one that they leave of each other.
    private static final double LEFT_OVER = 0x1p-6;

    /// Rounding to a step has a deviation of this share of the step. Steps are known but roughly.
    private static final double DEVIATION = 4 / Math.sqrt(12);

    private final Points given;
    private final PrincipalComponents found;

    /// @param given that the components were found of
    public ComponentDoubts(Points given, PrincipalComponents found) {
        this.given = given.inRange();
        this.found = found;
    }

    /// Of components that are 0, and of distances in which rounding shows; empty if there are none such.
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        int[] empty = IntStream.range(0, found.variances().length).filter(c -> found.variances()[c] == 0).toArray();
        if (empty.length > 0 && found.total() > 0) {
            notes.add(named(empty) + " no variance beyond rounding and " + (empty.length == 1 ? "is 0" : "are 0"));
        }
        double usual = usualSpread();
        double rounding = SCORES * Math.sqrt(Arrays.stream(found.variances()).max().orElse(0));
        if (usual > 0 && rounding > SHOWS * usual) {
            notes.add(String.format(Locale.ROOT,
                    "a few values are so much larger than all others that rounding of the components is %.1g of usual distances: neighbors may not be those"
                            + " of the columns",
                    rounding / usual));
        }
        return notes;
    }

    /// The components, with those exactly 0 that vary by no more than the values were rounded when they were written down: brought to the length of
    /// others, they would be noise.
    ///
    /// @param note hears of them
    public PrincipalComponents withoutRounding(Consumer<String> note) {
        int[] rounding = rounding();
        if (rounding.length == 0) {
            return found;
        }
        note.accept(named(rounding) + " only the variance that rounding of the values leaves, and " + (rounding.length == 1 ? "is 0" : "are 0"));
        int n = found.scores().rows();
        double[] scores = found.scores().sharedValues().clone();
        double[] variances = found.variances().clone();
        for (int c : rounding) {
            variances[c] = 0;
            for (int i = 0; i < n; i++) {
                scores[i * variances.length + c] = 0;
            }
        }
        return new PrincipalComponents(Points.owning(n, variances.length, scores), variances, found.total());
    }

    private int[] rounding() {
        int d = given.columns();
        double[] steps = new double[d];
        double[] deviations = new double[d];
        for (int k = 0; k < d; k++) {
            steps[k] = GivenDigits.step(given, k);
            deviations[k] = deviation(k);
        }
        return IntStream.range(0, found.variances().length).filter(c -> found.variances()[c] > 0 && isRounding(c, steps, deviations)).toArray();
    }

    /// `component 3 has`, `components 3, 4 have`.
    private static String named(int[] components) {
        String numbers = Arrays.stream(components).mapToObj(c -> Integer.toString(c + 1)).collect(Collectors.joining(", "));
        return components.length == 1 ? "component " + numbers + " has" : "components " + numbers + " have";
    }

    private boolean isRounding(int component, double[] steps, double[] deviations) {
        double[] loadings = loadings(component);
        double rounded = 0;
        double apart = 0;
        for (int k = 0; k < loadings.length; k++) {
            rounded += loadings[k] * steps[k] * (loadings[k] * steps[k]);
            apart += loadings[k] * deviations[k] * (loadings[k] * deviations[k]);
        }
        double own = Math.sqrt(found.variances()[component]);
        return own < LEFT_OVER * Math.sqrt(apart) && own < DEVIATION * Math.sqrt(rounded);
    }

    /// Directions of length 1, as far as the digits of the scores go.
    private double[] loadings(int component) {
        Points scores = found.scores();
        double squares = scores.rows() * found.variances()[component];
        double[] loadings = new double[given.columns()];
        SparseRows sparse = given.sparse();
        for (int i = 0; i < scores.rows(); i++) {
            double score = scores.get(i, component) / squares;
            if (sparse == null) {
                for (int k = 0; k < loadings.length; k++) {
                    loadings[k] += (given.get(i, k) - given.get(0, k)) * score;
                }
            } else {
                for (int e = sparse.starts()[i]; e < sparse.starts()[i + 1]; e++) {
                    loadings[sparse.indices()[e]] += sparse.values()[e] * score;
                }
            }
        }
        return loadings;
    }

    private double deviation(int column) {
        int n = given.rows();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double off = given.get(i, column) - given.get(0, column);
            sum += off;
            squares += off * off;
        }
        return Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
    }

    /// The median distance from the median along each component, all together: that of rows which are not far out.
    private double usualSpread() {
        Points scores = found.scores();
        int count = Math.min(scores.rows(), SAMPLE);
        double squares = 0;
        for (int c = 0; c < scores.columns(); c++) {
            double[] values = new double[count];
            for (int s = 0; s < count; s++) {
                values[s] = scores.get((int) ((long) s * scores.rows() / count), c);
            }
            Arrays.sort(values);
            double middle = values[count / 2];
            for (int s = 0; s < count; s++) {
                values[s] = Math.abs(values[s] - middle);
            }
            Arrays.sort(values);
            squares += values[count / 2] * values[count / 2];
        }
        return Math.sqrt(squares);
    }
}
