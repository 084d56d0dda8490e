package dev.starling.app.data.pairs;

import dev.starling.app.data.bytes.Source;
import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.pairs.MatrixText.Half;
import dev.starling.app.data.points.RowIds;
import dev.starling.app.data.text.NumberRows;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import dev.starling.core.matrix.DenseMatrix;
import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;

/// An n × n matrix of numbers, none of them negative, with zeros on the diagonal.
///
/// What is off by less than [#ROUNDING] of the largest entry is rounding of who computed it, and is mended: other zeros on the diagonal,
/// distances slightly below 0, or slightly different in the two directions, whose mean is taken.
///
/// @param names  what the points are called, in the first row or column; null if they are not
/// @param note   what the user should know; may be empty
/// @param sha256 of the file's bytes, in hexadecimal
public record SquareMatrix(DenseMatrix matrix, @Nullable List<String> names, String note, String sha256) {
    private static final String DISTANCE = "distance";

    /// Several times what single precision leaves.
    static final double ROUNDING = 1e-6;

    /// The same, with nobody told how far it is.
    public static SquareMatrix read(Path file, String what, Notation notation) {
        return read(file, what, notation, _ -> {});
    }

    /// @param what  what an entry is, for messages: "probability", "distance"
    /// @param watch told which share of the file has been read
    /// @throws Fault with the entry and its values, if the matrix is not as it must be
    public static SquareMatrix read(Path file, String what, Notation notation, DoubleConsumer watch) {
        try (Source source = Source.of(file, watch)) {
            NumberRows table = NumberRows.ofMatrix(source, notation);
            MatrixText text = table.growth().isTriangle() ? new TriangleRows(source, table).read() : new MatrixRows(source, table).read();
            if (text.half() != Half.WHOLE && !what.equals(DISTANCE)) {
                throw triangle(file.toString(), text.half(), text.why());
            }
            Checked checked = new Checked(file.toString(), text, what);
            boolean symmetric = checked.run();
            MatrixText found = checked.text;
            refuseRepeated(file.toString(), found.names());
            String note = joined(String.join("; ", found.notes()), checked.note(), source.openEnd());
            return new SquareMatrix(DenseMatrix.trusted(found.n(), found.stride(), found.values(), symmetric), found.names(), note, source.finish());
        }
    }

    private static void refuseRepeated(String file, @Nullable List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; names != null && i < names.size(); i++) {
            Integer other = places.putIfAbsent(names.get(i), i);
            if (other != null) {
                throw new Fault(Exit.DATA, file + ": the name " + Cell.shown(names.get(i)) + " is met twice, for points " + (other + 1) + " and " + (i + 1)
                        + ". Give each point a name of its own.");
            }
        }
    }

    /// The same with the points in another order.
    ///
    /// @param rows for each point, where it stands here
    DenseMatrix inOrder(int[] rows) {
        int n = rows.length;
        int stride = DenseMatrix.strideOf(n);
        double[] values = new double[n * stride];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                values[i * stride + j] = matrix.get(rows[i], rows[j]);
            }
        }
        return DenseMatrix.trusted(n, stride, values, matrix.symmetric());
    }

    /// The matrix of the points of a table: in their order, if both call them by ids.
    ///
    /// @throws Fault if points are missing
    public SquareMatrix of(RowIds points, String file) {
        RowIds.Join join = points.in(file, names, matrix.n());
        return new SquareMatrix(inOrder(join.rows()), points.ids(), joined(note, join.note()), sha256);
    }

    private static String joined(String... notes) {
        return String.join("; ", Stream.of(notes).filter(note -> !note.isEmpty()).toList());
    }

    private static Fault triangle(String file, Half half, String why) {
        return new Fault(Exit.DATA, file + " is " + half.withArticle() + ": " + why + ". Give all n × n numbers.");
    }

    private static final class Checked {
        private final String file;
        private final String what;
        private final double[] values;
        private final int n;
        private final int stride;
        private MatrixText text;
        private double rounding;

        Checked(String file, MatrixText text, String what) {
            this.file = file;
            this.text = text;
            this.what = what;
            this.values = text.values();
            this.n = text.n();
            this.stride = text.stride();
        }

        /// Mends what is rounding, refuses what is more, and says whether the matrix is symmetric.
        boolean run() {
            double largest = 0;
            for (double value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            double most = ROUNDING * largest;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    mend(i, j, most);
                }
            }
            if (what.equals(DISTANCE) && text.half() == Half.WHOLE) {
                fillZeros();
            }
            boolean symmetric = isSymmetric(what.equals(DISTANCE) ? most : Double.POSITIVE_INFINITY);
            rounding = largest > 0 ? rounding / largest : 0;
            return symmetric;
        }

        /// Where one half is 0 and the other is not, only that other one is meant.
        private void fillZeros() {
            boolean zeroAbove = n > 2 && isZero(Half.LOWER);
            boolean zeroBelow = n > 2 && isZero(Half.UPPER);
            if (zeroAbove != zeroBelow) {
                text = zeroAbove ? text.mirrored(Half.LOWER, "all above its diagonal is 0") : text.mirrored(Half.UPPER, "all below its diagonal is 0");
            }
        }

        /// Whether the other half is 0.
        private boolean isZero(Half half) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    if (half.isMirrored(i, j) && values[i * stride + j] != 0) {
                        return false;
                    }
                }
            }
            return true;
        }

        private void mend(int i, int j, double most) {
            double value = values[i * stride + j];
            double off = i == j ? Math.abs(value) : -value;
            if (off > most) {
                throw new Fault(Exit.DATA, text.place(i, j) + ": the " + what + " of " + pair(i, j) + " is " + value
                        + (i == j ? ", but must be 0: a point is no neighbor of itself." : ", but must not be negative."));
            } else if (off >= 0) {
                rounding = Math.max(rounding, off);
                values[i * stride + j] = 0;
            }
        }

        private boolean isSymmetric(double most) {
            boolean symmetric = true;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    double lower = values[i * stride + j];
                    double upper = values[j * stride + i];
                    if (Math.abs(lower - upper) > most) {
                        throw asymmetric(i, j, lower, upper);
                    }
                    if (lower != upper && Double.isFinite(most)) {
                        rounding = Math.max(rounding, Math.abs(lower - upper));
                        double mean = lower + (upper - lower) / 2;
                        values[i * stride + j] = mean;
                        values[j * stride + i] = mean;
                    }
                    symmetric &= values[i * stride + j] == values[j * stride + i];
                }
            }
            return symmetric;
        }

        private Fault asymmetric(int i, int j, double lower, double upper) {
            return new Fault(Exit.DATA, file + ": the " + what + " of " + pair(i, j) + " is " + lower + ", but that of "
                    + pair(j, i) + " is " + upper + ". They must be equal.");
        }

        String note() {
            return rounding == 0
                    ? ""
                    : String.format(Locale.ROOT, "what is off by rounding, up to %.1g of the largest %s, is mended", rounding, what);
        }

        /// Points counted from 1.
        private static String pair(int i, int j) {
            return "(" + (i + 1) + ", " + (j + 1) + ")";
        }
    }
}
