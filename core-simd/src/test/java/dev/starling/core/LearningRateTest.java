package dev.starling.core;

import dev.starling.api.Arguments;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class LearningRateTest {
    @ParameterizedTest
    @CsvSource({
        "12.5, 12.5", "50, 50", "1666.6666666666667, 1667", "99999, 100000", "83333.3, 83330", "999999999, 1.0E9", "1e9, 1.0E9", "123456789, 123500000",
        "0.1, 0.1", "0.099996, 0.1", "0.00012346, 0.0001235", "1e-6, 0.000001", "0.000000999, 9.99E-7", "200, 200", "7.10004, 7.1", "-0.5, -0.5"
    })
    void aRateIsSaidInFourDigits(double value, String said) {
        assertThat(new LearningRate(Arguments.defaults(List.of()), value, Optional.empty()).inWords()).isEqualTo(said);
    }
}
