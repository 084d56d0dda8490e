package dev.starling.map;

import dev.starling.core.quality.LabelKind;
import dev.starling.core.quality.Labels;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ColoringTest {
    @Test
    void valuesAreInTheOrderThatAReaderExpects() {
        assertThat(Values.of(Labels.of(List.of("10", "9", "", "-1", "2.5"))).distinct()).containsExactly("-1", "2.5", "9", "10", "");
        assertThat(Values.of(Labels.of(List.of("class 10", "Class 2", "class 1", ""))).distinct())
                .containsExactly("class 1", "Class 2", "class 10", "");
        assertThat(Values.of(Labels.of(List.of("b", "A", "b", "a"))).distinct()).containsExactly("A", "a", "b");
    }

    @Test
    void codesLeadBackToTheValues() {
        List<String> values = List.of("x", "", "y", "x", "01", "1");
        Values coded = Values.of(Labels.of(values));
        assertThat(IntStream.of(coded.codes()).mapToObj(coded.distinct()::get)).containsExactlyElementsOf(values);
        assertThat(IntStream.of(coded.counts()).sum()).isEqualTo(values.size());
    }

    @Test
    void theKindOfAColumnDecidesHowItIsColored() {
        assertThat(by("01003", "1003")).isInstanceOf(Coloring.Groups.class);
        assertThat(by("3", "1", "", "2")).isInstanceOf(Coloring.Groups.class);
        assertThat(by("3", "1.5", "2")).isInstanceOf(Coloring.Ramp.class);
        assertThat(by("1970-01-01", "1970-01-02")).isInstanceOf(Coloring.Ramp.class);
        assertThat(Coloring.by(new MapData.Column("told", List.of("3", "1"), LabelKind.QUANTITY, false))).isInstanceOf(Coloring.Ramp.class);
        assertThat(by("", "")).isInstanceOf(Coloring.Groups.class);
        assertThat(Coloring.by(null)).isEqualTo(new Coloring.Single());
    }

    @Test
    void sizesRunFromTheLeastToTheLargestAndSkipWhatIsMissing() {
        assertThat(by("0.5", "", "-3", "7.25")).isInstanceOfSatisfying(Coloring.Ramp.class, ramp -> {
            assertThat(ramp.low()).isEqualTo(-3);
            assertThat(ramp.high()).isEqualTo(7.25);
            assertThat(ramp.values()).containsExactly(0.5, Double.NaN, -3, 7.25);
        });
    }

    @Test
    void ofMoreClassesThanColorsTheSmallerOnesShareOne() {
        // Class k of 70 has k + 1 points: the largest 59 are 11 to 69, and the others have 1 + 2 + ... + 11 points.
        List<String> values = IntStream.range(0, 70).boxed().flatMap(k -> IntStream.rangeClosed(0, k).mapToObj(_ -> "c" + k)).toList();
        Coloring coloring = Coloring.by(MapData.Column.of("class", values));
        assertThat(coloring).isInstanceOfSatisfying(Coloring.Groups.class, groups -> {
            assertThat(groups.groups()).hasSize(60);
            assertThat(groups.groups().getFirst().name()).isEqualTo("c11");
            assertThat(groups.groups().getLast()).isEqualTo(new Coloring.Group("11 others", Palette.OTHER, 66, false));
            assertThat(groups.groups().stream().mapToInt(Coloring.Group::count).sum()).isEqualTo(values.size());
            for (int i = 0; i < values.size(); i++) {
                Coloring.Group group = groups.groups().get(groups.of()[i]);
                assertThat(group.isClass() ? group.name() : values.get(i)).isEqualTo(values.get(i));
            }
        });
    }

    @Test
    void gapsAreNoClass() {
        assertThat(Coloring.by(MapData.Column.of("class", List.of("a", "", "b"))))
                .isInstanceOfSatisfying(Coloring.Groups.class, groups ->
                        assertThat(groups.groups().getLast()).isEqualTo(new Coloring.Group("missing", Palette.OTHER, 1, false)));
    }

    private static Coloring by(String... values) {
        return Coloring.by(MapData.Column.of("values", List.of(values)));
    }
}
