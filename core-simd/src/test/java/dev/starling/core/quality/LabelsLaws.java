package dev.starling.core.quality;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/// What a column stands for depends neither on the order of its rows nor on its gaps, and its texts stay as they are.
@Tag("laws")
class LabelsLaws {
    private record Column(LabelKind kind, List<String> texts) {}

    @Property(seed = "1")
    void gapsAndOrderDecideNothing(@ForAll("columns") Column column, @ForAll("gaps") List<String> gaps, @ForAll Random random) {
        List<String> texts = new ArrayList<>(column.texts);
        texts.addAll(gaps);
        Collections.shuffle(texts, random);
        Labels labels = Labels.of(texts);
        assertThat(labels.kind()).isEqualTo(column.kind);
        assertThat(labels.texts()).isEqualTo(texts);
        assertThat(labels.gaps()).containsExactlyInAnyOrderElementsOf(List.copyOf(java.util.Set.copyOf(gaps)));
        assertThat(texts).allSatisfy(text ->
                assertThat(Double.isNaN(labels.number(text))).isEqualTo(gaps.contains(text) || column.kind == LabelKind.TEXT));
    }

    @Property(seed = "1")
    void clustersAreClassesWhereverTheyBegin(@ForAll @IntRange(min = -1, max = 1) int first, @ForAll @IntRange(min = 2, max = 200) int clusters) {
        List<String> texts = IntStream.range(0, 5 * clusters).mapToObj(i -> Integer.toString(first + i % clusters)).toList();
        assertThat(Labels.of(texts).kind()).isEqualTo(LabelKind.CLASS);
        assertThat(Labels.of(texts, LabelKind.QUANTITY).kind()).isEqualTo(LabelKind.QUANTITY);
    }

    /// Programs write whole numbers beside gaps as decimals: `1.0`, or `1,0` where a comma comes before decimals. People see what the table has first.
    @Property(seed = "1")
    void howAWholeNumberIsSpelledIsNoClass(@ForAll @IntRange(min = 2, max = 12) int clusters, @ForAll boolean comma, @ForAll Random random) {
        List<String> spellings = comma ? List.of("", ",0", ",00") : List.of("", ".0", ".");
        List<String> texts = IntStream.range(0, 40 * clusters).mapToObj(i -> i % clusters + spellings.get(random.nextInt(3))).toList();
        Labels labels = Labels.of(texts);
        assertThat(labels.kind()).isEqualTo(LabelKind.CLASS);
        assertThat(labels.texts()).isEqualTo(IntStream.range(0, texts.size()).mapToObj(i -> texts.get(i % clusters)).toList());
        assertThat(labels.texts().stream().map(labels::number)).isEqualTo(IntStream.range(0, texts.size()).mapToObj(i -> (double) (i % clusters)).toList());
        assertThat(Labels.of(texts, LabelKind.TEXT).texts()).isEqualTo(texts);
    }

    @Property(seed = "1")
    void daysAreInTheirOrder(@ForAll @IntRange(min = -100_000, max = 100_000) int day) {
        LocalDate date = LocalDate.ofEpochDay(day);
        List<String> texts = List.of(date.toString(), date + "T06:00", date.plusDays(1) + " 00:00:00Z");
        Labels labels = Labels.of(texts);
        assertThat(labels.kind()).isEqualTo(LabelKind.DATE);
        assertThat(texts.stream().map(labels::number)).containsExactly((double) day, day + 0.25, day + 1.0);
        assertThat(labels.words(day)).isEqualTo(date.toString());
        assertThat(labels.words(day + 0.25)).isEqualTo(date + " 06:00");
    }

    @Example
    void whatAColumnStandsFor() {
        kind(LabelKind.TEXT, "a", "b", "NA");
        kind(LabelKind.TEXT, "1", "2", "A");
        kind(LabelKind.TEXT, "none", "drug", "none");
        kind(LabelKind.TEXT, "Na", "K", "Cl");
        kind(LabelKind.TEXT, "04/05/2026", "05/05/2026");
        kind(LabelKind.TEXT, "2026-13-01");
        kind(LabelKind.TEXT, "", "NA");
        kind(LabelKind.CODE, "01003", "36104", "");
        kind(LabelKind.QUANTITY, "0,5", "1", "1,25");
        kind(LabelKind.TEXT, "1,234", "2,5");
        kind(LabelKind.TEXT, "1,2", "2.5");
        kind(LabelKind.CODE, "12345678901234567890", "1");
        kind(LabelKind.CLASS, "0", "1", "");
        kind(LabelKind.CLASS, "0.0", "1.0", "nan");
        kind(LabelKind.CLASS, "0", "00.0", "1");
        kind(LabelKind.QUANTITY, "1.5", "2", "-");
        kind(LabelKind.QUANTITY, "0.05", "0.1");
        kind(LabelKind.DATE, "24.11.2026", "3.12.2026");
        kind(LabelKind.DATE, "2026-11-24T10:30:00.5+02:00", "");
        assertThat(Labels.of(List.of("2026-11-24T02:00+02:00")).number("2026-11-24T02:00+02:00")).isCloseTo(20_781, within(1e-9));
    }

    /// A minus, a plus, and letters with marks that are one character or two.
    @Property(seed = "1")
    void whatPeopleSeeAsOneIsOneClass(@ForAll @IntRange(min = 2, max = 8) int classes, @ForAll boolean words, @ForAll Random random) {
        List<String> texts = IntStream.range(0, 40 * classes)
                .mapToObj(i -> words
                        ? Normalizer.normalize("gr\u00F6\u00DFe " + (char) ('a' + i % classes), random.nextBoolean() ? Normalizer.Form.NFC : Normalizer.Form.NFD)
                        : i % classes == 0 ? random.nextBoolean() ? "-0" : "0" : Integer.toString(i % classes))
                .toList();
        assertThat(Labels.of(texts).texts()).isEqualTo(IntStream.range(0, texts.size()).mapToObj(i -> texts.get(i % classes)).toList());
        assertThat(Labels.of(texts).kind()).isEqualTo(words ? LabelKind.TEXT : LabelKind.CLASS);
    }

    /// Of numbers or days of which a few are written otherwise, those few are known; clusters beside a word are what they are.
    @Property(seed = "1")
    void theFewThatAreOnNoScale(@ForAll("odd") List<String> odd, @ForAll boolean days, @ForAll Random random) {
        List<String> texts = new ArrayList<>(IntStream.range(0, 60).mapToObj(i -> days ? LocalDate.ofEpochDay(7L * i).toString() : Double.toString(i / 4.0)).toList());
        texts.addAll(odd);
        texts.addAll(List.of("", "NA"));
        Collections.shuffle(texts, random);
        assertThat(Labels.of(texts).offScale()).containsExactlyInAnyOrderElementsOf(odd);
        assertThat(Labels.of(texts).offScale()).isEqualTo(texts.stream().filter(odd::contains).toList());
    }

    @Example
    void whatIsOnAScaleOrNeverWas() {
        for (List<String> texts : List.of(List.of("1.5", "2.5", "NA"), List.of("a", "b", "1.5"), List.of("1", "2", "3", "1", "2", "3", "noise"), List.<String>of())) {
            assertThat(Labels.of(texts).offScale()).as(texts.toString()).isEmpty();
        }
        assertThat(Labels.of(List.of("1,5", "2,5", "3,25", "4.5")).offScale()).containsExactly("4.5");
    }

    @Provide
    Arbitrary<List<String>> odd() {
        return Arbitraries.of("5 mg", "<0.5", ">100", "2024-02-31", "1,5", "n.d.", "ca. 7").list().uniqueElements().ofMinSize(1).ofMaxSize(5);
    }

    @Example
    void whatIsToldIsDone() {
        assertThat(Labels.of(List.of("1", "2.5", "x", "NA"), LabelKind.TEXT).gaps()).isEmpty();
        assertThat(Labels.of(List.of("1", "2.5"), LabelKind.CLASS).kind()).isEqualTo(LabelKind.CLASS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of(List.of("1", "x"), LabelKind.QUANTITY))
                .withMessage("the label is told to be a quantity, but \"x\" is no number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Labels.of(List.of("1", "2026-11-24"), LabelKind.DATE))
                .withMessage("the label is told to be a date, but \"1\" is no date (2026-11-30 is one)");
    }

    private static void kind(LabelKind kind, String... texts) {
        assertThat(Labels.of(List.of(texts)).kind()).as(List.of(texts).toString()).isEqualTo(kind);
    }

    @Provide
    Arbitrary<Column> columns() {
        return Arbitraries.of(
                        column(LabelKind.TEXT, i -> "class " + i % 4),
                        column(LabelKind.CODE, i -> String.format(java.util.Locale.ROOT, "%05d", 1003 + 7 * i)),
                        column(LabelKind.CODE, i -> List.of("1.1", "1.10", "1.2", "2.0").get(i % 4)),
                        column(LabelKind.QUANTITY, i -> List.of("1.1", "1.3", "1.2", "2.0").get(i % 4)),
                        column(LabelKind.CLASS, i -> Integer.toString(i % 26)),
                        column(LabelKind.CLASS, i -> i % 7 + ".0"),
                        column(LabelKind.QUANTITY, i -> Integer.toString(18 + i % 70)),
                        column(LabelKind.QUANTITY, i -> Integer.toString(100_000_003 + i)),
                        column(LabelKind.QUANTITY, i -> Double.toString(i / 7.0)),
                        column(LabelKind.DATE, i -> LocalDate.of(2026, 1, 1).plusDays(i).toString()))
                .map(column -> column);
    }

    private static Column column(LabelKind kind, IntFunction<String> text) {
        return new Column(kind, IntStream.range(0, 155).mapToObj(text).toList());
    }

    @Provide
    Arbitrary<List<String>> gaps() {
        return Arbitraries.of("", "NA", "NaN", "N/A", "?", "null", "<NA>").list().ofMaxSize(5);
    }
}
