package dev.starling.app.data;

import dev.starling.app.fault.Exit;
import dev.starling.core.quality.LabelKind;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// A map can be colored by any column, whether it was made from it or not.
class ShownColumnsTest {
    private static final String TABLE = "type,batch,age,x,y\na,1,30,1.5,2\nb,2,41,2.5,3\na,1,52,3.5,5\nb,2,33,0.5,1\n";

    private static List<String> shown(DataSet set) {
        return set.columns().stream().map(DataSet.Column::name).toList();
    }

    @Test
    void whatIsNoFeatureIsShown() {
        DataSet without = Table.of(TABLE).label("type").excluding("age", "batch").read();
        assertThat(without.featureNames()).containsExactly("x", "y");
        assertThat(shown(without)).containsExactly("type", "batch", "age", "x", "y");
        assertThat(without.columns().get(2).values()).containsExactly("30", "41", "52", "33");
        DataSet only = Table.of(TABLE).label("type").features("x", "y").read();
        assertThat(only.featureNames()).containsExactly("x", "y");
        assertThat(shown(only)).containsExactly("type", "batch", "age", "x", "y");
    }

    @Test
    void featuresAreShownHoweverManyThereAre() {
        int columns = 300;
        String header = IntStream.range(0, columns).mapToObj(k -> "f" + k).collect(Collectors.joining(","));
        String row = IntStream.range(0, columns).mapToObj(k -> k + ".5").collect(Collectors.joining(","));
        assertThat(shown(Table.of(header + "\n" + (row + "\n").repeat(4)).read())).hasSize(columns);
    }

    @Test
    void aTextThatIsExcludedColorsNothingByItself() {
        DataSet set = Table.of(TABLE).excluding("type").read();
        assertThat(set.labelName()).isNull();
        assertThat(shown(set)).contains("type");
    }

    @Test
    void ofSeveralLabelsTheFirstColorsAndNoneIsAFeature() {
        DataSet set = Table.of(TABLE).label("batch,type,age").read();
        assertThat(set.labelName()).isEqualTo("batch");
        assertThat(set.featureNames()).containsExactly("x", "y");
        assertThat(shown(set)).contains("type", "batch", "age");
        DataSet comma = Table.of("\"a,b\",x,y\n1,1.5,2\n2,2.5,3\n1,3.5,5\n").label("a,b").read();
        assertThat(comma.labelName()).isEqualTo("a,b");
    }

    @Test
    void columnsAreShownAndHiddenAsAsked() {
        assertThat(shown(Table.of(TABLE).label("type").shown(List.of("age"), List.of()).read())).containsExactly("type", "age");
        assertThat(shown(Table.of(TABLE).label("type").shown(List.of(), List.of("age", "x")).read())).containsExactly("type", "batch", "y");
        Table.of(TABLE).shown(List.of("aeg"), List.of()).refusal().contains("no column 'aeg' (--show); did you mean 'age'");
        Table.of(TABLE).shown(List.of(), List.of("z")).refusal().contains("no column 'z' (--hide)");
    }

    @Test
    void aColumnIsForOneThing() {
        Table table = Table.of(TABLE);
        table.shown(List.of("age", "x"), List.of("x")).refusalWith(Exit.USAGE).contains("--show and --hide both name 'x': leave it out of one of them");
        table.features("x", "y").excluding("y").refusalWith(Exit.USAGE).contains("--features and --exclude both name 'y'");
        table.features("x", "y", "age").label("age").refusalWith(Exit.USAGE).contains("--features and --label both name 'age'");
        table.features("x", "y", "age").id("3").refusalWith(Exit.USAGE).contains("--features and --id both name 'age'");
        table.id("age").label("type,age").refusalWith(Exit.USAGE).contains("--id and --label both name 'age'");
        assertThat(table.excluding("age", "type").id("age").label("type,type").read().featureNames()).containsExactly("batch", "x", "y");
    }

    @Test
    void theKindOfALabelThatThereIsNotIsRefused() {
        Table.of("x,y\n1.5,2\n2,3.5\n4,5\n").label(null, LabelKind.CLASS).refusalWith(Exit.USAGE).contains("--label-kind", "there is none: name it by --label");
        assertThat(Table.of(TABLE).label(null, LabelKind.CODE).read().labelKind()).isEqualTo(LabelKind.CODE);
    }

    @Test
    void allLabelsAreShownWhateverElseIs() {
        assertThat(shown(Table.of(TABLE).label("batch,type").features("x", "y").shown(List.of("age"), List.of()).read())).containsExactly("type", "batch", "age");
    }

    @Test
    void whatThePageAlwaysHasIsNotHiddenInSilence() {
        for (String hidden : List.of("type", "batch")) {
            Table.of(TABLE).label("type,batch").shown(List.of(), List.of("x", hidden)).refusalWith(Exit.USAGE)
                    .contains("'" + hidden + "' is a label, which the page always has: leave it out of --label or of --hide");
        }
        Table.of(TABLE).shown(List.of(), List.of("type")).refusalWith(Exit.USAGE).contains("'type' is the label", "say --exclude type as well");
        Table.of(TABLE).id("age").shown(List.of(), List.of("age")).refusalWith(Exit.USAGE)
                .contains("'age' names the rows, in map.html and in coords.csv: to hide it, leave it out of --id and say --exclude age as well");
    }

    /// What the refusal advises.
    @Test
    void whatIsExcludedAndHiddenIsNowhere() {
        String named = "name,type,x,y\nann,a,1.5,2\nbob,b,2.5,3\neve,a,3.5,5\nmax,b,0.5,1\n";
        Table.of(named).shown(List.of(), List.of("name")).refusalWith(Exit.USAGE).contains("'name' names the rows", "to hide it, say --exclude name as well");
        DataSet set = Table.of(named).excluding("name", "type").shown(List.of(), List.of("name", "type")).read();
        assertThat(shown(set)).containsExactly("x", "y");
        assertThat(set.ids()).doesNotContain("ann", "bob");
        assertThat(set.labelName()).isNull();
    }
}
