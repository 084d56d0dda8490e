package dev.starling.app.data.cells;

import dev.starling.core.base.Counted;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/// A whole vector in a cell, as programs print one: `[0.1, 0.2]`, `{0.1,0.2}` of databases, `[0.1 0.2]` of NumPy, `0.1;0.2`.
public final class VectorText {
    /// What Python puts before the numbers of an array.
    private static final Pattern PREFIX = Pattern.compile("^(?:array|tensor|np\\.array)\\((.*?)(?:,\\s*(?:dtype|device|grad_fn)=.*)?\\)$", Pattern.DOTALL);

    private static final Pattern BLANKS = Pattern.compile("\\s+");

    /// What Python leaves out between the ends of a long array that it prints.
    private static final String ELISION = "...";

    private VectorText() {}

    /// The texts of its numbers; null if it is no vector: not within brackets, and a single number or word.
    public static @Nullable List<String> elements(String cell) {
        String text = PREFIX.matcher(cell.strip()).replaceFirst("$1").strip();
        int last = text.length() - 1;
        boolean bracketed = last > 0 && "[{(".indexOf(text.charAt(0)) >= 0 && "[{(".indexOf(text.charAt(0)) == "]})".indexOf(text.charAt(last));
        String inner = bracketed ? text.substring(1, last).strip() : text;
        List<String> elements = inner.isEmpty() ? List.of() : split(inner);
        return bracketed || elements.size() > 1 ? elements : null;
    }

    private static List<String> split(String inner) {
        char separator = inner.indexOf(';') >= 0 ? ';' : ',';
        if (inner.indexOf(separator) < 0) {
            return Arrays.asList(BLANKS.split(inner));
        }
        List<String> elements = new ArrayList<>();
        int from = 0;
        for (int at = inner.indexOf(separator); at >= 0; at = inner.indexOf(separator, from)) {
            elements.add(inner.substring(from, at).strip());
            from = at + 1;
        }
        String rest = inner.substring(from).strip();
        if (!rest.isEmpty()) {
            elements.add(rest);
        }
        return elements;
    }

    /// Whether it is a vector and nothing else can be meant.
    public static boolean isBracketed(String cell) {
        return !cell.isEmpty() && "]})".indexOf(cell.charAt(cell.length() - 1)) >= 0 && width(cell) > 0;
    }

    /// How many numbers it has, if it is a vector of two or more and nothing else; else 0.
    public static int width(String cell) {
        List<String> elements = elements(cell);
        boolean numbers = elements != null && elements.size() > 1 && elements.stream().allMatch(element -> Double.isFinite(number(element)));
        return numbers && elements != null ? elements.size() : 0;
    }

    /// A number with a decimal point, or, as between semicolons, with a comma.
    private static double number(String element) {
        return Cell.parse(element.indexOf('.') < 0 ? element.replace(',', '.') : element);
    }

    /// Puts the numbers into an array.
    ///
    /// @return what is wrong; null if nothing is
    public static @Nullable String read(String cell, int width, double[] into, int at) {
        List<String> elements = elements(cell);
        if (elements == null) {
            return Cell.shown(cell) + " is no vector";
        } else if (elements.contains(ELISION)) {
            return "Python has left out numbers of " + Cell.shown(cell) + " when it printed them";
        } else if (elements.size() != width) {
            return "the vector has " + Counted.of(elements.size(), "number") + ", and that of the first row has " + width;
        }
        for (int k = 0; k < width; k++) {
            double value = number(elements.get(k));
            if (!Double.isFinite(value)) {
                return "number " + (k + 1) + " of the vector: " + Cell.fault(elements.get(k), Decimals.PLAIN);
            }
            into[at + k] = value;
        }
        return null;
    }
}
