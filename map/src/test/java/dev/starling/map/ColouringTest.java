package dev.starling.map;

import dev.starling.core.quality.Labels;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ColouringTest {
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
    void fewWholeNumbersAreClassesAndManyOrBrokenOnesAreSizes() {
        assertThat(by("3", "1", "", "2")).isInstanceOf(Colouring.Groups.class);
        assertThat(by("3", "1.5", "2")).isInstanceOf(Colouring.Ramp.class);
        assertThat(by(IntStream.range(0, 21).mapToObj(Integer::toString).toArray(String[]::new))).isInstanceOf(Colouring.Ramp.class);
        assertThat(by("", "")).isInstanceOf(Colouring.Groups.class);
        assertThat(Colouring.by(null)).isEqualTo(new Colouring.Single());
    }

    @Test
    void sizesRunFromTheLeastToTheLargestAndSkipWhatIsMissing() {
        assertThat(by("0.5", "", "-3", "7.25")).isInstanceOfSatisfying(Colouring.Ramp.class, ramp -> {
            assertThat(ramp.low()).isEqualTo(-3);
            assertThat(ramp.high()).isEqualTo(7.25);
            assertThat(ramp.values()).containsExactly(0.5, Double.NaN, -3, 7.25);
        });
    }

    @Test
    void ofManyClassesTheSmallerOnesShareAColour() {
        // Class k of 30 has k + 1 points: the largest nineteen are 11 to 29.
        List<String> values = IntStream.range(0, 30).boxed().flatMap(k -> IntStream.rangeClosed(0, k).mapToObj(_ -> "c" + k)).toList();
        Colouring colouring = Colouring.by(new MapData.Column("class", values, null, false));
        assertThat(colouring).isInstanceOfSatisfying(Colouring.Groups.class, groups -> {
            assertThat(groups.groups()).hasSize(20);
            assertThat(groups.groups().getFirst().name()).isEqualTo("c11");
            assertThat(groups.groups().getLast()).isEqualTo(new Colouring.Group("other", Palette.OTHER, 66, false));
            assertThat(groups.groups().stream().mapToInt(Colouring.Group::count).sum()).isEqualTo(values.size());
            for (int i = 0; i < values.size(); i++) {
                Colouring.Group group = groups.groups().get(groups.of()[i]);
                assertThat(group.isClass() ? group.name() : values.get(i)).isEqualTo(values.get(i));
            }
        });
    }

    private static Colouring by(String... values) {
        return Colouring.by(new MapData.Column("values", List.of(values), null, false));
    }
}
