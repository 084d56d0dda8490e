package dev.starling.app.data.pairs;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Spelling;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.stream.Stream;

/// What stands in the text of a matrix.
///
/// @param values row i from i · stride on; of half a matrix, the other half is the same
/// @param names  what its points are called; null if they are not
/// @param half   which half of it stands there
/// @param places where entries stand
/// @param why    how that can be told
/// @param named  how names and diagonal were understood, where that is no matter of course
record MatrixText(
        int n, int stride, double[] values, @Nullable List<String> names, Half half, String why, Places places, List<String> named) {
    /// What there is of a matrix.
    enum Half {
        WHOLE("a matrix"),
        LOWER("a lower triangle"),
        UPPER("an upper triangle");

        private final String called;

        Half(String called) {
            this.called = called;
        }

        String withArticle() {
            return called;
        }

        /// Whether an entry is that of the same pair in the other half.
        boolean isMirrored(int i, int j) {
            return this == LOWER && i < j || this == UPPER && i > j;
        }
    }

    /// `file:line:column` of an entry.
    interface Places {
        String of(int i, int j);
    }

    /// @throws Fault if a point is called otherwise in its row than in its column
    static void checkNames(String file, int point, String ofRow, String ofColumn) {
        if (!Spelling.areAlike(ofRow, ofColumn)) {
            throw new Fault(Exit.DATA, file + ": row " + (point + 1) + " is called " + Cell.shown(ofRow) + ", but column " + (point + 1)
                    + " " + Cell.shown(ofColumn) + ". Points must have the same order in rows and columns.");
        }
    }

    /// A matrix as it stands there.
    MatrixText(int n, int stride, double[] values, @Nullable List<String> names, Places places, List<String> named) {
        this(n, stride, values, names, Half.WHOLE, "", places, named);
    }

    /// How it was understood, where that is no matter of course.
    List<String> notes() {
        return half == Half.WHOLE
                ? named
                : Stream.concat(named.stream(), Stream.of("read as " + half.called + ", whose other half is the same: " + why)).toList();
    }

    String place(int i, int j) {
        return half.isMirrored(i, j) ? places.of(j, i) : places.of(i, j);
    }

    /// Half of the matrix as the whole of it.
    MatrixText mirrored(Half known, String because) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (known.isMirrored(i, j)) {
                    values[i * stride + j] = values[j * stride + i];
                }
            }
        }
        return new MatrixText(n, stride, values, names, known, because, places, named);
    }
}
