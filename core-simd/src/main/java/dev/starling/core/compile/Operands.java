package dev.starling.core.compile;

/// What a [PairLoop] reads and writes: the inputs of all points, and the running sums of up to [#ROWS] rows and some columns.
///
/// @param <A> `double[]` or `float[]`
public final class Operands<A> {
    /// Rows that are held at a time.
    public static final int ROWS = 8;

    /// The coordinates, one array for each dimension, then the inputs [LoopFormula#columns], then [LoopFormula#matrices].
    A[] columns;

    /// Distance between the beginnings of two rows in each matrix.
    int[] strides;

    /// Coordinates and [LoopFormula#rows] of point after point.
    A own;

    /// [LoopFormula#constants], then the literals of the formulas.
    A constants;

    /// The point that is row 0.
    int first;

    /// The running sums: by row, output, lane.
    final A lanes;

    /// What is added to the columns, by output from [LoopFormula#firstOfColumns()] on; pulls are not yet turned round.
    final A[] accumulators;

    private final Storage<A> storage;
    private final LoopFormula formula;

    /// @param n  number of columns, where something is added to them
    Operands(Storage<A> storage, LoopFormula formula, int n) {
        this.storage = storage;
        this.formula = formula;
        columns = storage.newArrays(0);
        strides = new int[0];
        own = storage.newArray(0);
        constants = storage.newArray(0);
        lanes = storage.newArray(ROWS * formula.outputs() * width());
        accumulators = storage.newArrays(formula.outputsOfColumns());
        for (int output = 0; output < accumulators.length; output++) {
            accumulators[output] = storage.newArray(padded(n));
        }
    }

    private int width() {
        return storage.precision().lanes();
    }

    private int padded(int columns) {
        return (columns + width() - 1) / width() * width();
    }

    /// Sets the inputs; arrays are shared.
    ///
    /// @param allColumns  for each coordinate, [LoopFormula#columns] and [LoopFormula#matrices] an array, padded so that a width can be
    ///                    loaded wherever a column begins one
    /// @param ofMatrices  distance between the beginnings of two rows, by matrix
    /// @param ofPoints    coordinates and [LoopFormula#rows] of point after point
    /// @param ofPass      from [#constants]
    public void open(A[] allColumns, int[] ofMatrices, A ofPoints, A ofPass) {
        columns = allColumns;
        strides = ofMatrices;
        own = ofPoints;
        constants = ofPass;
    }

    /// The constants of a pass: values of [LoopFormula#constants], and after them the literals of its formulas.
    static <A> A constants(Storage<A> storage, double[] values, double[] literals) {
        A constants = storage.newArray(values.length + literals.length);
        for (int c = 0; c < values.length; c++) {
            storage.set(constants, c, values[c]);
        }
        for (int l = 0; l < literals.length; l++) {
            storage.set(constants, values.length + l, literals[l]);
        }
        return constants;
    }

    /// Makes a point row 0, and those that follow it the next rows.
    public void setFirst(int point) {
        first = point;
    }

    /// See [PairLoop#takeRows].
    void takeRows(int output, int count, double[] sums, int at) {
        storage.takeSums(lanes, output * width(), formula.outputs() * width(), count, sums, at);
    }

    /// Begins the sums of columns `from` until before `to`, and of the padding, at 0.
    public void clearColumns(int from, int to) {
        for (A accumulator : accumulators) {
            storage.clear(accumulator, from, padded(to));
        }
    }

    /// Adds an output's sums, from [LoopFormula#firstOfColumns()] on, of columns `from` until before `to` to `sums`, from `at` on.
    public void addColumns(int output, int from, int to, double[] sums, int at) {
        A accumulator = accumulators[output - formula.firstOfColumns()];
        if (output < formula.sums().size()) {
            storage.add(accumulator, from, sums, at, to - from);
        } else {
            storage.subtract(accumulator, from, sums, at, to - from);
        }
    }
}
