package dev.starling.app.data;

import dev.starling.app.data.columns.Missing;
import dev.starling.core.quality.LabelKind;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static dev.starling.app.data.RefusedTablesTest.gzip;
import static org.assertj.core.api.Assertions.assertThat;

/// What a table means, and what is said of it.
class AcceptedTablesTest {
    private static final String GOOD = "a,b\n1,2\n3,4\n5,6\n";

    private static void isGood(DataSet set) {
        assertThat(set.featureNames()).containsExactly("a", "b");
        assertThat(rows(set)).containsExactly(List.of(1.0, 2.0), List.of(3.0, 4.0), List.of(5.0, 6.0));
        assertThat(set.ids()).containsExactly("1", "2", "3");
        assertThat(set.describe()).isEqualTo("3 points × 2 columns");
    }

    private static List<List<Double>> rows(DataSet set) {
        return IntStream.range(0, set.rows())
                .mapToObj(i -> IntStream.range(0, set.points().columns()).mapToObj(j -> set.points().get(i, j)).toList())
                .toList();
    }

    @Test
    void lineEndsDelimitersQuotesMarksAndBlanksMakeNoDifference() throws IOException {
        isGood(Table.of(GOOD).read());
        isGood(Table.of("\uFEFF" + GOOD).read());
        isGood(Table.of(GOOD.replace("\n", "\r\n")).read());
        isGood(Table.of(GOOD.replace('\n', '\r')).read());
        isGood(Table.of("a,b\r\n1,2\n3,4\r5,6\r").read());
        isGood(Table.of(GOOD + "\n\n \n").read());
        isGood(Table.of(GOOD.replace(',', '\t')).read());
        isGood(Table.of(GOOD.replace(',', ';')).read());
        isGood(Table.of(GOOD.replace(',', '|')).read());
        isGood(Table.of(GOOD.replace(",", " , ")).read());
        isGood(Table.of("\"a\",\"b\"\n\"1\",\"2\"\n+3,4.\n5e0,.6E+1\n").read());
        isGood(Table.of(GOOD.replace(',', ':')).delimiter(':').read());
        isGood(Table.of(gzip(GOOD)).read());
    }

    @Test
    void gzipOfSeveralMembersIsReadToItsEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(gzip("a,b\n1,2\n3,"));
        bytes.write(gzip("4\n5,6\n"));
        isGood(Table.of(bytes.toByteArray()).read());
    }

    @Test
    void theMarkIsNotPartOfTheFirstName() {
        assertThat(Table.of("\uFEFFkind,a,b\nx,1,2\ny,3,4\nx,5,6\n").label("kind").read().labels()).containsExactly("x", "y", "x");
    }

    @Test
    void emptyLinesBetweenRowsArePassedOverAndCounted() {
        assertThat(Table.of("a,b\n\n1,2\n\n\n3,4\n5,6\n\n").read().describe()).isEqualTo(
                "3 points × 2 columns; 3 empty lines between rows passed over");
    }

    @Test
    void aTextAboveNumbersIsAHeader() {
        assertThat(Table.of("1,2\n3,4\n5,6\n").read().describe()).isEqualTo(
                "3 points × 2 columns; no header (--header if the first line names the columns)");
        assertThat(Table.of("1,2\n3,4\n5,6\n").read().featureNames()).containsExactly("column 1", "column 2");
        assertThat(Table.of("1,2\n3,4\n5,6\n7,8\n").header(true).read().featureNames()).containsExactly("1", "2");
        assertThat(Table.of("x,1\ny,2\nx,3\nx,4\n").read().describe()).contains("4 points × 1 column,", "no header");
        assertThat(Table.of("x,1\ny,2\nx,3\nx,4\n").read().labels()).containsExactly("x", "y", "x", "x");
        Table.of("a,b\n1,2\n3,4\n5,6\n7,8\n").header(false).refusal().contains("t.csv:1:1 (column 1)", "\"a\" is not a number");
    }

    @Test
    void theOnlyTextThatRepeatsColors() {
        DataSet set = Table.of("kind,a\nx,1\ny,2\nx,3\ny,4\n").read();
        assertThat(set.describe()).isEqualTo(
                "4 points × 1 column, label 'kind' (2 classes); 'kind', the only column of text, colors the map");
        DataSet names = Table.of("name,a\nu,1\nv,2\nw,3\nx,4\n").read();
        assertThat(names.labelName()).isNull();
        assertThat(names.describe()).isEqualTo("4 points × 1 column; ids from 'name', the first column (--id for another)");
        assertThat(names.ids()).containsExactly("u", "v", "w", "x");
        DataSet two = Table.of("kind,sort,a\nx,p,1\ny,p,2\nx,q,3\ny,q,4\n").read();
        assertThat(two.labelName()).isNull();
        assertThat(two.describe()).contains("columns of text not used as features: kind, sort");
        assertThat(two.columns()).extracting(DataSet.Column::name).containsExactly("kind", "sort", "a");
    }

    @Test
    void numericLabelsAreNoFeatures() {
        DataSet asked = Table.of("a,digit\n1,7\n2,8\n3,7\n").label("digit").read();
        assertThat(asked.featureNames()).containsExactly("a");
        assertThat(asked.labels()).containsExactly("7", "8", "7");
        DataSet byName = Table.of("a,Class\n1,7\n2,8\n3,7\n").read();
        assertThat(byName.featureNames()).containsExactly("a");
        assertThat(byName.describe()).contains("label 'Class' (2 classes", "by its name");
        assertThat(Table.of("a,class\n1,7\n2,8\n3,7\n").features("a", "class").read().featureNames()).containsExactly("a", "class");
    }

    @Test
    void whatTheLabelStandsForIsSaidWithTheOptionThatDecidesOtherwise() {
        label("x,y,NA,x", "2 classes, 1 without: \"NA\"; --label-kind text if that is a class)");
        label("0,1,,0", "2 classes, 1 without; --label-kind quantity for a scale)");
        label("01003,01004,36101,01003", "3 codes; --label-kind quantity for a scale)");
        label("18.5,90,9,", "a scale from 9 to 90, 1 without; --label-kind class for classes)");
        label("2026-11-24,2026-11-03,2026-12-01,NA", "dates from 2026-11-03 to 2026-12-01, 1 without; --label-kind text for classes)");
        Table clusters = Table.of("a,k\n" + IntStream.range(0, 155).mapToObj(i -> i + ".5," + i % 26 + "\n").collect(Collectors.joining()));
        assertThat(clusters.label("k").read().describe()).contains("label 'k' (26 classes;");
        assertThat(clusters.label("k", LabelKind.QUANTITY).read().describe()).contains("label 'k' (a scale from 0 to 25;");
    }

    private static void label(String values, String said) {
        String rows = IntStream.range(0, 4).mapToObj(i -> i + ".5," + values.split(",", -1)[i] + "\n").collect(Collectors.joining());
        assertThat(Table.of("a,k\n" + rows).label("k").read().describe()).contains("label 'k' (" + said);
    }

    @Test
    void columnsAreChosenByNameOrNumber() {
        String text = "id,x,y,z\n11,1,2,3\n12,4,5,6\n13,7,8,9\n";
        assertThat(Table.of(text).read().ids()).containsExactly("11", "12", "13");
        assertThat(Table.of(text).read().featureNames()).containsExactly("x", "y", "z");
        assertThat(Table.of(text).features("z", "2").read().featureNames()).containsExactly("x", "z");
        assertThat(Table.of(text).excluding("y").read().featureNames()).containsExactly("x", "z");
        assertThat(Table.of(text).id("x").read().ids()).containsExactly("1", "4", "7");
        assertThat(Table.of("x,y,x\n1,2,3\n4,5,6\n7,8,9\n").label("3").read().labels()).containsExactly("3", "6", "9");
    }

    @Test
    void numbersOfRowsAreNoFeature() {
        DataSet set = Table.of(",a,b\n0,1,2\n1,3,4\n2,5,6\n").read();
        assertThat(set.featureNames()).containsExactly("a", "b");
        assertThat(set.describe()).contains("ids from 'column 1', which numbers the rows");
        assertThat(set.ids()).as("as a part of the table would have them").containsExactly("0", "1", "2");
        assertThat(Table.of(",a,b\n1,1,2\n2,3,4\n3,5,6\n").read().describe()).contains("unnamed first column numbers the rows and is left out");
        assertThat(Table.of(",a,b\n7,1,2\n1,3,4\n2,5,6\n").read().featureNames()).containsExactly("a", "b");
        assertThat(Table.of(",a,b\n7,1,2\n1,3,4\n2,5,6\n").read().ids()).containsExactly("7", "1", "2");
    }

    @Test
    void namesMayRepeatOrBeMissing() {
        assertThat(Table.of("a,,a\n1,2,3\n3,4,5\n5,6,8\n").read().describe())
                .isEqualTo("3 points × 3 columns; repeated column names: a; column 2 has no name");
        assertThat(Table.of("a,b,\n1,2,\n3,4,\n5,6,\n").read().featureNames()).containsExactly("a", "b");
    }

    @Test
    void rowsWithGapsAreDroppedEverywhere() {
        DataSet set = Table.of("kind,a,b\nx,1,2\ny,,4\nz,5,6\nx,7,NA\nx,8,9\n").label("kind").missing(Missing.DROP).read();
        assertThat(rows(set)).containsExactly(List.of(1.0, 2.0), List.of(5.0, 6.0), List.of(8.0, 9.0));
        assertThat(set.labels()).containsExactly("x", "z", "x");
        assertThat(set.ids()).containsExactly("1", "3", "5");
        assertThat(set.droppedRows()).containsExactly(2, 4);
        assertThat(set.describe()).contains("2 rows with gaps dropped");
        assertThat(set.columns()).allSatisfy(column -> assertThat(column.values()).hasSize(3));
    }

    @Test
    void gapsTakeTheMeanOfTheirColumn() {
        DataSet set = Table.of("a,b\n1,2\n,4\n5,?\n9,6\n").missing(Missing.MEAN).read();
        assertThat(rows(set)).containsExactly(List.of(1.0, 2.0), List.of(5.0, 4.0), List.of(5.0, 4.0), List.of(9.0, 6.0));
        assertThat(set.describe()).contains("2 gaps filled");
        assertThat(rows(Table.of("a,b\n1e308,2\n,4\n1.6e308,1\n1.6e308,6\n").missing(Missing.MEAN).read()).get(1).getFirst())
                .isCloseTo(1.4e308, org.assertj.core.data.Percentage.withPercentage(1e-10));
    }

    @Test
    void gapsOutsideTheFeaturesDoNotMatter() {
        assertThat(Table.of("kind,a,b\nx,1,2\n,3,4\nx,5,6\n").label("kind").read().labels()).containsExactly("x", "", "x");
        assertThat(Table.of("a,b\n1,2\n3,\n5,6\n").excluding("b").read().featureNames()).containsExactly("a");
    }

    @Test
    void repeatedRowsAndConstantColumnsAreAcceptedAndSaid() {
        assertThat(Table.of("a,b,c\n1,2,7\n3,4,7\n1,2,7\n1,2,7\n").read().describe())
                .isEqualTo("4 points × 3 columns; 2 rows repeat an earlier one; constant column: c");
        assertThat(Table.of("a,b\n0,0\n0,0\n0,0\n").read().describe()).contains("2 rows repeat", "2 constant columns: a, b");
    }

    @Test
    void numbersOfAllSizesAreTaken() {
        DataSet set = Table.of("a,b\n9007199254740993,1.7e308\n9007199254740992,-1.7e308\n123456789012345678901,5e-324\n").read();
        assertThat(rows(set)).containsExactly(
                List.of(9007199254740992.0, 1.7e308), List.of(9007199254740992.0, -1.7e308), List.of(123456789012345678901.0, 5e-324));
        assertThat(set.describe()).contains("rounded in a");
        assertThat(Table.of("a,b\n9007199254740992,1\n9007199254740994,2\n1e300,3\n").read().describe()).doesNotContain("rounded");
    }

    @Test
    void aNumberOfManyDigitsIsRead() {
        DataSet set = Table.of("a,b\n1,2\n3,0." + "3".repeat(200_000) + "\n5,6\n").read();
        assertThat(set.points().get(1, 1)).isEqualTo(1.0 / 3);
    }

    @Test
    void aHundredThousandColumnsAreRead() {
        int columns = 100_000;
        String row = IntStream.range(0, columns).mapToObj(String::valueOf).collect(Collectors.joining(","));
        DataSet set = Table.of("p" + row.replace(",", ",p") + "\n" + (row + "\n").repeat(3)).read();
        assertThat(set.points().columns()).isEqualTo(columns);
        assertThat(set.points().get(2, columns - 1)).isEqualTo(columns - 1);
        assertThat(set.columns()).hasSize(columns);
        assertThat(set.describe()).hasSizeLessThan(300);
    }

    @Test
    void quotedNewlinesAndDelimitersBelongToTheCell() {
        DataSet set = Table.of("kind,a\n\"x,\n\"\"y\"\"\",1\nb,2\nb,3\n").label("kind").read();
        assertThat(set.labels()).containsExactly("x,\n\"y\"", "b", "b");
    }

    @Test
    void datesAndNamesAreText() {
        assertThat(Table.of("day,kind,a\n2026-11-24,v12,1\n2026-11-25,v13,2\n2026-11-26,v14,3\n").read().featureNames())
                .containsExactly("a");
    }

    @Test
    void theHashIsThatOfTheBytes() throws Exception {
        byte[] bytes = gzip(GOOD);
        String expected = java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
        assertThat(Table.of(bytes).read().sha256()).isEqualTo(expected);
    }

    @Test
    void namesMayHoldAnything() {
        DataSet set = Table.of("-a,#b,\"c d\",é%\n1,2,3,4\n3,4,5,6\n5,6,7,9\n").excluding("#b", "é%").read();
        assertThat(set.featureNames()).containsExactly("-a", "c d");
    }

    /// Nothing but the end of its line tells whether a number is whole.
    @Test
    void aLastLineWithoutAnEndIsTold() {
        String told = "the last line does not end: if the file was cut, so is its last value";
        assertThat(Table.of("a,b\n1,2\n3,4\n5,6").read().notes()).contains(told);
        assertThat(Table.of("a,b\n1,x\n3,y\n5,x").read().notes()).contains(told);
        for (String whole : new String[] {"5,6\n", "5,6\r\n", "5,6\r", "5,\"6\""}) {
            assertThat(Table.of("a,b\n1,2\n3,4\n" + whole).read().notes()).as(whole).doesNotContain(told);
        }
    }
}
