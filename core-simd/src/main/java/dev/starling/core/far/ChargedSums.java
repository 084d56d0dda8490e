package dev.starling.core.far;

import dev.starling.api.expr.Expr;
import dev.starling.core.base.Precision;
import dev.starling.core.base.Workers;
import dev.starling.core.compile.Backend;
import dev.starling.core.compile.LoopCompiler;
import dev.starling.core.compile.LoopFormula;
import dev.starling.core.compile.Storage;
import dev.starling.core.compile.rewrite.LoopForm;
import dev.starling.core.far.Separation.Stays;
import dev.starling.core.pairs.LeafValues;
import dev.starling.core.pairs.Leaves;
import dev.starling.core.pairs.PairLeaf;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static dev.starling.api.expr.tree.Algebra.product;

/// Charged formulas whose points stay points on the same side: one loop sums them up over the same interaction lists.
final class ChargedSums {
    /// Points whose numbers a formula is tried with: some between the least and the largest of each.
    private static final int TRIED = 5;

    final Stays stays;
    private final Leaves leaves;
    private final int dimensions;
    private final Precision precision;
    private final List<Separation.Charged> ofSums;
    private final List<Separation.Charged> ofPulls;
    private final List<String> ofRows;
    private final List<String> ofColumns;
    private final LoopCompiler.Compiled compiled;
    private final Map<Double, Optional<Resolution>> resolutions = new HashMap<>();

    /// What comes out, by point.
    ///
    /// @param sums   by sum
    /// @param pulls  by pull, then axis
    record Found(double[][] sums, double[][][] pulls) {}

    ChargedSums(
            Stays stays, List<Separation.Charged> ofSums, List<Separation.Charged> ofPulls, int charges, Leaves leaves, int dimensions,
            Precision precision, Backend backend) {
        this.stays = stays;
        this.leaves = leaves;
        this.dimensions = dimensions;
        this.precision = precision;
        this.ofSums = ofSums;
        this.ofPulls = ofPulls;
        TreeSet<String> names = new TreeSet<>();
        radials().forEach(e -> names.addAll(e.leaves()));
        ofRows = names.stream().filter(name -> leaves.meaning(name) instanceof PairLeaf.OfRow).toList();
        ofColumns = names.stream().filter(name -> leaves.meaning(name) instanceof PairLeaf.OfColumn).toList();
        List<String> constants = names.stream().filter(name -> leaves.meaning(name) instanceof PairLeaf.Scalar).toList();
        List<String> columns = new ArrayList<>(ofColumns);
        IntStream.range(0, charges).mapToObj(ChargedSums::charge).forEach(columns::add);
        List<Expr> charged = LoopForm.of(Stream.concat(ofSums.stream(), ofPulls.stream())
                .map(one -> product(Expr.leaf(charge(one.charge())), one.radial()))
                .toList());
        compiled = LoopCompiler.compile(
                new LoopFormula(
                        dimensions, LoopFormula.Pairs.ORDERED, List.of(), columns, ofRows, constants, charged.subList(0, ofSums.size()),
                        charged.subList(ofSums.size(), charged.size())),
                precision, backend);
    }

    private static String charge(int number) {
        return "charge" + number;
    }

    private Stream<Expr> radials() {
        return Stream.concat(ofSums.stream(), ofPulls.stream()).map(Separation.Charged::radial);
    }

    Backend backend() {
        return compiled.running();
    }

    void warmUp() {
        compiled.warmUp();
    }

    /// The coarsest resolution that is good enough; null if there is none.
    @Nullable Resolution resolution(double tolerance, LeafValues values, int n) {
        return resolutions
                .computeIfAbsent(tolerance, _ -> Resolution.of(
                        tolerance, dimensions, ofSums.stream().map(Separation.Charged::radial).toList(),
                        ofPulls.stream().map(Separation.Charged::radial).toList(), tried(values, n))
                        .map(found -> stays == Stays.NEITHER ? found : found.apart()))
                .orElse(null);
    }

    /// Takes one proxy more along an axis from now on; returns whether there are so many.
    boolean refine(double tolerance) {
        Optional<Resolution> finer =
                resolutions.getOrDefault(tolerance, Optional.empty()).filter(known -> known.p() < Resolution.MOST).map(Resolution::finer);
        resolutions.put(tolerance, finer);
        return finer.isPresent();
    }

    /// The values of all leaves, at points whose own numbers are small, large and between.
    private List<ToDoubleFunction<String>> tried(LeafValues values, int n) {
        List<double[]> own = Stream.concat(ofRows.stream(), ofColumns.stream()).distinct().map(name -> ofPoint(name, values)).toList();
        if (own.isEmpty()) {
            return List.of(values::scalar);
        }
        return own.stream()
                .flatMapToInt(numbers -> {
                    int[] sorted = IntStream.range(0, n)
                            .boxed()
                            .sorted((a, b) -> Double.compare(numbers[a], numbers[b]))
                            .mapToInt(Integer::intValue)
                            .toArray();
                    return IntStream.range(0, TRIED).map(k -> sorted[(int) ((long) k * (n - 1) / (TRIED - 1))]);
                })
                .distinct()
                .<ToDoubleFunction<String>>mapToObj(point -> leaf -> switch (leaves.meaning(leaf)) {
                    case PairLeaf.OfRow _, PairLeaf.OfColumn _ -> ofPoint(leaf, values)[point];
                    case PairLeaf _ -> values.scalar(leaf);
                })
                .toList();
    }

    private double[] ofPoint(String leaf, LeafValues values) {
        return values.point(switch (leaves.meaning(leaf)) {
            case PairLeaf.OfRow(String name) -> name;
            case PairLeaf.OfColumn(String name) -> name;
            case PairLeaf other -> throw new IllegalStateException(leaf + " is no value of a point, but " + other);
        });
    }

    /// @param charges  by charge, those of the points
    Found at(Place place, double[][] charges, LeafValues values, Workers workers) {
        FarPass.Given given = new FarPass.Given(
                ofRows.stream().map(name -> ofPoint(name, values)).toArray(double[][]::new),
                ofColumns.stream().map(name -> ofPoint(name, values)).toArray(double[][]::new), charges,
                place.interactions().anyItself() ? ofThemselves(charges, values) : new double[0][]);
        double[] constants = compiled.formula().constants().stream().mapToDouble(values::scalar).toArray();
        double[][] outputs = at(Storage.of(precision), place, given, constants, workers);
        double[][][] pulls = IntStream.range(0, ofPulls.size())
                .map(k -> ofSums.size() + k * dimensions)
                .mapToObj(first -> Arrays.copyOfRange(outputs, first, first + dimensions))
                .toArray(double[][][]::new);
        return new Found(Arrays.copyOf(outputs, ofSums.size()), pulls);
    }

    private double[][] ofThemselves(double[][] charges, LeafValues values) {
        return ofSums.stream()
                .map(sum -> {
                    double factor = Resolution.valueAt(sum.radial(), 0, values::scalar);
                    return Arrays.stream(charges[sum.charge()]).map(charge -> charge * factor).toArray();
                })
                .toArray(double[][]::new);
    }

    private <A> double[][] at(Storage<A> storage, Place place, FarPass.Given given, double[] constants, Workers workers) {
        return new FarPass<>(compiled, storage, place, given, constants, workers).run();
    }
}
