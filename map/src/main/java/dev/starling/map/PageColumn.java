package dev.starling.map;

import dev.starling.core.quality.LabelKind;
import dev.starling.core.quality.Labels;
import org.jspecify.annotations.Nullable;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A column as a page keeps it: distinct texts and a code for each row; or, where a number says the text, a number for each row.
///
/// @param kind     what it stands for: whether it is seen as classes or on a scale at first
/// @param texts    distinct values in the order of a legend, or null
/// @param scale    places of the distinct texts on the scale, null for a gap; or null if they have none
/// @param decimals with which numbers are written; -1 for as many as they need
/// @param width    bytes of a code (1, 2 or 4, without a sign) or of a number (4 or 8)
/// @param rows     codes or numbers, little-endian, in base 64
record PageColumn(
        String name,
        boolean feature,
        LabelKind kind,
        @Nullable List<String> texts,
        @Nullable List<@Nullable Double> scale,
        int decimals,
        int width,
        String rows) {

    /// Up to so many distinct values their texts are short beside the codes.
    private static final int FEW_TEXTS = 256;

    /// Characters of a column's parts besides what they hold.
    private static final int NAMES_OF_PARTS = 120;

    private static final int MOST_CHARACTERS = 300;

    static PageColumn of(MapData.Column column) {
        // Features are many and long; so their texts are not gathered for what their kind already says.
        if (column.kind() == LabelKind.QUANTITY) {
            PageColumn numbers = ofNumbers(column);
            if (numbers != null) {
                return numbers;
            }
        }
        Labels labels = column.labels();
        MapData.Column told = new MapData.Column(column.name(), column.values(), labels.kind(), column.feature());
        PageColumn numbers = labels.kind() == LabelKind.QUANTITY && column.kind() == null ? ofNumbers(told) : null;
        return numbers == null ? ofTexts(told, labels) : numbers;
    }

    private static @Nullable PageColumn ofNumbers(MapData.Column column) {
        if (column.values().stream().distinct().limit(FEW_TEXTS + 1).count() <= FEW_TEXTS) {
            return null;
        }
        Numbers.Form form = Numbers.formOf(column.values());
        return form == null
                ? null
                : new PageColumn(
                        column.name(), column.feature(), LabelKind.QUANTITY, null, null, form.decimals(), form.bytes(),
                        numbers(column.values(), form.bytes()));
    }

    private static PageColumn ofTexts(MapData.Column column, Labels labels) {
        Values values = Values.of(labels);
        List<String> texts = values.distinct().stream().map(PageColumn::clipped).toList();
        int width = texts.size() <= 1 << 8 ? 1 : texts.size() <= 1 << 16 ? 2 : 4;
        List<@Nullable Double> scale = new ArrayList<>();
        for (String text : values.distinct()) {
            double place = labels.number(text);
            scale.add(Double.isNaN(place) ? null : place);
        }
        return new PageColumn(
                column.name(), column.feature(), labels.kind(), texts, labels.scale().isEmpty() ? null : scale, -1, width,
                codes(values.codes(), width));
    }

    private static String numbers(List<String> texts, int width) {
        byte[] bytes = new byte[width * texts.size()];
        ByteBuffer numbers = littleEndian(bytes);
        for (String text : texts) {
            double value = Numbers.parse(text);
            if (width == Float.BYTES) {
                numbers.putFloat((float) value);
            } else {
                numbers.putDouble(value);
            }
        }
        return base64(bytes);
    }

    private static String codes(int[] codes, int width) {
        byte[] bytes = new byte[width * codes.length];
        ByteBuffer out = littleEndian(bytes);
        for (int code : codes) {
            switch (width) {
                case 1 -> out.put((byte) code);
                case 2 -> out.putShort((short) code);
                default -> out.putInt(code);
            }
        }
        return base64(bytes);
    }

    /// Characters of it in a page, roughly.
    long size() {
        return NAMES_OF_PARTS + name.length() + rows.length() + (texts == null ? 0 : texts.stream().mapToLong(text -> text.length() + 3L).sum());
    }

    static String clipped(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + "…";
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
