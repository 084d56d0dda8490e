package dev.starling.app.data.columns;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// The cells of a column that is shown as text. Texts that come again are held once, as long as there are not too many.
public final class TextColumn {
    /// Beyond, most cells differ, as ids do, and looking for equal ones costs more than it spares.
    private static final int MOST_DISTINCT = 4_096;

    private final List<String> cells = new ArrayList<>();
    private final Map<String, String> distinct = new HashMap<>();

    public void add(String text) {
        String known = distinct.size() < MOST_DISTINCT ? distinct.computeIfAbsent(text, same -> same) : distinct.getOrDefault(text, text);
        cells.add(known);
    }

    public int size() {
        return cells.size();
    }

    /// The last cell, or one before it.
    public String fromLast(int back) {
        return cells.get(cells.size() - 1 - back);
    }

    /// How many cells are none of some texts.
    public int without(List<String> texts) {
        return Math.toIntExact(cells.stream().filter(cell -> !texts.contains(cell)).count());
    }

    public void dropLast(int rows) {
        cells.subList(cells.size() - rows, cells.size()).clear();
    }

    /// The cells of some rows; all of them are not copied.
    public List<String> rows(int[] kept) {
        return kept.length == cells.size() ? cells : IntStream.of(kept).mapToObj(cells::get).toList();
    }
}
