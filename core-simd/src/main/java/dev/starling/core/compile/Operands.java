package dev.starling.core.compile;

/// What a [PairLoop] reads and writes: the inputs of all points, and the running sums of up to [#ROWS] rows and some columns.
///
/// @param <A> `double[]` or `float[]`
public final class Operands<A> {
    /// Rows that are held at a time.
    public static final int ROWS = 8;

    /// The coordinates, one array for each dimension, then the inputs [LoopFormula#columns], then [LoopFormula#matrices]. Where each pair
    /// keeps sums of its own, points in panels of as many as there are lanes: their values in the first column of the data, in the second, and
    /// so on.
    A[] columns;

    /// Distance between the beginnings of two rows in each matrix.
    int[] strides;

    /// Coordinates and [LoopFormula#rows] of point after point.
    A own;

    /// [LoopFormula#constants], then the literals of the formulas.
    A constants;

    /// The point that is row 0.
    int first;

    /// Columns of the data, where each pair keeps sums of its own.
    int depth;

    /// The running sums: by row, output, lane.
    final A lanes;

    /// What is added to the columns, by output from [LoopFormula#firstOfColumns()] on; pulls are not yet turned round. Where each pair keeps
    /// sums of its own, by output and row.
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
        accumulators = storage.newArrays(formula.outputsOfColumns() * (formula.pairs().keepEach() ? ROWS : 1));
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

    /// Says of how many columns the data are, where each pair keeps sums of its own.
    public void setDepth(int columnsOfData) {
        depth = columnsOfData;
    }

    /// The sums that the pairs of a row keep, those of the first column that the loop was called for at 0: the array itself, which the
    /// loop writes to.
    public A ofPairs(int output, int row) {
        return accumulators[output * ROWS + row];
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

    /// What was added to columns for an output, from [LoopFormula#firstOfColumns()] on: the array itself, which the loop writes to.
    public A ofColumns(int output) {
        return accumulators[output - formula.firstOfColumns()];
    }

    /// Adds an output's sums, from [LoopFormula#firstOfColumns()] on, of columns `from` until before `to` to `sums`, from `at` on.
    public void addColumns(int output, int from, int to, double[] sums, int at) {
        A accumulator = ofColumns(output);
        if (output < formula.sums().size()) {
            storage.add(accumulator, from, sums, at, to - from);
        } else {
            storage.subtract(accumulator, from, sums, at, to - from);
        }
    }
}
