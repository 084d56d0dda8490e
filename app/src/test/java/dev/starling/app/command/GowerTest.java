package dev.starling.app.command;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static dev.starling.app.fault.Exit.DATA;
import static dev.starling.app.fault.Exit.USAGE;
import static org.assertj.core.api.Assertions.assertThat;

/// `--metric gower`: categories and numbers mix.
class GowerTest {
    private static final String TABLE = "name,kind,size,price\n" + """
            a,red,1,10
            b,red,2,20
            c,blue,1,10
            d,blue,3,
            e,red,3,20
            f,,2,10
            """;

    @RegisterExtension
    final Terminal starling = new Terminal();

    private String embed(String... words) {
        List<String> all = new ArrayList<>(List.of("embed", "--quiet", "--force", "--iterations", "20", "--picture-size", "600x400", "--out"));
        all.add(starling.path("map").toString());
        all.addAll(List.of(words));
        starling.run(all.toArray(String[]::new)).done();
        return starling.read("map/coords.csv");
    }

    @Test
    void allNumbersAndAllTextThatRepeatsCountUnlessTheUserSaysOtherwise() {
        String all = embed("penguins", "--label", "species", "--metric", "gower");
        assertThat(embed("penguins", "--label", "species", "--metric", "gower", "--columns",
                "category:island,category:sex,number:beak_length_mm,number:beak_depth_mm,number:flipper_length_mm,number:body_mass_g*1")).isEqualTo(all);
        assertThat(embed("penguins", "--label", "species", "--metric", "gower", "--columns", "category:island,number:body_mass_g*3")).isNotEqualTo(all);
        assertThat(starling.read("map/run.json")).contains("\"metric\" : \"gower\"", "category:island, number:body_mass_g*3");
        assertThat(starling.run("score", "penguins", starling.path("map/coords.csv").toString(), "--metric", "gower").done().results())
                .contains("neighbors-kept");
    }

    /// Three of the four categories of the label of these data are known.
    @Test
    void aMissingCategoryIsOneOfItsOwnAndAMissingNumberAGap() {
        starling.with("t.csv", TABLE);
        starling.refuses(DATA, "embed", "t.csv", "--metric", "gower", "--out", starling.path("map").toString()).contains("t.csv:5:4 (price)");
        assertThat(embed(starling.path("t.csv").toString(), "--metric", "gower", "--label", "name", "--missing", "drop", "--columns",
                "category:kind,number:size,number:price", "--perplexity", "1.5").lines()).hasSize(6);
    }

    @Test
    void howAWholeNumberIsSpelledIsNoCategory() {
        StringBuilder table = new StringBuilder("name,kind,size,weight\n");
        for (int i = 0; i < 30; i++) {
            table.append("p").append(i).append(',').append(i % 3).append(i % 2 == 0 ? "," : ".0,").append(i * 7 % 11).append(',').append(i * 5 % 13).append('\n');
        }
        String[] words = {"--metric", "gower", "--columns", "category:kind,number:size,number:weight", "--label", "kind"};
        String spelled = embed(Stream.concat(Stream.of(starling.with("s.csv", table.toString()).path("s.csv").toString()), Stream.of(words)).toArray(String[]::new));
        String plain = embed(Stream.concat(Stream.of(starling.with("p.csv", table.toString().replace(".0,", ",")).path("p.csv").toString()), Stream.of(words)).toArray(String[]::new));
        assertThat(spelled.replaceAll("\\.0\n", "\n")).as("but for the label, which has the text of the table").isEqualTo(plain);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--metric gower --prepare range | leave out --prepare",
        "--metric cosine --columns number:size | --columns is for --metric gower",
        "--metric gower --columns size | must be category:NAME or number:NAME",
        "--metric gower --columns number:size,category:size | twice",
    })
    void whatCannotBeMeantIsRefused(String words, String message) {
        starling.with("t.csv", TABLE.replace("d,blue,3,", "d,blue,3,7"));
        List<String> all = new ArrayList<>(List.of("embed", "t.csv", "--out", starling.path("map").toString()));
        all.addAll(List.of(words.split(" ")));
        starling.refuses(USAGE, all.toArray(String[]::new)).contains(message);
    }

    @Test
    void columnsThatAreNotThereAreRefusedWithTheNearest() {
        starling.refuses(DATA, "embed", "penguins", "--metric", "gower", "--columns", "number:bill_length_mm", "--out", starling.path("map").toString())
                .contains("did you mean 'beak_length_mm'");
        starling.refuses(DATA, "embed", "penguins", "--metric", "gower", "--columns", "number:island", "--out", starling.path("map").toString())
                .contains("--columns category:island");
    }

    /// What a page does not have counts all the same, and what is excluded does not; of neither it is said that text is not used.
    @Test
    void hiddenColumnsCountAndExcludedOnesDoNot() {
        String all = embed("penguins", "--label", "species", "--metric", "gower");
        assertThat(embed("penguins", "--label", "species", "--metric", "gower", "--hide", "island,sex")).isEqualTo(all);
        assertThat(embed("penguins", "--label", "species", "--metric", "gower", "--exclude", "island,sex")).isNotEqualTo(all);
        assertThat(starling.run("embed", "penguins", "--label", "species", "--metric", "gower", "--force", "--iterations", "2", "--picture-size", "600x400", "--out",
                starling.path("map").toString()).done().messages()).doesNotContain("not used as");
    }
}
