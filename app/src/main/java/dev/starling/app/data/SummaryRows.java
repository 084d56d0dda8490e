package dev.starling.app.data;

import dev.starling.app.data.cells.Spelling;
import dev.starling.app.data.columns.TextColumn;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows below a table that are called as those are that sum it up: total, mean and the like, as spreadsheets and people call them in several languages.
///
/// @param texts what they are called, from the first to the last
record SummaryRows(List<String> texts) {
    /// What is hardly called so unless it sums up others, wherever it stands.
    private static final Pattern ANYWHERE = Pattern.compile(
            "(?:grand |sub-?|sous-)?totals?(?: général| general)?|(?:gesamt|teil|zwischen)summe|(?:teil|zwischen)ergebnis|gesamtergebnis|subtotaal|totaux",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    static final SummaryRows NONE = new SummaryRows(List.of());

    /// More rows than that are hardly a summary.
    private static final int MOST = 10;

    /// Rows that there must be above.
    private static final int LEAST_ABOVE = 2;

    private static final Pattern CALLED = Pattern.compile(
            "(?:"
                    + "(?:grand |sub-?)?totals?|sum|means?|average|avg\\.?|median|st\\.? ?d(?:ev)?\\.?|std\\.?(?: ?dev\\.?)?|standard deviation|min|max|minimum|maximum|counts?"
                    + "|(?:gesamt|teil|zwischen)?summe|gesamt(?:ergebnis|wert)?|(?:teil|zwischen)ergebnis|insgesamt|mittel(?:wert)?|durchschnitt|standardabweichung|stabw\\.?|anzahl"
                    + "|(?:sous-)?total(?:e|es|i|t|en)?(?: général| general| geral| complessivo| generale)?|totaux|somme|moyenne|médiane|écart[- ]type|effectif"
                    + "|suma(?: total)?|promedio|media|mediana|desviación (?:estándar|típica)|soma|média|desvio padrão|somma|deviazione standard"
                    + "|(?:eind|sub)?totaal|som|gemiddelde|razem|średnia|ogółem|summa|medel(?:värde)?|i alt|gennemsnit|gjennomsnitt|toplam|ortalama"
                    + "|итого|всего|сумма|среднее|合计|总计|平均值?|合計|総計|합계|평균|[∑Σ]"
                    + ")(?: ?\\([^)]*\\))?\\s*:?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    /// Those at the end of a table, by its first column of text that tells; nothing if none are called so.
    static Optional<SummaryRows> of(Collection<TextColumn> columns) {
        return columns.stream().map(SummaryRows::last).filter(rows -> !rows.texts.isEmpty()).findFirst();
    }

    /// What is to be said of rows that are called so among the others, which are points; empty if there are none, or they are many or alike.
    static String amongOthers(Collection<TextColumn> columns) {
        for (TextColumn column : columns) {
            List<String> called = IntStream.range(0, column.size()).mapToObj(back -> column.fromLast(column.size() - 1 - back))
                    .filter(text -> ANYWHERE.matcher(Spelling.of(text)).matches())
                    .limit(MOST + 1L)
                    .toList();
            if (!called.isEmpty() && called.size() <= MOST && column.size() - called.size() >= LEAST_ABOVE) {
                return called.stream().distinct().map(text -> '"' + text + '"').collect(Collectors.joining(", "))
                        + (called.size() == 1 ? " is a point, though called as one that sums up others: remove its line if it does"
                                : " are points, though called as those that sum up others: remove their lines if they do");
            }
        }
        return "";
    }

    /// The last cells that are called so and like none above; empty if there are none.
    private static SummaryRows last(TextColumn column) {
        int count = 0;
        while (count <= MOST && count < column.size() - LEAST_ABOVE && isCalledSo(column.fromLast(count))) {
            count++;
        }
        List<String> texts = IntStream.iterate(count - 1, k -> k >= 0, k -> k - 1).mapToObj(column::fromLast).toList();
        return new SummaryRows(count <= MOST && column.size() - count == column.without(texts) ? texts : List.of());
    }

    private static boolean isCalledSo(String text) {
        return CALLED.matcher(Spelling.of(text)).matches();
    }

    int count() {
        return texts.size();
    }

    /// As in `the last row ("Total") sums`.
    String described(String verb, String verbOfMany) {
        String named = texts.stream().map(text -> '"' + text + '"').collect(Collectors.joining(", "));
        return count() == 1 ? "the last row (" + named + ") " + verb : "the last " + count() + " rows (" + named + ") " + verbOfMany;
    }
}
