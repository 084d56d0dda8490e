package dev.starling.app.data.text;

import dev.starling.app.data.cells.Cell;
import dev.starling.app.data.cells.Decimals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// A line below the names of columns with units or kinds, and no number where the rows have some:
///
///     sample,height,mass,group
///     ,cm,kg,
///     S1,17.5,3.2,a
///
/// A row whose values are all missing looks much the same. It has a name or a group as other rows do, or words that say why there is no value.
public final class UnitLine {
    /// What instruments and people write where a value could not be measured.
    private static final Set<String> UNMEASURED = Set.of(
            "nd", "n.d.", "n.d", "n/d", "na", "n.a.", "lod", "loq", "bdl", "blq", "bql", "bld", "tntc", "missing", "failed", "fail", "error", "err", "invalid",
            "overflow", "ovrflw", "over", "under", "not detected", "not determined", "not measured", "no data", "nicht bestimmt", "n.b.", "k.a.", "fehler");

    /// Such as `<LOD`, `> max` and the faults of spreadsheets.
    private static final Pattern UNMEASURED_FORM = Pattern.compile("[<>≤≥]\\s*[\\p{L}.].*|#(value|ref|num|name|null|div/0|n/a|nv|wert|bezug|zahl)[!?]?", Pattern.CASE_INSENSITIVE);

    /// Units are short, or stand in brackets, or have a sign that no word has.
    private static final Pattern UNIT = Pattern.compile("\\p{L}{1,4}[²³]?|[\\[({].*[\\])}]|.*[/%°µμ·^²³0-9].*");

    /// What programs call the kinds of columns, in a line of such.
    private static final Set<String> KINDS = Set.of(
            "continuous", "numeric", "number", "double", "integer", "decimal", "float32", "float64", "quantitative", "numerical", "feature", "intensity", "unitless");

    /// Rows of ten that have one form have it by a rule.
    private static final int MOST = 9;

    private UnitLine() {}

    /// @param below the lines after it
    /// @param again whether it stands below another one, and so may have nothing to say of numbers
    public static boolean is(Row row, List<Row> below, boolean again, Decimals form) {
        boolean[] numeric = new boolean[row.size()];
        for (int column = 0; column < numeric.length; column++) {
            numeric[column] = ColumnShape.of(below, column, form).hasNumbers();
            // As a rule the first number settles it, and the other columns need not be looked at.
            if (numeric[column] && Cell.isMeantAsNumber(row.text(column))) {
                return false;
            }
        }
        int[] numbers = IntStream.range(0, numeric.length).filter(c -> numeric[c]).toArray();
        List<String> words = Arrays.stream(numbers).mapToObj(row::text).filter(text -> !Cell.isMissing(text)).toList();
        if (numbers.length < 2 || (words.isEmpty() && !again)) {
            return false;
        }
        int[] texts = IntStream.range(0, numeric.length).filter(c -> !numeric[c] && !Cell.isMissing(row.text(c))).toArray();
        List<Row> rows = below.stream().filter(other -> Arrays.stream(numbers).anyMatch(c -> Double.isFinite(other.number(c, form)))).toList();
        boolean named = Arrays.stream(texts).anyMatch(c -> isAsBelow(row.text(c), rows, c));
        return !named && !areUnmeasured(words) && (texts.length == 0 || !areOneWord(words));
    }

    private static boolean areUnmeasured(List<String> words) {
        long unmeasured = words.stream().filter(text -> UNMEASURED.contains(text.toLowerCase(Locale.ROOT)) || UNMEASURED_FORM.matcher(text).matches()).count();
        return unmeasured > 0 && 2 * unmeasured >= words.size();
    }

    /// Whether a word that is no unit stands for every number that is missing.
    private static boolean areOneWord(List<String> words) {
        return words.size() > 1
                && Set.copyOf(words).size() == 1
                && !UNIT.matcher(words.getFirst()).matches()
                && !KINDS.contains(words.getFirst().toLowerCase(Locale.ROOT));
    }

    /// Whether a text is met again below, or has the form that nearly all have there, with digits.
    private static boolean isAsBelow(String text, List<Row> rows, int column) {
        List<String> others = rows.stream().map(row -> row.text(column)).filter(other -> !Cell.isMissing(other)).toList();
        if (new HashSet<>(others).contains(text)) {
            return true;
        }
        String form = Header.form(text);
        return form.indexOf('9') >= 0 && 10L * others.stream().filter(other -> Header.form(other).equals(form)).count() >= (long) MOST * others.size();
    }
}
