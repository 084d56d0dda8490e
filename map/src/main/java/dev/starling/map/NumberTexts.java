package dev.starling.map;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.List;

/// Whether a page that has only the number writes the text that stood in the table.
final class NumberTexts {
    static final int NONE = 0;

    /// Digits that a page writes of a float.
    private static final MathContext OF_FLOAT = new MathContext(6);

    private NumberTexts() {}

    /// Bytes of a number that are enough for all texts; [#NONE] if only the texts themselves are. Empty texts are gaps.
    ///
    /// @param exactly whether the page must write the same characters, and not only the same number
    static int bytesFor(List<String> texts, boolean exactly) {
        if (texts.stream().allMatch(text -> text.isEmpty() || isSame(text, ofFloat(text), exactly))) {
            return Float.BYTES;
        }
        return texts.stream().allMatch(text -> text.isEmpty() || isSame(text, ofDouble(text), exactly)) ? Double.BYTES : NONE;
    }

    private static boolean isSame(String text, BigDecimal written, boolean exactly) {
        return exactly ? text.equals(plain(written)) : new BigDecimal(text).compareTo(written) == 0;
    }

    static void put(ByteBuffer numbers, int bytes, double number) {
        if (bytes == Float.BYTES) {
            numbers.putFloat((float) number);
        } else {
            numbers.putDouble(number);
        }
    }

    private static BigDecimal ofFloat(String text) {
        float number = Float.parseFloat(text);
        return Float.isInfinite(number) ? BigDecimal.ZERO : new BigDecimal(number).round(OF_FLOAT);
    }

    private static BigDecimal ofDouble(String text) {
        return new BigDecimal(Double.toString(Double.parseDouble(text)));
    }

    /// As JavaScript writes it; beyond, where it takes exponents, nothing that a table has.
    private static String plain(BigDecimal number) {
        double size = Math.abs(number.doubleValue());
        if (size != 0 && (size < 1e-6 || size >= 1e21)) {
            return "";
        }
        return size == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }
}
