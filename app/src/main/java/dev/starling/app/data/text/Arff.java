package dev.starling.app.data.text;

import dev.starling.app.data.cells.Decimals;
import dev.starling.app.fault.Exit;
import dev.starling.app.fault.Fault;
import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The declarations before the rows of an attribute-relation file, which name its columns.
final class Arff {
    private static final Pattern RELATION = Pattern.compile("(?i)@relation\\b.*");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?i)@attribute\\s+(?:'([^']*)'|\"([^\"]*)\"|([^\\s{]+))(?:\\s+|(?=\\{))(\\S).*");
    private static final Pattern DATA = Pattern.compile("(?i)@data\\s*");
    private static final char COMMENT = '%';

    private Arff() {}

    /// How the table in such a file is written; null if it is no such file.
    ///
    /// @throws Fault if its rows are sparse, or its declarations don't end
    static @Nullable Dialect dialect(String file, String sample) {
        List<String> lines = sample.lines().map(String::strip).toList();
        String first = lines.stream().filter(line -> !line.isEmpty() && line.charAt(0) != COMMENT).findFirst().orElse("");
        if (!RELATION.matcher(first).matches()) {
            return null;
        }
        List<String> names = new ArrayList<>();
        Set<Integer> nominal = new HashSet<>();
        int line = 0;
        while (line < lines.size() && !DATA.matcher(lines.get(line)).matches()) {
            Matcher attribute = ATTRIBUTE.matcher(lines.get(line++));
            if (attribute.matches()) {
                if (attribute.group(4).charAt(0) == '{') {
                    nominal.add(names.size());
                }
                names.add(attribute.group(1) != null ? attribute.group(1) : attribute.group(2) != null ? attribute.group(2) : attribute.group(3));
            }
        }
        if (names.isEmpty() || line == lines.size()) {
            throw new Fault(Exit.DATA, file + ": an ARFF file must declare its columns (@attribute) in its first "
                    + String.format(Locale.ROOT, "%,d", sample.length()) + " characters, and have rows after @data. Save it as CSV.");
        }
        List<String> rows = lines.subList(line + 1, lines.size());
        if (rows.stream().anyMatch(row -> row.startsWith("{"))) {
            throw new Fault(Exit.DATA, file + ": an ARFF file with sparse rows ({1 2.5, 7 1}) cannot be read. Save it as CSV.");
        }
        char quote = rows.stream().anyMatch(row -> row.startsWith("'") || row.contains(",'")) ? '\'' : '"';
        return new Dialect(',', quote, COMMENT, Decimals.PLAIN, line + 1, names.size(), Row.of(1, names), Set.copyOf(nominal), Growth.NONE, List.of());
    }
}
