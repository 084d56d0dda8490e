package dev.starling.app.data;

import dev.starling.api.table.Column;
import dev.starling.app.data.columns.ReadOptions;
import dev.starling.app.data.points.RowIds;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/// Whichever characters a name is made of, people see the same one: columns and rows are found by it, and shown as they are written.
@Tag("laws")
class SpellingLaws {
    @Property(seed = "1", tries = 100)
    void columnsAreFoundByTheirNamesInAnySpelling(@ForAll("names") String name, @ForAll Form written, @ForAll Form typed) {
        String there = Normalizer.normalize(name, written);
        String asked = Normalizer.normalize(name, typed);
        String rows = IntStream.range(0, 30).mapToObj(i -> "c" + i + "," + i % 3 + "," + (i * 7 % 11 + 0.5) + "," + (i * 5 % 13 + 0.25) + "\n").reduce("", String::concat);
        Table second = Table.of("cell," + there + ",a,b\n" + rows);
        assertThat(second.label(asked).read().labelName()).isEqualTo(there);
        assertThat(second.label(asked + ",b").read().labelName()).isEqualTo(there);
        assertThat(second.features(asked, "b").read().featureNames()).containsExactly(there, "b");
        assertThat(second.excluding(asked).read().featureNames()).containsExactly("a", "b");
        assertThat(Table.of(there + ",x,a,b\n" + rows).id(asked).read().idName()).isEqualTo(there);
        assertThat(second.shown(List.of(asked), List.of()).read().columns().stream().map(DataSet.Column::name)).contains(there);
    }

    /// Numbers between quotation marks, as in JSON, are numbers where the options name them.
    @Property(seed = "1", tries = 100)
    void textsThatAreNumbersAreFoundByTheirNamesInAnySpelling(@ForAll("names") String name, @ForAll Form written, @ForAll Form typed) {
        String there = Normalizer.normalize(name, written);
        dev.starling.api.table.Table read = new dev.starling.api.table.Table(4, List.of(new Column.Texts(there, new String[] {"1", "2.5", "-3", "4"})));
        ReadOptions asked = Table.of("").features(Normalizer.normalize(name, typed)).options();
        assertThat(new ReadTable("t.jsonl", read, asked).dataSet("t", "").featureNames()).containsExactly(there);
    }

    @Property(seed = "1", tries = 100)
    void rowsFindEachOtherByIdsInAnySpelling(@ForAll("names") String name, @ForAll Form ours, @ForAll Form theirs) {
        RowIds points = new RowIds("cell", List.of(Normalizer.normalize("a" + name, ours), "b", Normalizer.normalize("c" + name, ours)));
        List<String> others = List.of("b", Normalizer.normalize("c" + name, theirs), Normalizer.normalize("a" + name, theirs));
        assertThat(points.in("other.csv", others, 3).rows()).containsExactly(2, 0, 1);
    }

    /// Letters with marks that are one character, or two.
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.of("ö", "é", "ñ", "ș", "ά", "й", "が", "각", "x").list().ofMinSize(2).ofMaxSize(6).map(letters -> "Gr" + String.join("", letters));
    }
}
