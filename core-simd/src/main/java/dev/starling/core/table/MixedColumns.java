package dev.starling.core.table;

import dev.starling.api.table.Column;
import dev.starling.core.matrix.Points;
import org.apiguardian.api.API;

import java.util.List;

/// Numbers and categories side by side, each with a weight, as Gower compares them: what two rows differ by in a number is a share of the range
/// of its column, and in a category 1 if they are not of the same; the distance is the mean over columns.
///
/// Source: Gower, "A general coefficient of similarity and some of its properties", Biometrics 27, 1971.
///
/// @param numbers         columns of numbers
/// @param numberWeights   one for each
/// @param categories      other columns; a row without a category is of one that all such rows share
/// @param categoryWeights one for each
@API(status = API.Status.EXPERIMENTAL, since = "1.0")
public record MixedColumns(Points numbers, double[] numberWeights, List<Column.Categories> categories, double[] categoryWeights) {
    /// @throws IllegalArgumentException if there are not as many weights as columns or as many rows in all; if a weight is negative or not finite, or all are 0
    public MixedColumns {
        categories = List.copyOf(categories);
        if (numberWeights.length != numbers.columns() || categoryWeights.length != categories.size()) {
            throw new IllegalArgumentException(numbers.columns() + " numbers and " + categories.size() + " categories need as many weights, but there are "
                    + numberWeights.length + " and " + categoryWeights.length);
        }
        for (Column.Categories column : categories) {
            if (column.rows() != numbers.rows()) {
                throw new IllegalArgumentException("'" + column.name() + "' has " + column.rows() + " rows, and the numbers have " + numbers.rows());
            }
        }
        double sum = checkedSum(numberWeights) + checkedSum(categoryWeights);
        if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the weights of columns sum to " + sum + "; one at least must be above 0");
        }
    }

    private static double checkedSum(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) { // also refuses NaN
                throw new IllegalArgumentException("the weight of a column must be a number, at least 0, but was " + weight);
            }
            sum += weight;
        }
        return sum;
    }

    /// Columns whose Manhattan distance is Gower's: numbers in shares of their range, and for each category one column, of which a row has
    /// half of the weight in that of its own.
    public Points encoded() {
        int n = numbers.rows();
        int width = numbers.columns() + categories.stream().mapToInt(column -> column.levels().size() + 1).sum();
        double all = checkedSum(numberWeights) + checkedSum(categoryWeights);
        double[] values = new double[Math.multiplyExact(n, width)];
        for (int k = 0; k < numbers.columns(); k++) {
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < n; i++) {
                least = Math.min(least, numbers.get(i, k));
                most = Math.max(most, numbers.get(i, k));
            }
            // Halves, whose difference is a number where the range is none.
            double range = most / 2 - least / 2;
            for (int i = 0; i < n; i++) {
                values[i * width + k] = range > 0 ? (numbers.get(i, k) / 2 - least / 2) / range * (numberWeights[k] / all) : 0;
            }
        }
        int at = numbers.columns();
        for (int c = 0; c < categories.size(); c++) {
            int[] codes = categories.get(c).codes();
            for (int i = 0; i < n; i++) {
                values[i * width + at + codes[i] + 1] = categoryWeights[c] / all / 2;
            }
            at += categories.get(c).levels().size() + 1;
        }
        return Points.owning(n, width, values);
    }
}
