package dev.starling.app.data;

import dev.starling.app.data.cells.Notation;
import dev.starling.app.data.columns.Missing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;

/// What is wrong with a table is said with its place, the value seen and a remedy.
class RefusedTablesTest {
    private static final String GOOD = "a,b\n1,2\n3,4\n5,6\n";

    @Test
    void tablesWithoutRows() {
        Table.of("").refusal().contains("is empty");
        Table.of("\n").refusal().contains("holds no data");
        Table.of("\uFEFF").refusal().contains("holds no data");
        Table.of("a,b\n").refusal().contains("a header but no rows");
        Table.of("a,b\n1,2\n").refusal().contains("1 row;", "at least 3");
        Table.of("a,b\n1,2\n2,1\n").refusal().contains("2 rows;", "at least 3");
    }

    @Test
    void otherEncodings() {
        Table.of(GOOD.getBytes(StandardCharsets.UTF_16LE)).refusal().contains("UTF-16", "iconv -f utf-16le");
        Table.of(GOOD.getBytes(StandardCharsets.UTF_16BE)).refusal().contains("UTF-16", "iconv -f utf-16be");
        Table.of(GOOD.getBytes(StandardCharsets.UTF_16)).refusal().contains("UTF-16", "iconv");
        Table.of(("\uFEFF" + GOOD).getBytes(StandardCharsets.UTF_16LE)).refusal().contains("UTF-16", "iconv");
        Table.of(("\uFEFF" + GOOD).getBytes(java.nio.charset.Charset.forName("UTF-32LE"))).refusal().contains("UTF-32", "iconv");
        Table.of("a,b\n1,2\n3,é\n5,6\n".getBytes(StandardCharsets.ISO_8859_1))
                .refusal()
                .contains("t.csv:3:", "byte 0xE9", "offset 10", "latin1");
        // The first byte of a character that the end of the file cuts off.
        Table.of(Arrays.copyOf("a,b\n1,é".getBytes(StandardCharsets.UTF_8), 7)).refusal().contains("t.csv:2:", "byte 0xC3", "offset 6");
    }

    @Test
    void controlCharacters() {
        Table.of("a,b\n1,2\n3,\0004\n5,6\n").refusal().contains("t.csv:3:", "character 3", "U+0000", "binary");
        Table.of("a,b\r\n1,2\r\n3,4\u001B\r\n").refusal().contains("t.csv:3:", "character 4", "U+001B");
    }

    @Test
    void raggedRows() {
        Table.of("a,b,c\n1,2,3\n4,5\n6,7,8\n").refusal().contains("t.csv:3:", "2 fields, the first line has 3");
        Table.of("a,b,c\n1,2,3\n4,5,6,7\n6,7,8\n").refusal().contains("t.csv:3:", "4 fields, the first line has 3");
        Table.of("1,2,3\n4,5\n6,7,8\n").refusal().contains("t.csv:2:", "2 fields, the first line has 3");
        Table.of("a,b,c\n1,2,3,\n4,5,6,\n6,7,8,\n").refusal().contains("t.csv:2:", "4 fields, the first line has 3", "last ','");
        Table.of("a,b,c\n1,2,3\n4,5,6\n6,7").refusal().contains("t.csv:4:", "2 fields", "may be truncated");
        Table.of("a,b,c\n1,2,3\n4,5,6\n6,7\n").refusal().contains("t.csv:4:", "2 fields").doesNotContain("truncated");
    }

    @Test
    void quotes() {
        Table.of("a,b\n1,\"2\n3,4\n5,6\n").refusal().contains("t.csv:2:2:", "never closes");
        Table.of("a,b\n1,2\n3,\"4\"5\n5,6\n").refusal().contains("t.csv:3:2:", "follows a closing quote");
        Table.of("a,b\n\"x\ny\",2\nz,\"3\nw\"\nz,4\nz,5\nz,6\n").refusal().contains("t.csv:4:2 (b)"); // the record's first line
    }

    @Test
    void unknownColumns() {
        Table.of("size,weight,kind\n1,2,a\n3,4,b\n5,6,a\n").label("knd").refusal()
                .contains("'knd'", "--label", "did you mean 'kind'?", "size");
        Table.of(GOOD).id("c").refusal().contains("'c'", "--id");
        Table.of(GOOD).features("a", "c").refusal().contains("'c'", "--features");
        Table.of(GOOD).excluding("0").refusal().contains("'0'", "--exclude");
        Table.of("x,y,x\n1,2,3\n4,5,6\n7,8,9\n").label("x").refusal().contains("columns 1 and 3", "--label 1");
    }

    @Test
    void textAmongFeatures() {
        Table.of("a,b\n1,red\n3,blue\n5,red\n").features("a", "b").refusal().contains("t.csv:2:2 (b)", "\"red\"", "--features");
    }

    @Test
    void tablesOfTextAlone() {
        Table.of("a:b\n1:2\n3:4\n5:6\n").refusal().contains("one column found", "\"a:b\"", "--delimiter");
        Table.of("a,b\nx,y\nz,x\ny,x\n").refusal().contains("no column of numbers", "--delimiter");
        Table.of(GOOD).excluding("a", "b").refusal().contains("no column of numbers", "--exclude");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "abc", "5kg", "12%", "1_000", "true", "2026-11-24", "1.2.3", "=1+1", "1 2", "1.5f", "2d", "0x1p3", "1e", "e5", "+", "--1",
        "1e5.0", "1L", "٣", "５", "–5", "1D5", "2.5D"})
    void cellsThatAreNoNumbers(String cell) {
        Table.of("a,length\n1,2\n3," + cell + "\n5,6\n7,8\n9,1\n")
                .refusal()
                .startsWith("t.csv:3:2 (length): \"" + cell + "\" is not a number")
                .endsWith("Remove it, or leave the column out with --exclude length.")
                .doesNotContain("\n");
    }

    @Test
    void foreignDigitsByThoseToWriteInstead() {
        Table.of("a,b\n1,５\n3,６\n5,７\n").refusal().contains("\"５\" is not a number: its digits are not 0 to 9 (write 5)");
        Table.of("a,b\n1,2\n3,–6\n5,7\n").refusal().contains("U+2013");
    }

    /// A comma that could come before decimals or stand between thousands is not guessed.
    @Test
    void commasOfTwoMeanings() {
        Table.of("a,b\n1,2\n\"1,234\",3\n5,6\n").refusal().contains("t.csv:3:1 (a)", "\"1,234\"", "--decimal ,", "--thousands ,");
        Table.of("a;b\n1,5;2\n2.5;3\n4,5;5\n").refusal().contains("t.csv:2:1 (a)", "\"1,5\"", "--decimal ,");
        Table.of("a;b\n1,5;2\n2,5;3.250\n4,5;5\n").notation(new Notation(null, ',', null, null, null)).refusal()
                .contains("t.csv:3:2 (b)", "\"3.250\"", "decimals take a comma here (--decimal . if not)");
    }

    /// Integers that are doubles only roughly are refused where what they differ by is lost, and no sooner.
    @Test
    void integersWhoseDifferencesAreLost() {
        long t = 1_700_000_000_000_000_001L;
        Table.of(times(t, 4)).refusal()
                .contains("t.csv: column 1 (t)", "too long for a double", "lie within 256,", "Subtract " + t + " from all of them", "--exclude t");
        Table.of(times(t, 1)).refusal().contains("lie within 0,");
        assertThat(Table.of(times(t, 4)).excluding("t").read().rows()).isEqualTo(66);
        assertThat(Table.of(times(t, 1_000)).read().describe()).contains("are rounded in t");
        assertThat(Table.of(times(t, 0)).read().describe()).contains("are rounded in t", "constant column: t");
        assertThat(Table.of(times(0, 4)).read().describe()).doesNotContain("rounded");
    }

    private static String times(long first, long step) {
        return IntStream.range(0, 66).mapToObj(i -> first + i / 2 * 2 * step + "," + i % 7 + ".5\n").collect(Collectors.joining("", "t,a\n", ""));
    }

    /// A column of numbers that are written with something beside them is not text.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "12%|13%|14%|has one in it", "<0.01|0.5|0.6|has one in it", "1 234|2 345|12 345|has one in it", "$5|$7|$9|has one in it",
        "5 kg|7 kg|9 kg|is not a number", "12ms|7ms|9ms|is not a number", "0.5|ND|ND|is not a number"})
    void nearlyNumericColumns(String first, String second, String third, String fault) {
        Table.of("a;share\n1;" + first + "\n2;" + second + "\n3;" + third + "\n")
                .refusal()
                .contains("t.csv:", ":2 (share)", fault)
                .endsWith("--exclude share.");
    }

    @Test
    void theHeaderMetAgain() {
        Table.of("a,b\n1,2\n3,4\na,b\n5,6\n").refusal().contains("t.csv:4:1 (a)", "header is met again");
    }

    @Test
    void columnsOfATableWithoutHeader() {
        Table.of("1,2\n3,4\n5,6\n").label("size").refusal()
                .contains("'size'", "--label", "--header", "from 1 to 2").doesNotContain("did you mean");
    }

    @ParameterizedTest
    @CsvSource({"inf,is not finite", "-Infinity,is not finite", "1e999,is too large for a double", "-1e400,is too large for a double"})
    void numbersWithoutAValue(String cell, String fault) {
        Table.of("a,b\n1,2\n3," + cell + "\n5,6\n").refusal().contains("t.csv:3:2 (b)", "\"" + cell + "\"", fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "NA", "N/A", "null", "None", "?", "-", "1.#IND", ".", "#N/A"})
    void missingValuesByTheirSpelling(String cell) {
        Table.of("a,b\n1,2\n3," + cell + "\n5,6\n")
                .refusal()
                .contains("t.csv:3:2 (b)", "\"" + cell + "\"", "missing", "--missing drop", "--missing mean", "--exclude b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t", "\"\""})
    void emptyCells(String cell) {
        Table.of("a,b\n1,2\n3," + cell + "\n5,6\n").delimiter(',').refusal().contains("t.csv:3:2 (b)", "is missing", "--missing drop");
    }

    @Test
    void columnsWithoutAnyValue() {
        for (Missing missing : Missing.values()) {
            Table.of("a,b\n1,\n3,\n5,NA\n").missing(missing).refusal().contains("column 2 (b)", "no value", "--exclude b");
        }
    }

    @Test
    void fiveOfManyBadCells() {
        String text = "a,b\n" + "1,2\n".repeat(1100) + "1,x\n".repeat(2000);
        Table.of(text)
                .refusal()
                .contains("t.csv:1102:2", "t.csv:1106:2", "and 1,995 more", "--exclude b")
                .doesNotContain("t.csv:1107:2");
    }

    @Test
    void namesThatNeedQuotesOrNumbers() {
        Table.of("a,body mass\n1,2\n3,x\n5,6\n").refusal().endsWith("--exclude 'body mass'.");
        Table.of("a,\"mass, body\"\n1,2\n3,x\n5,6\n").refusal().endsWith("--exclude 2.");
    }

    @Test
    void cellsOfManyMebibytes() {
        Table.of("a,b\n1,2\n3," + "9".repeat(20_000_000) + "\n5,6\n").refusal().contains("t.csv:3:2", "too long", "16,777,216");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1}", "[\n  {\"a\": 1}\n]", "[[1,2],[3,4]]", "PAR1xxxx", "\u0093NUMPY\u0001"})
    void filesOfOtherFormats(String text) {
        Table.of(text.getBytes(StandardCharsets.ISO_8859_1)).refusal().contains("does not look like CSV", "begins with");
    }

    /// What a file is, and what to do, whatever it is called and whether gzip is around it: not the first byte that no text has.
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "FD377A585A0000|is compressed by xz|xz -d", "28B52FFD0458|is compressed by zstd|zstd -d", "425A6839314159265359|is compressed by bzip2|bzip2 -d",
        "04224D1864|is compressed by lz4|lz4 -d", "1F9D90|is compressed by compress|uncompress", "377ABCAF271C0004|is a 7z archive|7z x",
        "526172211A0701|is a RAR archive|unrar", "504B0304140000|is a zip archive|unzip", "D0CF11E0A1B11AE1|an Excel workbook (.xls)|as CSV",
        "580A00000003|is data of R|write.csv", "524458330A580A|is data of R|write.csv", "80049548|is a pickle of Python|to_csv", "8002630A|is a pickle of Python|to_csv",
        "53514C69746520666F726D6174203300|is a database of SQLite|sqlite3", "4D41544C414220352E30204D41542D66696C65|is data of MATLAB|writematrix",
        "4152524F57310000|is an Arrow or Feather file|Parquet", "4F524308|is an ORC or Avro file|Parquet", "464353332E30|is data of a flow cytometer|CSV",
        "73020100|is data of Stata|CSV", "24464C3240|is data of Stata, SPSS|CSV", "89504E470D0A1A0A|is a picture|.npy", "FFD8FFE0|is a picture|.npy", "49492A00|is a picture|.npy",
        "255044462D312E34|is a PDF document|CSV", "76657273696F6E2068747470733A2F2F6769742D6C6673|is a pointer of Git LFS|git lfs pull",
        "3C21444F43545950452068746D6C3E|is a page of HTML|browser", "3C68746D6C3E|is a page of HTML|browser", "3C3F786D6C20|is XML|CSV"})
    void whatFilesAreByTheirFirstBytes(String hex, String what, String remedy) throws IOException {
        byte[] first = HexFormat.of().parseHex(hex);
        byte[] file = new byte[5_000];
        new Random(1).nextBytes(file);
        System.arraycopy(first, 0, file, 0, first.length);
        Table.of(file).refusal().contains(what, ", and no table of text. ", remedy).doesNotContain("latin1");
        Table.of(gzip(file)).refusal().contains(what);
    }

    @Test
    void workbooksAndArchives() {
        String entry = "PK\u0003\u0004" + "\0".repeat(26);
        Table.of((entry + "[Content_Types].xml").getBytes(StandardCharsets.ISO_8859_1)).refusal().contains("an Excel workbook (.xlsx)", "as CSV");
        Table.of((entry + "mimetypeapplication/vnd.oasis.opendocument.spreadsheet").getBytes(StandardCharsets.ISO_8859_1)).refusal().contains("LibreOffice");
        Table.of((entry + "cells.csv").getBytes(StandardCharsets.ISO_8859_1)).refusal().contains("a zip archive");
        Table.of(("cells.csv" + "\0".repeat(248) + "ustar").getBytes(StandardCharsets.ISO_8859_1)).refusal().contains("a tar archive", "tar -xf");
    }

    /// What begins as signatures do, and is text.
    @Test
    void namesOfColumnsAreNoSignatures() {
        for (String header : List.of("fea1,fea2", "FEA1,FEA2", "ORC,elf", "orchid,rose", "PK,b", "RDX2,b", "X,b", "A,b", "MATLAB,R", "Rar,b", "FCS,b", "II,MM", "BZ,7z", "SQLite,b")) {
            assertThat(Table.of(header + "\n1.5,2\n3,4.5\n5,6\n").read().featureNames()).as(header).containsExactly(header.split(","));
        }
        assertThat(Table.of("A\n2\n3\n4\n").read().featureNames()).containsExactly("A");
    }

    @Test
    void binaryFilesOfNoKnownKindAreNotCalledLatin() {
        byte[] bytes = new byte[2_000];
        new Random(4).nextBytes(bytes);
        System.arraycopy(new byte[] {'a', ',', (byte) 0xE9, 0}, 0, bytes, 0, 4);
        Table.of(bytes).refusal().contains("not UTF-8", "It is a binary file").doesNotContain("latin1");
    }

    @Test
    void damagedGzip() throws IOException {
        byte[] whole = gzip(GOOD.repeat(2000));
        Table.of(Arrays.copyOf(whole, whole.length / 2)).refusal().contains("truncated");
        Table.of(Arrays.copyOf(whole, whole.length - 8)).refusal().contains("truncated");
        byte[] wrongSum = whole.clone();
        wrongSum[whole.length - 6] ^= 1;
        Table.of(wrongSum).refusal().contains("corrupt gzip");
        byte[] wrongData = whole.clone();
        wrongData[whole.length / 2] ^= 0x55;
        Table.of(wrongData).refusal();
    }

    @Test
    void aBombOfZerosAtItsFirstCharacter() throws IOException {
        Table.of(gzip("\0".repeat(50_000_000))).refusal().contains("t.csv:1:", "U+0000");
    }

    static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }
}
