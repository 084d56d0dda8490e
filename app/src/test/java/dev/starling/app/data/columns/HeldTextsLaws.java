package dev.starling.app.data.columns;

import com.sun.management.ThreadMXBean;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/// What the texts of a table are said to take is what they were given.
@Tag("laws")
class HeldTextsLaws {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Property(seed = "1", tries = 50)
    void textsTakeWhatTheyWereGiven(@ForAll @IntRange(min = 100, max = 4_000) int rows, @ForAll @IntRange(min = 1, max = 300) int length) {
        char[] letters = "x".repeat(length).toCharArray();
        List<String> texts = new ArrayList<>(rows);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        for (int row = 0; row < rows; row++) {
            texts.add(new String(letters));
        }
        long given = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(HeldTexts.bytes(List.of(texts))).isBetween((long) (0.9 * given), (long) (1.4 * given));
    }

    @Property(seed = "1", tries = 20)
    void aTextThatComesAgainIsHeldOnce(@ForAll @IntRange(min = 1_000, max = 4_000) int rows, @ForAll @IntRange(min = 1, max = 300) int length) {
        assertThat(HeldTexts.bytes(List.of(Collections.nCopies(rows, "x".repeat(length))))).isBetween(4L * rows, 9L * rows);
    }

    @Property(seed = "1", tries = 20)
    void whatIsWrittenWhenAskedTakesNothing(@ForAll @IntRange(min = 1, max = 9) int rows) {
        int[] kept = new int[rows];
        assertThat(HeldTexts.bytes(List.of(new RowNumbers(kept)))).isZero();
    }
}
