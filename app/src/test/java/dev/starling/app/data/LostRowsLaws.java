package dev.starling.app.data;

import dev.starling.app.data.columns.Missing;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// No row of a table is taken for something else: it is a point, or refused with its place.
@Tag("laws")
class LostRowsLaws {
    private static final int ROWS = 40;

    @Property(seed = "1", tries = 200)
    void aFirstRowWithoutNumbersIsRefusedAsALaterOneIs(@ForAll("unmeasured") String word, @ForAll @IntRange(min = 0, max = 3) int place, @ForAll boolean classes, @ForAll Random random) {
        List<String> rows = rows(classes, random);
        String row = "S99," + word + "," + word + "," + word + (classes ? ",y" : "");
        rows.add(place, row);
        Table.of("sample,a,b,c" + (classes ? ",grp" : "") + "\n" + String.join("\n", rows) + "\n").refusal().contains("t.csv:" + (place + 2) + ":2 (a)", "--exclude a");
    }

    @Provide
    Arbitrary<String> unmeasured() {
        return Arbitraries.of("<LOD", "n.d.", "failed", "< 0.1 LOD", "#VALUE!", "#DIV/0!", "not detected", "> max", "hemolyzed", "BDL");
    }

    /// Where neither a name of the row nor a group says that it is one.
    @Example
    void aRowOfOneWordThatIsNoUnit() {
        String rows = String.join("\n", rows(false, new Random(1))).replaceAll("(?m)^S", "name");
        for (String words : List.of("absent,absent,absent", "<LOD,<LOQ,<LOD", "hemolyzed,failed,failed")) {
            Table.of("sample,a,b,c\nAnna," + words + "\n" + rows).refusal().contains("t.csv:2:2 (a)");
        }
    }

    @Property(seed = "2", tries = 100)
    void linesOfUnitsAreNoRows(@ForAll("units") String line, @ForAll Random random) {
        DataSet set = Table.of("sample,a,b,c,grp\n" + line + "\n" + String.join("\n", rows(true, random))).read();
        assertThat(set.rows()).isEqualTo(ROWS);
        assertThat(set.describe()).contains("line 2 holds no numbers").contains("is passed over");
    }

    @Provide
    Arbitrary<String> units() {
        return Arbitraries.of(
                ",mg/l,mg/l,mm,", "unit,kg,kg,kg,", "[-],[mg/l],[mg/l],[mg/l],[-]", ",%,%,%,", "string,continuous,continuous,continuous,discrete", "name,cm,kg,s,-",
                "text,Double,Double,Double,text", "condition,treated,control,treated,", "d,c,c,c,d", "#,µg,µg,µg,");
    }

    /// A row without any value has a gap in each number.
    @Example
    void aFirstRowOfGapsBelowALineOfUnits() {
        List<String> rows = rows(true, new Random(2));
        rows.add(0, "S99,,,,y");
        Table table = Table.of("sample,a,b,c,grp\n,mg,mg,mg,\n" + String.join("\n", rows));
        table.refusal().contains("t.csv:3:2 (a)", "missing");
        assertThat(table.missing(Missing.DROP).read().describe()).contains("1 row with gaps dropped");
    }

    @Property(seed = "3", tries = 200)
    void rowsBetweenStrayQuotesAreNoCell(@ForAll @IntRange(min = 0, max = ROWS - 2) int first, @ForAll @IntRange(min = 1, max = ROWS) int more,
            @ForAll @From("delimiters") String delimiter, @ForAll boolean last) {
        int end = Math.min(ROWS - 1, first + more);
        String rows = IntStream.range(0, ROWS)
                .mapToObj(i -> {
                    String text = i == first ? "\"2 pipe" : i == end ? "pipe 3\"" : "pipe " + i;
                    String numbers = number(i) + delimiter + number(i + 50);
                    return "p" + i + delimiter + (last ? numbers + delimiter + text : text + delimiter + numbers);
                })
                .collect(Collectors.joining("\n"));
        Table.of(String.join(delimiter, "id", last ? "a" : "name", last ? "b" : "a", last ? "name" : "b") + "\n" + rows + "\n")
                .refusal()
                .contains("t.csv:" + (first + 2) + ": a quote opens here and closes in line " + (end + 2));
    }

    @Provide
    Arbitrary<String> delimiters() {
        return Arbitraries.of(",", ";", "\t");
    }

    /// Texts of several lines are texts, with delimiters and numbers in them.
    @Example
    void textsOfSeveralLines() {
        for (String text : List.of("one\ntwo", "one, two\nthree", "1\n2\n3", "1, 2, 3\n4, 5, 6", "Main St 5,\n12345 Town", "a,b\r\nc,d")) {
            DataSet set = Table.of("id,a,b,note\n" + IntStream.range(0, ROWS).mapToObj(i -> "p" + i + "," + number(i) + "," + number(i + 50) + ",\"" + text + "\"").collect(Collectors.joining("\n"))).read();
            assertThat(set.rows()).as(text).isEqualTo(ROWS);
        }
    }

    private static List<String> rows(boolean classes, Random random) {
        return IntStream.range(0, ROWS)
                .mapToObj(i -> "S" + i + "," + number(random.nextInt(999)) + "," + number(random.nextInt(999)) + "," + number(random.nextInt(999))
                        + (classes ? "," + "xyz".charAt(i % 3) : ""))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String number(int seed) {
        return String.format(Locale.ROOT, "%.3f", Math.sin(seed) * 10);
    }
}
