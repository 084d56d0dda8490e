package dev.starling.app.data;

import dev.starling.app.data.cells.Notation;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// Tables that people brought, of whom nobody had thought before.
class StrangersTablesTest {
    private static String rows(int n, IntFunction<String> row) {
        return IntStream.range(0, n).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String number(int i, int k) {
        return String.format(Locale.ROOT, "%.3f", Math.sin(1 + i * 7.3 + k * 31.7));
    }

    private static String numbers(int i) {
        return number(i, 0) + "," + number(i, 1);
    }

    @Test
    void rowNumbersThatBeginAgainWhereTablesWereJoined() {
        for (String name : List.of("", "Unnamed: 0", "index")) {
            DataSet set = Table.of(name + ",a,b\n" + rows(30, i -> i % 10 + "," + numbers(i))).read();
            assertThat(set.featureNames()).as(name).containsExactly("a", "b");
            assertThat(set.describe()).contains("numbers the rows, some of them alike");
            assertThat(set.ids()).startsWith("1", "2").doesNotHaveDuplicates();
        }
        DataSet filtered = Table.of(",a,b\n" + rows(30, i -> i * i % 23 + "," + numbers(i))).read();
        assertThat(filtered.featureNames()).containsExactly("a", "b");
    }

    @Test
    void everyLevelOfAnUnnamedIndex() {
        DataSet set = Table.of(",,a,b\n" + rows(30, i -> i / 10 + "," + i % 10 + "," + numbers(i))).read();
        assertThat(set.featureNames()).containsExactly("a", "b");
        DataSet words = Table.of(",,a,b\n" + rows(30, i -> "plate " + i / 10 + "," + i % 10 + "," + numbers(i))).read();
        assertThat(words.featureNames()).containsExactly("a", "b");
        assertThat(words.labels()).startsWith("plate 0");
    }

    @Test
    void rowNumbersInTheLastColumn() {
        for (String name : List.of("row", "nr", "#", "whatever")) {
            DataSet set = Table.of("a,b," + name + "\n" + rows(30, i -> numbers(i) + "," + (i + 1))).read();
            assertThat(set.featureNames()).as(name).containsExactly("a", "b");
            assertThat(set.ids()).startsWith("1", "2", "3");
        }
        assertThat(Table.of(rows(30, i -> numbers(i) + "," + i)).read().featureNames()).containsExactly("column 1", "column 2");
        assertThat(Table.of("a,b,time\n" + rows(30, i -> numbers(i) + "," + i)).read().featureNames()).containsExactly("a", "b", "time");
        assertThat(Table.of("a,b,c\n" + rows(30, i -> number(i, 0) + "," + i + "," + i)).read().featureNames()).containsExactly("a", "b", "c");
    }

    @Test
    void namesThatAreWholeNumbersAboveSmallCounts() {
        for (String header : List.of("10,20,35,50", "7157,672,675,1956", "100,50,70,90")) {
            DataSet set = Table.of(header + "\n" + rows(40, i -> i * i % 7 + "," + i * 5 % 9 + "," + i * 3 % 8 + "," + i * 11 % 5)).read();
            assertThat(set.featureNames()).as(header).containsExactly(header.split(","));
            assertThat(set.rows()).isEqualTo(40);
        }
    }

    @Test
    void aTotalBelowTheTable() {
        String table = "name,a,b\n" + rows(20, i -> "p" + i + "," + (i + 1) + "," + (i * i % 17));
        int a = IntStream.range(0, 20).map(i -> i + 1).sum();
        int b = IntStream.range(0, 20).map(i -> i * i % 17).sum();
        for (String last : List.of("Total," + a + "," + b, "\n\nTotal,3,4", "mean," + a / 20.0 + "," + b / 20.0, ",,\nSUM," + a + "," + b)) {
            DataSet set = Table.of(table + last + "\n").read();
            assertThat(set.rows()).as(last).isEqualTo(20);
            assertThat(set.describe()).contains("sums up the others and is passed over");
        }
        DataSet kept = Table.of(table + "Total,3,4\n").read();
        assertThat(kept.rows()).as("a name like another").isEqualTo(21);
        assertThat(kept.describe()).contains("the last row (\"Total\") is called as one that sums up the others, and does not");
        assertThat(Table.of(table.replace("p3", "Total") + "Total,3,4\n").read().describe()).as("a name met twice").doesNotContain("sums up");
        Table.of("a,b\n" + rows(20, i -> numbers(i)) + "\nTotal,3\n").refusal().contains("t.csv:23:1 (a)", "\"Total\" is not a number");
    }

    /// Spreadsheets and people of other languages, and several rows of which one tells what they are.
    @Test
    void summariesOfAnyLanguage() {
        String table = "name,a,b\n" + rows(20, i -> "p" + i + "," + (i + 1) + "," + (i * i % 17 + 0.5));
        String sums = "," + IntStream.range(0, 20).map(i -> i + 1).sum() + "," + IntStream.range(0, 20).mapToDouble(i -> i * i % 17 + 0.5).sum();
        String means = ",10.5," + Math.round(IntStream.range(0, 20).mapToDouble(i -> i * i % 17 + 0.5).sum() / 2) / 10.0;
        for (String last : List.of("Summe", "Gesamt", "Gesamtergebnis", "Total général", "TOTAL:", "Somme", "Suma", "Totale", "Totaal", "Grand total", "Итого", "合计", "Total (n = 20)")) {
            DataSet set = Table.of(table + last + sums + "\n").read();
            assertThat(set.rows()).as(last).isEqualTo(20);
            assertThat(set.describe()).contains("the last row (\"" + last + "\") sums up the others");
        }
        for (String last : List.of("Mittelwert", "Moyenne", "Durchschnitt", "Promedio", "Me\u0301dia", "Średnia")) {
            assertThat(Table.of(table + last + means + "\n").read().rows()).as(last).isEqualTo(20);
        }
        DataSet several = Table.of(table + "Summe" + sums + "\nMittelwert" + means + "\nStandardabweichung,1,2\n").read();
        assertThat(several.rows()).isEqualTo(20);
        assertThat(several.describe()).contains("the last 3 rows (\"Summe\", \"Mittelwert\", \"Standardabweichung\") sum up the others");
        assertThat(Table.of(table + "min,1,0.5\nmax,20,16.5\n").read().rows()).isEqualTo(20);
        assertThat(Table.of(table + "Media,3,4\n").read().rows()).as("a name of a point").isEqualTo(21);
    }

    /// Below each group of rows, as spreadsheets have them: such rows are points, and that is said.
    @Test
    void aSubtotalBetweenTheRows() {
        for (String name : List.of("Subtotal", "Zwischensumme", "TOTAL", "Sous-total")) {
            String table = "name,a,b\n" + rows(10, i -> "p" + i + "," + numbers(i)) + name + ",3,4\n" + rows(10, i -> "q" + i + "," + numbers(i + 50));
            assertThat(Table.of(table).read().rows()).isEqualTo(21);
            assertThat(Table.of(table).read().notes()).contains('"' + name + "\" is a point, though called as one that sums up others: remove its line if it does");
            assertThat(Table.of(table + name + ",5,6\n").read().describe()).contains("sum up others");
        }
        assertThat(Table.of("name,a,b\n" + rows(20, i -> (i == 7 ? "Max" : "p" + i) + "," + numbers(i))).read().describe()).doesNotContain("sum");
    }

    @Test
    void aTitleAboveColumnsThatEndWithADelimiter() {
        String rows = rows(20, i -> "m" + i + "," + numbers(i) + ",");
        for (String title : List.of("Messung vom 3.4.2026,,,\n,,,\n", "Results,,,\n", "Results\n\n")) {
            DataSet set = Table.of(title + "name,x,y,\n" + rows).read();
            assertThat(set.rows()).as(title).isEqualTo(20);
            assertThat(set.featureNames()).containsExactly("x", "y");
        }
    }

    @Test
    void labelsOfNumbersWithSomethingBesideThem() {
        for (IntFunction<String> value : List.<IntFunction<String>>of(i -> i * 3 + "%", i -> "<" + i + ".5", i -> "$" + i + ",125")) {
            DataSet set = Table.of("a,b;share\n".replace(';', '\t').replace(',', '\t') + rows(20, i -> numbers(i).replace(',', '\t') + "\t" + value.apply(i))).label("share").read();
            assertThat(set.describe()).contains("20 classes; values such as \"" + value.apply(0) + "\" are text: for a scale write numbers alone, or say --label-kind text");
        }
        assertThat(Table.of("a,b,grade\n" + rows(20, i -> numbers(i) + "," + List.of("12%", "50%", "90%").get(i % 3))).label("grade").read().describe()).contains("(3 classes)");
    }

    /// Nothing is known of such a row but that it is no other's like.
    @Test
    void textAmongIdsThatAreWholeNumbers() {
        String table = "id,a,b\n" + rows(20, i -> 7 * i + 3 + "," + numbers(i));
        for (String name : List.of("mean", "sd", "average", "std", "median", "min", "max", "sum", "count", "x7")) {
            DataSet set = Table.of(table + name + ",0.5,0.25\n").read();
            assertThat(set.rows()).isEqualTo(21);
            assertThat(set.notes()).contains("the id \"" + name + "\" (line 22) is no whole number as the others are: remove the line if it is no point");
        }
        assertThat(Table.of(table + "min,0,0\nmax,1,1\n").read().describe()).contains("the ids \"min\" (line 22), \"max\" (line 23) are no whole numbers");
        assertThat(Table.of(table.replace("id", "plant") + "sd,0,0\n").excluding("plant").read().describe()).contains("\"sd\" (line 22)");
        assertThat(Table.of(table + "\nmean,0,0\n").read().describe()).contains("passed over").doesNotContain("no whole number");
        assertThat(Table.of(table).read().describe()).doesNotContain("no whole number");
        assertThat(Table.of("id,a,b\n" + rows(20, i -> "p" + i + "," + numbers(i)) + "7,1,2\n").read().describe()).doesNotContain("no whole number");
    }

    @Test
    void linesOfDelimitersAlone() {
        assertThat(Table.of(",,,\n" + rows(20, i -> numbers(i) + "," + numbers(i + 50))).read().rows()).isEqualTo(20);
        DataSet set = Table.of("a,b\n" + rows(20, i -> numbers(i)) + ",\n,\n,\n").read();
        assertThat(set.rows()).isEqualTo(20);
        assertThat(Table.of(",,\na,b,c\n" + rows(20, i -> numbers(i) + "," + number(i, 5))).read().featureNames()).containsExactly("a", "b", "c");
        assertThat(Table.of("a,b\n1,2\n,\n3,4\n5,6\n").read().describe()).contains("1 empty line between rows passed over");
    }

    @Test
    void minusSignsOfTypesetters() {
        DataSet set = Table.of("a,b\n−1.5,2\n3,−4e−3\n5,−6\n").read();
        assertThat(set.points().row(0)).containsExactly(-1.5, 2);
        assertThat(set.points().row(1)).containsExactly(3, -0.004);
        assertThat(Table.of("a;b\n−1,5;2\n3,25;−4,125\n5;6\n").read().points().row(1)).containsExactly(3.25, -4.125);
    }

    @Test
    void exponentsOfFortran() {
        DataSet set = Table.of("  1.0D-02  2.5D+00\n -3.25d1  0.1D0\n  4.0D0  5.0D0\n").read();
        assertThat(set.points().row(0)).containsExactly(0.01, 2.5);
        assertThat(set.points().row(1)).containsExactly(-32.5, 0.1);
        assertThat(Table.of("code,a,b\n" + rows(20, i -> i % 3 + "D" + i % 4 + "," + numbers(i))).read().featureNames()).containsExactly("a", "b");
    }

    @Test
    void groupsAreNoFeatures() {
        for (String name : List.of("leiden", "cluster", "Cluster", "seurat_clusters", "kmeans_8", "group", "louvain_r1.0")) {
            DataSet set = Table.of("a,b," + name + "\n" + rows(40, i -> numbers(i) + "," + i * 7 % 5)).read();
            assertThat(set.labelName()).as(name).isEqualTo(name);
            assertThat(set.featureNames()).containsExactly("a", "b");
        }
        DataSet two = Table.of("leiden,cluster,a,b,label\n" + rows(40, i -> i % 4 + "," + i % 3 + "," + numbers(i) + ",k" + i % 2)).read();
        assertThat(two.featureNames()).containsExactly("a", "b");
        assertThat(two.labelName()).isEqualTo("label");
        DataSet measured = Table.of("a,b,group\n" + rows(40, i -> numbers(i) + "," + number(i, 3))).read();
        assertThat(measured.featureNames()).containsExactly("a", "b", "group");
    }

    @Test
    void aSecondLabelIsUsed() {
        DataSet set = Table.of("a,b,kind,place\n" + rows(40, i -> numbers(i) + ",k" + i % 3 + ",p" + i % 4)).label("kind,place").read();
        assertThat(set.labelName()).isEqualTo("kind");
        assertThat(set.columns()).extracting(DataSet.Column::name).contains("kind", "place");
        assertThat(set.describe()).doesNotContain("not used");
    }

    @Test
    void aColumnThatIsTheSameEverywhereIsNoLabel() {
        DataSet set = Table.of("site,kind,a,b\n" + rows(40, i -> "Berlin,k" + i % 3 + "," + numbers(i))).read();
        assertThat(set.labelName()).isEqualTo("kind");
    }

    @Test
    void classesOfFilesWithoutNames() {
        DataSet first = Table.of(rows(42, i -> 1 + i / 14 + "," + numbers(i) + "," + numbers(i + 70))).read();
        assertThat(first.labelName()).isEqualTo("column 1");
        assertThat(first.featureNames()).hasSize(4);
        DataSet last = Table.of(rows(42, i -> numbers(i) + "," + numbers(i + 70) + "," + (1 + i / 14))).read();
        assertThat(last.labelName()).isEqualTo("column 5");
        assertThat(last.describe()).contains("'column 5' has few whole numbers beside decimals and is taken for a label (--features to use it)");
        assertThat(Table.of("x1,x2,y\n" + rows(42, i -> numbers(i) + "," + i % 3)).read().labelName()).isEqualTo("y");
        assertThat(Table.of("x,x2,y\n" + rows(42, i -> numbers(i) + "," + i % 3)).read().labelName()).isNull();
        DataSet named = Table.of("a,b,quality\n" + rows(42, i -> numbers(i) + "," + i % 3)).read();
        assertThat(named.featureNames()).contains("quality");
        assertThat(named.describe()).contains("and is a feature (--label quality if it is none)");
    }

    @Test
    void commentsBetweenRows() {
        Table.of("a\tb\n" + rows(5, i -> "1.5\t" + i) + "# batch 2\n" + rows(5, i -> "2.5\t" + i))
                .refusal()
                .contains("t.csv:7", "Lines that begin with # are passed over by --comment #.");
        assertThat(Table.of("a\tb\n" + rows(5, i -> "1.5\t" + i) + "# batch 2\n" + rows(5, i -> "2.5\t" + i * i))
                        .notation(new Notation(null, null, null, '#', null)).read().rows())
                .isEqualTo(10);
    }

    @Test
    void tablesOfMarkdown() {
        DataSet set = Table.of("| a | b |\n|---|---|\n" + rows(20, i -> "| " + number(i, 0) + " | " + number(i, 1) + " |")).read();
        assertThat(set.featureNames()).containsExactly("a", "b");
        assertThat(set.rows()).isEqualTo(20);
    }
}
