package dev.starling.app.data;

import dev.starling.app.data.cells.Notation;
import dev.starling.core.quality.LabelKind;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// Tables as programs write them: the whole shape of their first lines decides what they mean.
class TableShapesTest {
    private static String rows(int n, IntFunction<String> row) {
        return IntStream.range(0, n).mapToObj(row).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String number(int i, int k) {
        return String.format(Locale.ROOT, "%.3f", Math.sin(1 + i * 7.3 + k * 31.7));
    }

    private static String numbers(int i, int columns, String between) {
        return IntStream.range(0, columns).mapToObj(k -> number(i, k)).collect(Collectors.joining(between));
    }

    @Test
    void headersOfNumbers() {
        for (String header : List.of("0,1,2,3", "400,402,404,406", "1990,1995,2000,2018", "7,3,12,5", "850.5,810.25,790.5,600.75")) {
            DataSet set = Table.of(header + "\n" + rows(40, i -> numbers(i, 4, ","))).read();
            assertThat(set.rows()).as(header).isEqualTo(40);
            assertThat(set.featureNames()).containsExactly(header.split(","));
            assertThat(set.describe()).contains("line 1 names the columns (--no-header if it is a row)");
        }
        assertThat(Table.of("0,1,2\n" + rows(40, i -> i * i % 7 + "," + i * 5 % 11 + "," + i * 3 % 8)).read().rows()).isEqualTo(40);
    }

    @Test
    void headersOfNumbersBesideText() {
        IntFunction<String> spectrum = i -> numbers(i, 5, ",") + ',' + (i % 2 == 0 ? "setosa" : "virginica");
        DataSet spectra = Table.of("400,402,404,406,408,class\n" + rows(30, spectrum)).read();
        assertThat(spectra.featureNames()).containsExactly("400", "402", "404", "406", "408");
        assertThat(spectra.labelName()).isEqualTo("class");
        DataSet countries = Table.of("country,1990,1995,2000\n" + rows(30, i -> "land" + i + "," + numbers(i, 3, ","))).read();
        assertThat(countries.featureNames()).containsExactly("1990", "1995", "2000");
        assertThat(countries.ids()).startsWith("land0", "land1").hasSize(30);
        DataSet people = Table.of("id,1990,1995\n" + rows(30, i -> "p" + i + "," + numbers(i, 2, ","))).read();
        assertThat(people.ids()).startsWith("p0", "p1").hasSize(30);
        DataSet frame = Table.of(",0,1\n" + rows(30, i -> i + "," + numbers(i, 2, ","))).read();
        assertThat(frame.featureNames()).containsExactly("0", "1");
        assertThat(frame.rows()).isEqualTo(30);
    }

    @Test
    void rowsThatAreNoHeader() {
        assertThat(Table.of(rows(40, i -> numbers(i, 4, ","))).read().rows()).isEqualTo(40);
        assertThat(Table.of(rows(40, i -> i + "," + (i + 1) + "," + (i + 2))).read().rows()).isEqualTo(40);
        assertThat(Table.of(rows(40, i -> numbers(i, 3, ",") + (i % 3 == 0 ? ",setosa" : ",virginica"))).read().rows()).isEqualTo(40);
        assertThat(Table.of("5.1,3.5,1.4,0.2,setosa\n" + rows(40, i -> "5." + i % 9 + ",3." + i % 7 + ",1." + i % 8 + ",0." + i % 5 + ",virginica"))
                        .read()
                        .rows())
                .isEqualTo(41);
        assertThat(Table.of("a,b\n" + "1,2\n3,4\n5,6\n").header(false).refusal()).isNotNull();
    }

    @Test
    void numbersOfRowsInAnyOrder() {
        for (String name : List.of("Unnamed: 0", "X", "index", "", "rownames", "id", "sample_id", "anything")) {
            DataSet set = Table.of(name + ",a,b\n" + rows(30, i -> 7 * i % 31 + "," + numbers(i, 2, ","))).read();
            assertThat(set.featureNames()).as(name).containsExactly("a", "b");
            assertThat(set.ids()).as(name).startsWith("0", "7", "14");
        }
        assertThat(Table.of(rows(30, i -> 842_302 + 13 * i + "," + numbers(i, 2, ","))).read().featureNames())
                .containsExactly("column 2", "column 3");
        DataSet late = Table.of("a,b,index\n" + rows(30, i -> numbers(i, 2, ",") + "," + 7 * i % 31)).read();
        assertThat(late.featureNames()).containsExactly("a", "b");
        DataSet two = Table.of("Unnamed: 0,id,a\n" + rows(30, i -> i + ",p" + i + "," + number(i, 0))).read();
        assertThat(two.featureNames()).containsExactly("a");
        assertThat(two.ids()).startsWith("p0", "p1");
    }

    /// What looks like something else is said, and not taken for text.
    @Test
    void aTableWithNothingButNumbersOfRowsSaysWhyThereIsNoMapOfIt() {
        for (String name : List.of("index", "x", "n", "row", "obs", "number")) {
            String table = name + "\n" + rows(30, i -> String.valueOf(i + 1));
            Table.of(table).refusal().contains("nothing else to make a map of: ids from '" + name + "', which numbers the rows", "--features COLUMN to use it all the same");
            assertThat(Table.of(table).features(name).read().featureNames()).containsExactly(name);
        }
        Table.of("id\n" + rows(30, i -> String.valueOf(i + 1))).refusal().contains("ids from 'id'").doesNotContain("is not a number");
        Table.of("index,row\n" + rows(30, i -> i + "," + i)).refusal().contains("'index'", "; 'row' numbers the rows").contains("to use one of them");
        Table.of("v\n" + rows(30, i -> number(i, 1))).excluding("v").refusal().doesNotContain("is not a number");
        assertThat(Table.of("v\n" + rows(30, i -> String.valueOf(i + 1))).read().featureNames()).containsExactly("v");
    }

    @Test
    void whatIsAlwaysTheSameOrOneOfTwoNumbersNoRows() {
        for (IntFunction<String> values : List.<IntFunction<String>>of(_ -> "0", _ -> "1", i -> String.valueOf(i * i % 3))) {
            for (String name : List.of("index", "x", "row")) {
                DataSet set = Table.of(name + ",a,b\n" + rows(30, i -> values.apply(i) + "," + numbers(i, 2, ","))).read();
                assertThat(set.featureNames()).as(set.describe()).containsExactly(name, "a", "b");
                assertThat(set.describe()).doesNotContain("numbers the rows");
            }
        }
        DataSet stacked = Table.of("index,a,b\n" + rows(30, i -> i % 10 + "," + numbers(i, 2, ","))).read();
        assertThat(stacked.describe()).contains("'index' numbers the rows, some of them alike");
    }

    @Test
    void datesOfWhichNobodyCanTellTheDayAreText() {
        DataSet set = Table.of("when,a,b\n" + rows(30, i -> String.format(Locale.ROOT, "%02d/%02d/2020,", 1 + i % 12, 1 + i % 12) + numbers(i, 2, ","))).label("when").read();
        assertThat(set.describe()).contains("dates such as 01/01/2020 are text: for a scale write the year first");
    }

    @Test
    void firstColumnsThatMeasure() {
        assertThat(Table.of("year,a\n" + rows(30, i -> 1990 + i % 7 + "," + number(i, 0))).read().featureNames()).containsExactly("year", "a");
        assertThat(Table.of("x,y\n" + rows(30, i -> 3 * i + "," + 5 * i)).read().featureNames()).containsExactly("y");
        assertThat(Table.of("u,v\n" + rows(30, i -> 3 * i + "," + 5 * i)).read().featureNames()).containsExactly("u", "v");
        assertThat(Table.of("a\n" + rows(30, String::valueOf)).read().featureNames()).containsExactly("a");
        assertThat(Table.of("Unnamed: 0,a\n" + rows(30, i -> i + "," + number(i, 0))).features("1", "a").read().featureNames())
                .containsExactly("Unnamed: 0", "a");
    }

    @Test
    void aHeaderOneFieldShort() {
        DataSet set = Table.of("\"a\" \"b\" \"kind\"\n" + rows(20, i -> "\"" + (i + 1) + "\" " + numbers(i, 2, " ") + " \"k " + i % 2 + "\"")).read();
        assertThat(set.featureNames()).containsExactly("a", "b");
        assertThat(set.labelName()).isEqualTo("kind");
        assertThat(set.labels()).startsWith("k 0", "k 1");
        DataSet tabs = Table.of("a\tb\n" + rows(20, i -> "r" + i + "\t" + numbers(i, 2, "\t"))).read();
        assertThat(tabs.featureNames()).containsExactly("a", "b");
        assertThat(tabs.ids()).startsWith("r0", "r1");
    }

    @Test
    void linesBeforeTheTable() {
        String table = "a;b\n" + rows(20, i -> numbers(i, 2, ";"));
        assertThat(Table.of("sep=;\n" + table).read().featureNames()).containsExactly("a", "b");
        DataSet titled = Table.of("My measurements\n\nof May, 2026\n" + table).read();
        assertThat(titled.featureNames()).containsExactly("a", "b");
        assertThat(titled.describe()).contains("2 lines before the table are passed over", "--skip 0");
        DataSet commented = Table.of("# made by a program\n# version 2\n" + table + "# the end; or not; at all\n").read();
        assertThat(commented.featureNames()).containsExactly("a", "b");
        assertThat(commented.rows()).isEqualTo(20);
        assertThat(Table.of("# x y z\n" + rows(20, i -> numbers(i, 3, " "))).read().featureNames()).containsExactly("x", "y", "z");
        DataSet units = Table.of("a;b;kind\ncm;kg;\n" + rows(20, i -> numbers(i, 2, ";") + ";k" + i % 2)).read();
        assertThat(units.rows()).isEqualTo(20);
        assertThat(units.describe()).contains("line 2 holds no numbers (\"cm\", ...)");
        assertThat(Table.of("Results,,\na,b,c\n" + rows(20, i -> numbers(i, 3, ","))).read().featureNames()).containsExactly("a", "b", "c");
        Table.of("# one\na,b\n1,x\n2,3\n4,5\n6,7\n").refusal().contains("t.csv:3:2 (b)");
    }

    @Test
    void numbersOfOtherCountries() {
        DataSet german = Table.of("a;b\n" + rows(20, i -> numbers(i, 2, ";").replace('.', ',').replace(",0", ",05"))).read();
        assertThat(german.points().get(0, 0)).isEqualTo(Math.round(1000 * Math.sin(1)) / 1000.0);
        assertThat(german.describe()).contains("decimals take a comma (--decimal . if not)");
        DataSet threeDigits = Table.of("a;b\n0,095;1,250\n-0,259;2,125\n0,992;3,500\n").read();
        assertThat(threeDigits.points().row(0)).containsExactly(0.095, 1.25);
        DataSet grouped = Table.of("a,b\n\"1,234,567\",2\n\"1,234\",3\n5,6\n").read();
        assertThat(grouped.points().get(0, 0)).isEqualTo(1_234_567);
        assertThat(grouped.points().get(1, 0)).isEqualTo(1_234);
        assertThat(Table.of("a;b\n1.234,5;2\n7;1.000\n5,25;3\n").read().points().get(1, 1)).isEqualTo(1_000);
        assertThat(Table.of("a;b\n1\u00A0234;2\n7\u00A0;\u20093\n5;6\n").read().points().get(0, 0)).isEqualTo(1_234);
        assertThat(Table.of("a;b\n1,234;2\n7;1\n5;3\n").notation(new Notation(null, ',', null, null, null)).read().points().get(0, 0))
                .isEqualTo(1.234);
        assertThat(Table.of("a;b\n1,234;2\n7;1\n5;3\n").notation(new Notation(null, null, ',', null, null)).read().points().get(0, 0))
                .isEqualTo(1_234);
    }

    /// Who says that decimals take a comma is not stopped by a column where they take a point, as long as it can be nothing else.
    @Test
    void decimalsOfTwoKinds() {
        String table = "a;b\n1,5;2.5\n-2,25;0.125\n4,5;1234.567\n3;-7.5e3\n";
        Table.of(table).refusal().contains("t.csv:2:1 (a)", "--decimal ,");
        DataSet set = Table.of(table).notation(new Notation(null, ',', null, null, null)).read();
        assertThat(set.points().sharedValues()).containsExactly(1.5, 2.5, -2.25, 0.125, 4.5, 1234.567, 3, -7500);
        assertThat(set.describe()).contains("decimals take a comma, or a point where it cannot stand between thousands");
        Table.of(table + "5,5;1.234\n").notation(new Notation(null, ',', null, null, null)).refusal()
                .contains("t.csv:6:2 (b)", "\"1.234\"", "--exclude b");
        Table.of(table + "5,5;1.234.567\n").notation(new Notation(null, ',', null, null, null)).refusal().contains("(b)", "\"1.234.567\"");
    }

    /// Groups of two digits, as in India.
    @Test
    void lakhsAndCrores() {
        DataSet set = Table.of("a;b\n" + rows(60, i -> "1," + (10 + i % 7) + ",125;" + number(i, 0))).read();
        assertThat(set.featureNames()).containsExactly("a", "b");
        assertThat(set.rows()).isEqualTo(60);
        assertThat(set.points().get(8, 0)).isEqualTo(111_125);
        assertThat(set.describe()).contains("',' stands between thousands");
        DataSet crores = Table.of("a\tb\n-1,25,12,125.5\t2\n1,234\t3\n99,12,125\t4\n").read();
        assertThat(crores.points().get(0, 0)).isEqualTo(-12_512_125.5);
        assertThat(crores.points().get(1, 0)).isEqualTo(1_234);
        Table.of("a;b\n1,25,125;0,5\n1,26,125;0,7\n1,27,125;0,8\n").refusal().contains("t.csv:2:1 (a)", "\"1,25,125\"", "--thousands ,");
        assertThat(Table.of(rows(20, i -> i % 7 + ",25," + (100 + i * i % 13))).read().points().columns()).isEqualTo(3);
    }

    /// What the header is cut by separates cells, whatever else the rows could be cut by.
    @Test
    void aDelimiterThatIsInTheHeader() {
        for (String list : List.of("3,17,25", "3,1,4,1,5", "3|17|25", "3|1|4|1|5")) {
            DataSet set = Table.of("tags;a\n" + rows(60, i -> list + ";" + number(i, 0))).read();
            assertThat(set.featureNames()).as(list).containsExactly("a");
            assertThat(set.rows()).isEqualTo(60);
        }
        DataSet titled = Table.of("Plants, Berlin\n" + rows(20, i -> (number(i, 0) + ";" + number(i, 1)).replace('.', ','))).read();
        assertThat(titled.points().columns()).isEqualTo(2);
        assertThat(titled.rows()).isEqualTo(20);
    }

    @Test
    void aTableOfEqualRowsIsReadWithAWordOfItsDelimiter() {
        assertThat(Table.of("a,b\n" + rows(20, _ -> "1,2")).read().describe())
                .contains("all rows are the same: is ',' the wrong delimiter? Say --delimiter if so");
        assertThat(Table.of("a,b\n" + rows(20, i -> "1," + i * i)).read().describe()).doesNotContain("wrong delimiter");
        assertThat(Table.of("a,b\n" + rows(20, i -> "0.12345678901234567891" + i + ",0.2345678901234567891" + i)).read().describe())
                .contains("their numbers differ behind the 17th digit alone").doesNotContain("delimiter");
    }

    /// Such words may be values, as NA is of countries.
    @Test
    void wordsThatMeanAGapAreNamedAmongClasses() {
        String table = "a,b,iso\n" + rows(30, i -> numbers(i, 2, ",") + "," + List.of("NA", "ZA", "BW").get(i % 3));
        assertThat(Table.of(table).read().describe()).contains("label 'iso' (2 classes, 10 without: \"NA\"; --label-kind text if that is a class)");
        assertThat(Table.of(table).label("iso", LabelKind.TEXT).read().describe()).contains("label 'iso' (3 classes)");
        assertThat(Table.of(table.replace(",NA", ",")).read().describe()).contains("label 'iso' (2 classes, 10 without)");
    }

    @Test
    void attributeRelationFiles() {
        String head = "% a comment\n@RELATION iris\n\n@ATTRIBUTE 'sepal length' NUMERIC\n@attribute width real\n"
                + "@ATTRIBUTE class {Iris-setosa,'Iris other'}\n@DATA\n";
        DataSet set = Table.of(head + rows(20, i -> numbers(i, 2, ",") + (i % 2 == 0 ? ",Iris-setosa" : ",'Iris other'"))).read();
        assertThat(set.featureNames()).containsExactly("sepal length", "width");
        assertThat(set.labels()).startsWith("Iris-setosa", "Iris other");
        Table.of(head + "{0 1.5, 2 'Iris other'}\n").refusal().contains("sparse");
        Table.of(head + "1,2\n").refusal().contains("t.csv:8", "2 fields, the table has 3 columns");
    }

    @Test
    void codesAreNoQuantities() {
        DataSet set = Table.of("a,zip,b\n" + rows(20, i -> number(i, 0) + "," + String.format(Locale.ROOT, "%05d", 1003 + i % 4) + "," + number(i, 1)))
                .read();
        assertThat(set.featureNames()).containsExactly("a", "b");
        assertThat(set.describe()).contains("'zip' holds codes such as 01003 and is no feature (--features to use it)");
    }

    /// Whole numbers below a thousand beside points before three digits are what is left of thousands in Germany.
    @Test
    void pointsBeforeThreeDigitsBesideWholeNumbersAreAskedFor() {
        String counts = "a;b\n" + rows(20, i -> i % 3 == 0 ? (100 + 7 * i) + ";" + i : "3." + (900 + i) + ";" + 2 * i);
        Table.of(counts).refusal().startsWith("t.csv:3:1: \"3.901\" can be read in two ways").contains("--thousands .", "--decimal .");
        assertThat(Table.of(counts).notation(new Notation(null, null, '.', null, null)).read().points().get(1, 0)).isEqualTo(3901);
        assertThat(Table.of(counts).notation(new Notation(null, '.', null, null, null)).read().points().get(1, 0)).isEqualTo(3.901);
        assertThat(Table.of("a;b\n" + rows(20, i -> "3." + (900 + i) + ";" + 2 * i)).read().points().get(1, 0)).as("decimals alone").isEqualTo(3.901);
        assertThat(Table.of("a;b\n" + rows(20, i -> (i == 4 ? "2.5" : i % 3 == 0 ? "7" : "3." + (900 + i)) + ";" + 2 * i)).read().points().get(1, 0))
                .as("a shorter one").isEqualTo(3.901);
        Table.of("a;b\n" + rows(200, i -> i + "5;" + i) + "1.234.567;3\n").refusal().contains("(--thousands . if they stand between thousands)");
    }

    @Test
    void whatArffCallsNominalIsAClass() {
        String file = "@relation r\n@attribute x numeric\n@attribute kind {100,200,300}\n@attribute 'y z' real\n@data\n"
                + rows(30, i -> number(i, 0) + "," + 100 * (1 + i % 3) + "," + number(i, 1));
        DataSet set = Table.of(file).read();
        assertThat(set.featureNames()).containsExactly("x", "y z");
        assertThat(set.labelName()).isEqualTo("kind");
        assertThat(Table.of(file).features("x", "kind").read().featureNames()).containsExactly("x", "kind");
    }
}
