package dev.starling.app.command;

import dev.starling.app.command.options.DurationConverter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/// Times as people type them.
class DurationConverterTest {
    @ParameterizedTest
    @CsvSource({"90s, 90", "90, 90", "10m, 600", "10min, 600", "1h30m, 5400", "2h, 7200", "1H 5M 3S, 3903"})
    void aTimeIsItsSeconds(String text, long seconds) {
        assertThat(new DurationConverter().convert(text)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "soon", "-5m", "1.5h", "10x", "5m1h", "99999999999h"})
    void anythingElseIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> new DurationConverter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'" + text + "' is no time: say 90s, 10m or 1h30m");
    }
}
