package dev.starling.core.compile;

/// What a [PairLoop] reads and writes: the inputs of all points, and the running sums of up to [#ROWS] rows and some columns.
///
/// @param <A> `double[]` or `float[]`
public final class Operands<A> {
    /// Rows that are held at a time.
    public static final int ROWS = 8;

    /// The coordinates, one array for each dimension, then the inputs [PassFormula#columns], then [PassFormula#matrices].
    A[] columns;

    /// Distance between the beginnings of two rows in each matrix.
    int[] strides;

    /// Coordinates and [PassFormula#rows] of point after point.
    A own;

    /// [PassFormula#constants], then the literals of the formulas.
    A constants;

    /// The point that is row 0.
    int first;

    /// The running sums: by row, output, lane.
    final A lanes;

    /// What a mutual pass adds to the columns from [#origin] on, by output; pulls are not yet turned round.
    final A[] backs;

    /// The column that [#backs] begin with.
    int origin;

    private final Storage<A> storage;
    private final PassFormula formula;

    /// @param tile  number of columns that a mutual pass meets before their sums are fetched
    Operands(Storage<A> storage, PassFormula formula, int tile) {
        this.storage = storage;
        this.formula = formula;
        columns = storage.newArrays(0);
        strides = new int[0];
        own = storage.newArray(0);
        constants = storage.newArray(0);
        lanes = storage.newArray(ROWS * formula.outputs() * width());
        backs = storage.newArrays(formula.mutual() ? formula.outputs() : 0);
        for (int output = 0; output < backs.length; output++) {
            backs[output] = storage.newArray(tile);
        }
    }

    private int width() {
        return storage.precision().lanes();
    }

    /// Sets the inputs; arrays are shared.
    ///
    /// @param allColumns  for each coordinate, [PassFormula#columns] and [PassFormula#matrices] an array, padded so that a width can be
    ///                    loaded wherever a column begins one
    /// @param ofMatrices  distance between the beginnings of two rows, by matrix
    /// @param ofPoints    coordinates and [PassFormula#rows] of point after point
    /// @param ofPass      from [LoopCompiler.Compiled#constants]
    public void open(A[] allColumns, int[] ofMatrices, A ofPoints, A ofPass) {
        columns = allColumns;
        strides = ofMatrices;
        own = ofPoints;
        constants = ofPass;
    }

    /// Makes a point row 0, and those that follow it the next rows.
    public void setFirst(int point) {
        first = point;
    }

    /// Number of running sums of all rows.
    int lengthOfRows() {
        return ROWS * formula.outputs() * width();
    }

    /// Adds the sums of the first rows to `sums`, from `at` on, by row, output and lane, and begins them anew at 0.
    public void carryRows(int count, double[] sums, int at) {
        int length = count * formula.outputs() * width();
        storage.add(lanes, sums, at, length);
        storage.clear(lanes, 0, length);
    }

    /// The sum of an output of row 0, which begins anew at 0.
    public double takeSum(int output) {
        double sum = storage.sumOfLanes(lanes, output * width());
        storage.clear(lanes, output * width(), (output + 1) * width());
        return sum;
    }

    /// Begins the sums of columns from `from` on, `count` of them and the padding, at 0.
    public void clearColumns(int from, int count) {
        origin = from;
        int padded = (count + width() - 1) / width() * width();
        for (A back : backs) {
            storage.clear(back, 0, padded);
        }
    }

    /// Adds the columns' sums of an output to `sums`, from `at` on.
    public void addColumns(int output, double[] sums, int at, int count) {
        if (output < formula.sums().size()) {
            storage.add(backs[output], sums, at, count);
        } else {
            storage.subtract(backs[output], sums, at, count);
        }
    }
}
