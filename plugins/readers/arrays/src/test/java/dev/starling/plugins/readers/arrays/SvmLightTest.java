package dev.starling.plugins.readers.arrays;

import dev.starling.api.table.Column;
import dev.starling.api.table.DataFile;
import dev.starling.api.table.Table;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Lines of a label and pairs of index and value.
class SvmLightTest {
    private static final String THREE = "# made by hand\n+1 1:0.5 3:-2e1 # first\n-1 qid:7 2:4\n1\n";

    private static Table read(String text) throws IOException {
        return new SvmLight().read(new DataFile() {
            @Override
            public Path path() {
                return Path.of("x.svm");
            }

            @Override
            public Optional<String> part() {
                return Optional.empty();
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public OptionalLong size() {
                return OptionalLong.of(text.length());
            }
        });
    }

    private static double[] features(String text) throws IOException {
        return ((Column.SparseVectors) read(text).columns().get(1)).toDense().values();
    }

    private static boolean isRecognized(String name, String text) {
        return new SvmLight().recognizes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNotThereIsZero() throws IOException {
        assertThat(features(THREE)).containsExactly(0.5, 0, -20, 0, 4, 0, 0, 0, 0);
        assertThat(((Column.Numbers) read(THREE).columns().getFirst()).values()).containsExactly(1, -1, 1);
        assertThat(((Column.Numerals) read("9007199254740993 1:3\n-1 1:4\n").columns().getFirst()).values()).containsExactly("9007199254740993", "-1");
        assertThat(features("1 0:3 1:4\n2 1:5\n")).as("numbered from 0").containsExactly(3, 4, 0, 5);
        assertThat(((Column.Texts) read("spam 1:3\nham 1:4\n").columns().getFirst()).values()).containsExactly("spam", "ham");
    }

    /// As in arrays of whole numbers, nothing is rounded in silence.
    @Test
    void wholeNumbersThatNoDoubleHoldsAreRefused() throws IOException {
        assertThatThrownBy(() -> read("1 1:2\n1 1:9007199254740993\n"))
                .hasMessageContaining("line 2 has a whole number, 9007199254740993, that has more digits than the 53 bits of a double");
        assertThatThrownBy(() -> read("1 1:-123456789012345678901\n")).hasMessageContaining("line 1 has a whole number, -123456789012345678901");
        assertThat(features("1 1:9007199254740992 2:1e300 3:100000000000000000000\n")).containsExactly(0x1p53, 1e300, 1e20);
    }

    @Test
    void isKnownByItsPairs() {
        assertThat(isRecognized("x.txt", "1 1:0.5 3:2\n-1 2:4\n")).isTrue();
        assertThat(isRecognized("x", "1 1:0.5 3:2" + " 4:1 5:2".repeat(100) + "\n")).isTrue();
        assertThat(isRecognized("x.txt", "2026-11-30 12:30\n2026-12-01 12:45\n")).as("clocks").isFalse();
        assertThat(isRecognized("x.txt", "a b c\n1 2 3\n")).isFalse();
        assertThat(isRecognized("x.csv", "1,1:2,2:3\n")).isFalse();
    }

    @Test
    void aLineThatDoesNotFitIsNamed() {
        assertThatThrownBy(() -> read("1 1:2\n1 3:4 2:5\n")).hasMessageContaining("line 2 has feature 2 after feature 3");
        assertThatThrownBy(() -> read("1 1:2\n1 x:4\n")).hasMessageContaining("line 2 has 'x:4'");
        assertThatThrownBy(() -> read("1 1:2\n1 3\n")).hasMessageContaining("line 2 has '3'");
        assertThatThrownBy(() -> read("1 1:2\n1 3:4")).hasMessageContaining("line 2 is the last and does not end");
        assertThatThrownBy(() -> read("1 1:2\n1 -1:4\n")).hasMessageContaining("line 2 has feature -1");
    }
}
